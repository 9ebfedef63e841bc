// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/pipeline_request.h"
#include "app/headrace/terminal.h"
#include "app/headrace/worker_options.h"

#include <QJsonArray>

namespace headrace::cli {

static QString shown(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() ? QString() : printable(value.toVariant().toString());
}

static int run(const Arguments &arguments)
{
    const auto request = requestForTarget(arguments, arguments.positional(0), arguments.positional(1));
    if (!request)
        return fail(request.error());
    QJsonObject body = request->body;
    body.insert(QStringLiteral("port"), request->port);
    const auto answer = host::withWorker(QStringLiteral("describe"), body, askOptions());
    if (!answer)
        return fail(answer.error());
    if (arguments.has(QStringLiteral("json"))) {
        printJson(*answer);
        return kDone;
    }
    using Align = Table::Align;
    Table table({QStringLiteral("column"), QStringLiteral("type"), QStringLiteral("missing"), QStringLiteral("distinct"),
                 QStringLiteral("min"), QStringLiteral("max"), QStringLiteral("mean")},
                {Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
    bool estimated = false;
    for (const QJsonValue &value : answer->value(QStringLiteral("columns")).toArray()) {
        const QJsonObject column = value.toObject();
        const bool exact = column.value(QStringLiteral("distinct_exact")).toBool();
        estimated = estimated || !exact;
        table.addRow({printable(column.value(QStringLiteral("name")).toString()),
                      printable(column.value(QStringLiteral("type")).toString()),
                      grouped(column.value(QStringLiteral("missing")).toInteger()),
                      (exact ? QString() : QStringLiteral("~")) + grouped(column.value(QStringLiteral("distinct")).toInteger()),
                      shown(column.value(QStringLiteral("min"))), shown(column.value(QStringLiteral("max"))),
                      shown(column.value(QStringLiteral("mean")))});
    }
    print(table.text());
    printLine(styled(QStringLiteral("%1 rows").arg(grouped(answer->value(QStringLiteral("rows")).toInteger())), Style::Dim)
              + (estimated ? styled(QStringLiteral("; ~ is estimated"), Style::Dim) : QString()));
    return kDone;
}

Command describeCommand()
{
    Command command;
    command.name = QStringLiteral("describe");
    command.summary = QStringLiteral("Shows rows, types, missing and distinct values, and ranges of a data file or of a node");
    command.positionals = {
        {QStringLiteral("TARGET"), QStringLiteral("A data file, a pipeline file, or RUN:NODE[:PORT]."), true, false, Complete::File, {}},
        {QStringLiteral("NODE"), QStringLiteral("With a pipeline file: NODE or NODE:PORT."), false, false, Complete::Nothing, {}}};
    command.options = pipelineOptions();
    command.options << Option{
        QStringLiteral("json"),
        {},
        QStringLiteral(
            "Prints {rows, columns: [{name, type, missing, distinct, distinct_exact, min, max, mean, quantiles, histogram, top}]}."),
        false,
        Complete::Nothing,
        {}};
    command.examples = {QStringLiteral("headrace describe airports.csv"), QStringLiteral("headrace describe last:features --json")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
