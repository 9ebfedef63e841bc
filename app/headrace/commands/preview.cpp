// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/pipeline_request.h"
#include "app/headrace/terminal.h"
#include "app/headrace/worker_options.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace headrace::cli {

static constexpr qint64 kDefaultRows = 20;
static constexpr qint64 kMaximumRows = 100'000;

static QString cell(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return styled(QStringLiteral("missing"), Style::Dim);
    case QJsonValue::String:
        return printable(value.toString());
    case QJsonValue::Array:
        return printable(QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)));
    case QJsonValue::Object:
        return printable(QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
    default:
        return value.toVariant().toString();
    }
}

static int run(const Arguments &arguments)
{
    const auto request = requestForTarget(arguments, arguments.positional(0), arguments.positional(1));
    if (!request)
        return fail(request.error());
    const auto rows = arguments.integer(QStringLiteral("rows"), 1, kMaximumRows);
    if (!rows)
        return fail(rows.error());
    QJsonObject body = request->body;
    body.insert(QStringLiteral("port"), request->port);
    body.insert(QStringLiteral("limit"), rows->value_or(kDefaultRows));
    const auto answer = host::withWorker(QStringLiteral("preview"), body, askOptions());
    if (!answer)
        return fail(answer.error());
    if (arguments.has(QStringLiteral("json"))) {
        printJson(*answer);
        return kDone;
    }
    QStringList header;
    QList<Table::Align> alignment;
    for (const QJsonValue &value : answer->value(QStringLiteral("columns")).toArray()) {
        const QString type = value.toObject().value(QStringLiteral("type")).toString();
        header << printable(value.toObject().value(QStringLiteral("name")).toString());
        const bool number = type.contains(QLatin1String("INT")) || type == QLatin1String("DOUBLE") || type == QLatin1String("FLOAT")
            || type.startsWith(QLatin1String("DECIMAL"));
        alignment << (number ? Table::Align::Right : Table::Align::Left);
    }
    Table table(header, alignment);
    for (const QJsonValue &value : answer->value(QStringLiteral("rows")).toArray()) {
        QStringList cells;
        for (const QJsonValue &item : value.toArray())
            cells << cell(item);
        table.addRow(cells);
    }
    print(table.text());
    if (!answer->value(QStringLiteral("complete")).toBool())
        printLine(styled(QStringLiteral("The first rows, in no promised order; there are more."), Style::Dim));
    return kDone;
}

Command previewCommand()
{
    Command command;
    command.name = QStringLiteral("preview");
    command.summary = QStringLiteral("Shows the first rows of a data file or of a node");
    command.doc = QStringLiteral("Nothing is run that has side effects: below a model or a script the results of earlier runs are shown, "
                                 "or it is said that there are none.");
    command.positionals = {
        {QStringLiteral("TARGET"), QStringLiteral("A data file, a pipeline file, or RUN:NODE[:PORT]."), true, false, Complete::File, {}},
        {QStringLiteral("NODE"), QStringLiteral("With a pipeline file: NODE or NODE:PORT."), false, false, Complete::Nothing, {}}};
    command.options = pipelineOptions();
    command.options << Option{QStringLiteral("rows"),
                              QStringLiteral("N"),
                              QStringLiteral("Shows so many rows; 20 otherwise."),
                              false,
                              Complete::Nothing,
                              {}}
                    << Option{QStringLiteral("json"), {}, QStringLiteral("Prints {columns: [{name, type}], rows, complete}."), false,
                              Complete::Nothing,      {}};
    command.examples = {QStringLiteral("headrace preview flights.parquet"),
                        QStringLiteral("headrace preview flights.pipeline.json join:rows --rows 5")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
