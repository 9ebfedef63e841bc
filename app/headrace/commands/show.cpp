// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/run_output.h"
#include "engine/host/run_host.h"

#include <QJsonArray>

namespace headrace::cli {

namespace {

struct Shown {
    record::Run run;
    host::RunReport report;
    QList<record::Artifact> artifacts;
    QList<record::DatasetUse> datasets;
};

Result<Shown> read(const QString &reference)
{
    HR_ASSIGN(auto store, host::openStore(StorePaths::ofUser()));
    Shown shown;
    HR_ASSIGN(shown.run, store.find(reference));
    HR_ASSIGN(const auto stages, store.stages(shown.run.row));
    HR_ASSIGN(const auto steps, store.steps(shown.run.row));
    HR_ASSIGN(const auto outputs, store.outputs(shown.run.row));
    shown.report = host::reportOf(shown.run, stages, steps, outputs);
    HR_ASSIGN(shown.artifacts, store.artifacts(shown.run.row));
    HR_ASSIGN(shown.datasets, store.datasets(shown.run.row));
    return shown;
}

QJsonValue orNull(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonObject toJson(const Shown &shown)
{
    const record::Run &run = shown.run;
    QJsonObject object = shown.report.toJson();
    QJsonObject params, tags;
    for (auto param = run.params.begin(); param != run.params.end(); ++param)
        params.insert(param.key(), param.value());
    for (auto tag = run.tags.begin(); tag != run.tags.end(); ++tag)
        tags.insert(tag.key(), tag.value());
    QJsonArray artifacts, datasets;
    for (const record::Artifact &artifact : shown.artifacts)
        artifacts << QJsonObject{{QStringLiteral("node"), artifact.node},           {QStringLiteral("name"), artifact.name},
                                 {QStringLiteral("kind"), artifact.kind},           {QStringLiteral("path"), artifact.path},
                                 {QStringLiteral("bytes"), orNull(artifact.bytes)}, {QStringLiteral("xxh3"), artifact.xxh3},
                                 {QStringLiteral("facts"), artifact.facts}};
    for (const record::DatasetUse &use : shown.datasets)
        datasets << QJsonObject{{QStringLiteral("node"), use.node},           {QStringLiteral("role"), use.role},
                                {QStringLiteral("path"), use.source},         {QStringLiteral("digest"), use.digest},
                                {QStringLiteral("bytes"), orNull(use.bytes)}, {QStringLiteral("rows"), orNull(use.rows)}};
    const QJsonObject more{{QStringLiteral("name"), run.name},
                           {QStringLiteral("experiment"), run.experiment},
                           {QStringLiteral("file"), run.sourceName},
                           {QStringLiteral("workspace"), run.workspace},
                           {QStringLiteral("user"), run.user},
                           {QStringLiteral("started_ms"), run.startMs},
                           {QStringLiteral("seed"), orNull(run.seed)},
                           {QStringLiteral("params"), params},
                           {QStringLiteral("tags"), tags},
                           {QStringLiteral("note"), run.note},
                           {QStringLiteral("starred"), run.starred},
                           {QStringLiteral("options"), run.options},
                           {QStringLiteral("libraries"), run.libraries},
                           {QStringLiteral("machine"), run.machine},
                           {QStringLiteral("git_commit"), run.gitCommit},
                           {QStringLiteral("resumed_from"), run.resumedFrom},
                           {QStringLiteral("reproduces"), run.reproduces},
                           {QStringLiteral("peak_memory"), orNull(run.peakMemory)},
                           {QStringLiteral("pipeline"), QString::fromUtf8(run.pipeline)},
                           {QStringLiteral("artifacts"), artifacts},
                           {QStringLiteral("datasets"), datasets}};
    for (auto member = more.begin(); member != more.end(); ++member)
        object.insert(member.key(), member.value());
    return object;
}

void printShown(const Shown &shown)
{
    const record::Run &run = shown.run;
    Table facts({QStringLiteral("run"), run.name});
    const auto fact = [&facts](const char *name, const QString &value) {
        if (!value.isEmpty())
            facts.addRow({QLatin1String(name), value});
    };
    fact("id", run.id);
    fact("experiment", run.experiment);
    fact("pipeline", run.sourceName);
    fact("started", moment(run.startMs));
    fact("user", run.user);
    fact("seed", run.seed ? QString::number(*run.seed) : QString());
    fact("commit", run.gitCommit);
    fact("resumes", run.resumedFrom);
    fact("reproduces", run.reproduces);
    fact("memory", run.peakMemory ? size(*run.peakMemory) : QString());
    fact("note", run.note);
    for (auto tag = run.tags.begin(); tag != run.tags.end(); ++tag)
        facts.addRow({tag.key(), tag.value()});
    print(facts.text());
    if (!run.params.isEmpty()) {
        printLine();
        Table params({QStringLiteral("parameter"), QStringLiteral("value")});
        for (auto param = run.params.begin(); param != run.params.end(); ++param)
            params.addRow({param.key(), param.value()});
        print(params.text());
    }
    if (!shown.artifacts.isEmpty()) {
        printLine();
        Table artifacts({QStringLiteral("artifact"), QStringLiteral("of"), QStringLiteral("size"), QStringLiteral("path")},
                        {Table::Align::Left, Table::Align::Left, Table::Align::Right});
        for (const record::Artifact &artifact : shown.artifacts)
            artifacts.addRow({artifact.name, artifact.node, artifact.bytes ? size(*artifact.bytes) : QString(), artifact.path});
        print(artifacts.text());
    }
    printLine();
    printReport(shown.report, true);
}

}  // namespace

static int run(const Arguments &arguments)
{
    const auto shown = read(arguments.positional(0));
    if (!shown)
        return fail(shown.error());
    if (arguments.has(QStringLiteral("json")))
        printJson(toJson(*shown));
    else
        printShown(*shown);
    return kDone;
}

Command showCommand()
{
    Command command;
    command.name = QStringLiteral("show");
    command.summary = QStringLiteral("Shows a run: parameters, steps, metrics, artifacts, errors");
    command.positionals = {
        {QStringLiteral("RUN"), QStringLiteral("Name of a run, the beginning of its id, or 'last'."), true, false, Complete::Run, {}}};
    command.options = {
        {QStringLiteral("json"), {}, QStringLiteral("Prints all that is recorded as one JSON object."), false, Complete::Nothing, {}}};
    command.examples = {QStringLiteral("headrace show last")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
