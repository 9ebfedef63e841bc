// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/pipeline_request.h"
#include "app/headrace/terminal.h"
#include "app/headrace/worker_options.h"

#include <QJsonArray>

namespace headrace::cli {

static QString listed(const QJsonValue &names)
{
    QStringList list;
    for (const QJsonValue &name : names.toArray())
        list << printable(name.toString());
    return list.join(QStringLiteral(", "));
}

static int run(const Arguments &arguments)
{
    const auto request = requestForPipeline(arguments, arguments.positional(0));
    if (!request)
        return fail(request.error());
    QJsonObject body = request->body;
    if (arguments.has(QStringLiteral("to"))) {
        QJsonObject options = body.value(QStringLiteral("options")).toObject();
        options.insert(QStringLiteral("to"), QJsonArray::fromStringList(arguments.values(QStringLiteral("to"))));
        body.insert(QStringLiteral("options"), options);
    }
    const auto answer = host::withWorker(QStringLiteral("plan"), body, askOptions());
    if (!answer)
        return fail(answer.error());
    if (arguments.has(QStringLiteral("json"))) {
        printJson(*answer);
        return kDone;
    }
    for (const QJsonValue &value : answer->value(QStringLiteral("stages")).toArray()) {
        const QJsonObject stage = value.toObject();
        printLine(styled(QStringLiteral("stage %1").arg(stage.value(QStringLiteral("id")).toInt()), Style::Bold) + QStringLiteral("  ")
                  + stage.value(QStringLiteral("kind")).toString() + QStringLiteral("  ") + listed(stage.value(QStringLiteral("nodes"))));
        printLine(styled(QStringLiteral("  ends here since ") + stage.value(QStringLiteral("why")).toString(), Style::Dim));
        for (const QJsonValue &sql : stage.value(QStringLiteral("sql")).toArray())
            for (const QString &line : sql.toString().split(QLatin1Char('\n')))
                printLine(QStringLiteral("    ") + printable(line));
        printLine();
    }
    if (const QString later = listed(answer->value(QStringLiteral("planned_later"))); !later.isEmpty())
        printLine(QStringLiteral("Planned once the columns are known: ") + later);
    return kDone;
}

Command planCommand()
{
    Command command;
    command.name = QStringLiteral("plan");
    command.summary = QStringLiteral("Shows the stages a pipeline would run in, their SQL, and why each ends where it does");
    command.positionals = {{QStringLiteral("FILE"), QStringLiteral("The pipeline file."), true, false, Complete::Pipeline, {}}};
    command.options = pipelineOptions();
    command.options
        << Option{QStringLiteral("to"),
                  QStringLiteral("NODE"),
                  QStringLiteral("Plans only what this node needs, and the node."),
                  true,
                  Complete::Nothing,
                  {}}
        << Option{QStringLiteral("json"), {}, QStringLiteral("Prints {stages: [{id, node, kind, nodes, why, sql}], planned_later}."), false,
                  Complete::Nothing,      {}};
    command.examples = {QStringLiteral("headrace plan flights.pipeline.json")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
