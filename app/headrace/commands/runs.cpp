// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/run_output.h"
#include "engine/host/run_host.h"
#include "engine/protocol/messages.h"

#include <QFileInfo>
#include <QJsonArray>

namespace headrace::cli {

static QJsonObject toJson(const record::RunSummary &run)
{
    QJsonObject metrics, params, tags;
    for (auto metric = run.metrics.begin(); metric != run.metrics.end(); ++metric)
        metrics.insert(metric.key(), protocol::numberToJson(metric.value()));
    for (auto param = run.params.begin(); param != run.params.end(); ++param)
        params.insert(param.key(), param.value());
    for (auto tag = run.tags.begin(); tag != run.tags.end(); ++tag)
        tags.insert(tag.key(), tag.value());
    return {{QStringLiteral("run"), run.id},
            {QStringLiteral("name"), run.name},
            {QStringLiteral("experiment"), run.experiment},
            {QStringLiteral("status"), record::toString(run.status)},
            {QStringLiteral("file"), run.sourceName},
            {QStringLiteral("workspace"), run.workspace},
            {QStringLiteral("user"), run.user},
            {QStringLiteral("started_ms"), run.startMs},
            {QStringLiteral("duration_s"), run.durationS ? QJsonValue(*run.durationS) : QJsonValue()},
            {QStringLiteral("starred"), run.starred},
            {QStringLiteral("metrics"), metrics},
            {QStringLiteral("params"), params},
            {QStringLiteral("tags"), tags}};
}

/// The metric to show in a narrow table: of the last evaluation, by name.
static QString firstMetric(const record::RunSummary &run)
{
    for (auto metric = run.metrics.begin(); metric != run.metrics.end(); ++metric)
        if (metric.key().contains(QLatin1String("/test/")))
            return metric.key() + QLatin1Char(' ') + metricText(metric.value());
    return run.metrics.isEmpty() ? QString() : run.metrics.firstKey() + QLatin1Char(' ') + metricText(run.metrics.first());
}

static Result<QList<record::RunSummary>> read(const Arguments &arguments)
{
    HR_ASSIGN(const auto limit, arguments.integer(QStringLiteral("limit"), 0, 1000000));
    HR_ASSIGN(auto store, host::openStore(StorePaths::ofUser()));
    if (!store.notice().isEmpty())
        printWarning(store.notice());
    record::RunFilter filter;
    filter.experiment = arguments.value(QStringLiteral("experiment"));
    filter.limit = int(limit.value_or(20));
    filter.filter = arguments.value(QStringLiteral("filter"));
    filter.order = arguments.value(QStringLiteral("order"));
    return store.runs(filter);
}

static int run(const Arguments &arguments)
{
    const auto runs = read(arguments);
    if (!runs)
        return fail(runs.error());
    if (arguments.has(QStringLiteral("json"))) {
        QJsonArray list;
        for (const record::RunSummary &each : *runs)
            list << toJson(each);
        printJson(list);
    } else if (arguments.has(QStringLiteral("names"))) {
        for (const record::RunSummary &each : *runs)
            printLine(printable(each.name));
    } else if (runs->isEmpty()) {
        printLine(QStringLiteral("No runs yet. Start one with: headrace run FILE"));
    } else {
        Table table({QStringLiteral("run"), QStringLiteral("status"), QStringLiteral("started"), QStringLiteral("time"),
                     QStringLiteral("pipeline"), QStringLiteral("metric")},
                    {Table::Align::Left, Table::Align::Left, Table::Align::Left, Table::Align::Right});
        for (const record::RunSummary &each : *runs) {
            const QString status = record::toString(each.status);
            table.addRow({(each.starred ? QStringLiteral("* ") : QString()) + each.name, status, moment(each.startMs),
                          each.durationS ? duration(*each.durationS) : QString(), QFileInfo(each.sourceName).fileName(), firstMetric(each)},
                         styleOfStatus(status));
        }
        print(table.text());
    }
    return kDone;
}

Command runsCommand()
{
    Command command;
    command.name = QStringLiteral("runs");
    command.summary = QStringLiteral("Lists recorded runs, the latest first");
    command.options = {
        {QStringLiteral("experiment"),
         QStringLiteral("NAME"),
         QStringLiteral("Only runs of this experiment."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("filter"),
         QStringLiteral("TEXT"),
         QStringLiteral(
             "Only runs that answer it, as in MLflow's search_runs: \"metrics.`evaluate/test/roc_auc` > 0.7 AND params.rounds = '50'\"; "
             "OR, NOT and parentheses are known too."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("order"),
         QStringLiteral("TEXT"),
         QStringLiteral("Order by these, such as \"metrics.`evaluate/test/roc_auc` DESC, start_time\"."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("limit"),
         QStringLiteral("N"),
         QStringLiteral("At most so many; 20 otherwise, 0 for all."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("json"), {}, QStringLiteral("Prints a JSON list."), false, Complete::Nothing, {}},
        {QStringLiteral("names"), {}, QStringLiteral("Prints the names alone, one a line."), false, Complete::Nothing, {}},
    };
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
