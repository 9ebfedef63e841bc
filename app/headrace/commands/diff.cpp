// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/diff.h"
#include "app/headrace/commands.h"
#include "app/headrace/terminal.h"
#include "engine/host/run_order.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace headrace::cli {

static QString shown(const QJsonValue &value)
{
    if (value.isUndefined())
        return QStringLiteral("(not set)");
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return printable(QString::fromUtf8(text.mid(1, text.size() - 2)));
}

static void printChanges(const QList<ParamChange> &changes)
{
    for (const ParamChange &change : changes)
        printLine(QStringLiteral("    %1: %2 %3 %4")
                      .arg(printable(change.path), styled(shown(change.before), Style::Bad), QStringLiteral("→"),
                           styled(shown(change.after), Style::Good)));
}

static int run(const Arguments &arguments)
{
    const auto before = host::orderForFile(arguments.positional(0));
    if (!before)
        return fail(before.error());
    const auto after = host::orderForFile(arguments.positional(1));
    if (!after)
        return fail(after.error());
    const PipelineDiff difference = diff(before->pipeline, after->pipeline);
    const int code = arguments.has(QStringLiteral("exit-code")) && !difference.sameLogic() ? kFailed : kDone;
    if (arguments.has(QStringLiteral("json"))) {
        printJson(difference.toJson());
        return code;
    }
    if (!difference.header.isEmpty()) {
        printLine(styled(QStringLiteral("pipeline"), Style::Bold));
        printChanges(difference.header);
    }
    for (const NodeChange &node : difference.nodes) {
        const char sign = node.kind == ChangeKind::Added ? '+' : node.kind == ChangeKind::Removed ? '-' : '~';
        const Style style = node.kind == ChangeKind::Added ? Style::Good : node.kind == ChangeKind::Removed ? Style::Bad : Style::Accent;
        printLine(styled(QStringLiteral("%1 %2").arg(QLatin1Char(sign)).arg(node.id), style)
                  + (node.formerId.isEmpty() ? QString() : QStringLiteral("  (was %1)").arg(node.formerId)));
        printChanges(node.changes);
    }
    if (difference.sameLogic())
        printLine(QStringLiteral("They compute the same."));
    if (!difference.layout.isEmpty())
        printLine(styled(QStringLiteral("moved only: ") + printable(difference.layout.join(QStringLiteral(", "))), Style::Dim));
    return code;
}

Command diffCommand()
{
    Command command;
    command.name = QStringLiteral("diff");
    command.summary = QStringLiteral("Shows what two pipeline files differ in, logic and layout apart");
    command.positionals = {{QStringLiteral("BEFORE"), QStringLiteral("A pipeline file."), true, false, Complete::Pipeline, {}},
                           {QStringLiteral("AFTER"), QStringLiteral("A pipeline file."), true, false, Complete::Pipeline, {}}};
    command.options = {{QStringLiteral("json"),
                        {},
                        QStringLiteral("Prints {nodes: [{id, kind, changes}], header, layout}."),
                        false,
                        Complete::Nothing,
                        {}},
                       {QStringLiteral("exit-code"),
                        {},
                        QStringLiteral("Exits with 1 where they do not compute the same."),
                        false,
                        Complete::Nothing,
                        {}}};
    command.examples = {QStringLiteral("headrace diff old.pipeline.json new.pipeline.json")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
