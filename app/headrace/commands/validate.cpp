// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/pipeline_request.h"
#include "app/headrace/terminal.h"
#include "app/headrace/worker_options.h"
#include "engine/pipeline/diagnostic.h"

#include <QJsonArray>

namespace headrace::cli {

static int said(const Arguments &arguments, const QList<Diagnostic> &diagnostics, const QJsonObject &schemas)
{
    const bool bad = hasErrors(diagnostics);
    if (arguments.has(QStringLiteral("json"))) {
        QJsonArray array;
        for (const Diagnostic &diagnostic : diagnostics)
            array << diagnostic.toJson();
        printJson(
            QJsonObject{{QStringLiteral("valid"), !bad}, {QStringLiteral("diagnostics"), array}, {QStringLiteral("schemas"), schemas}});
        return bad ? kInvalidPipeline : kDone;
    }
    int errors = 0;
    int warnings = 0;
    for (const Diagnostic &diagnostic : diagnostics) {
        const bool error = diagnostic.severity == Severity::Error;
        error ? ++errors : ++warnings;
        QString where;
        if (!diagnostic.node.isEmpty())
            where = QStringLiteral(" ") + diagnostic.node
                + (diagnostic.parameter.isEmpty() ? QString() : QLatin1Char('.') + diagnostic.parameter);
        if (diagnostic.line > 0)
            where += QStringLiteral(" (line %1)").arg(diagnostic.line);
        printLine(styled(toString(diagnostic.severity), error ? Style::Bad : Style::Warning) + printable(where) + QStringLiteral(": ")
                  + printable(diagnostic.text));
        if (!diagnostic.hint.isEmpty())
            printLine(QStringLiteral("  ") + printable(diagnostic.hint));
    }
    printLine(errors > 0 ? styled(QStringLiteral("not valid"), Style::Bad) + QStringLiteral(": %1 to mend").arg(errors)
                         : styled(QStringLiteral("valid"), Style::Good)
                      + (warnings > 0 ? QStringLiteral(", %1 to look at").arg(warnings) : QString()));
    return bad ? kInvalidPipeline : kDone;
}

static int run(const Arguments &arguments)
{
    const auto request = requestForPipeline(arguments, arguments.positional(0));
    if (!request) {
        if (request.error().code != ErrorCode::Invalid && request.error().code != ErrorCode::Corrupt)
            return fail(request.error());
        Diagnostic diagnostic;
        diagnostic.code = QStringLiteral("unreadable");
        diagnostic.node = request.error().node;
        diagnostic.text = request.error().text;
        diagnostic.hint = request.error().hint;
        diagnostic.line = request.error().line;
        return said(arguments, {diagnostic}, {});
    }
    host::AskOptions options = askOptions();
    host::StopSignals stop;
    options.stop = &stop;
    const auto answer = host::withWorker(QStringLiteral("validate"), request->body, options);
    if (!answer)
        return fail(answer.error());
    QList<Diagnostic> diagnostics;
    for (const QJsonValue &value : answer->value(QStringLiteral("diagnostics")).toArray())
        diagnostics << Diagnostic::fromJson(value.toObject());
    return said(arguments, diagnostics, answer->value(QStringLiteral("schemas")).toObject());
}

Command validateCommand()
{
    Command command;
    command.name = QStringLiteral("validate");
    command.summary = QStringLiteral("Says what is wrong with a pipeline, without running it");
    command.doc = QStringLiteral(
        "Checks structure, parameters and leaks, then binds every node: columns, types and expressions. Of data files only the "
        "beginning is read. Exits with 3 where something must be mended.");
    command.positionals = {{QStringLiteral("FILE"), QStringLiteral("The pipeline file."), true, false, Complete::Pipeline, {}}};
    command.options = pipelineOptions();
    command.options << Option{
        QStringLiteral("json"),
        {},
        QStringLiteral("Prints {valid, diagnostics: [{severity, code, node, parameter, text, hint}], schemas: {NODE:PORT: {columns}}}."),
        false,
        Complete::Nothing,
        {}};
    command.examples = {QStringLiteral("headrace validate flights.pipeline.json --json")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
