// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/diff.h"
#include "app/headrace/commands.h"
#include "app/headrace/diff_page.h"
#include "app/headrace/terminal.h"
#include "engine/host/run_order.h"
#include "engine/pipeline/format.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

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

/// The file as git has it at HEAD.
static Result<Pipeline> committed(const QString &file)
{
    const QFileInfo info(file);
    QProcess git;
    git.start(QStringLiteral("git"),
              {QStringLiteral("-C"), info.absolutePath(), QStringLiteral("show"), QStringLiteral("HEAD:./") + info.fileName()},
              QIODevice::ReadOnly);
    if (!git.waitForStarted())
        return Error(ErrorCode::NotFound, QStringLiteral("git could not be started."), QStringLiteral("Install git, or name both files."));
    if (!git.waitForFinished(30'000))
        return Error(ErrorCode::TimedOut, QStringLiteral("git did not answer within 30 seconds."));
    if (git.exitStatus() != QProcess::NormalExit || git.exitCode() != 0) {
        const QString said = QString::fromUtf8(git.readAllStandardError()).section(QLatin1Char('\n'), 0, 0).trimmed();
        return Error(ErrorCode::NotFound, QStringLiteral("git has no '%1' at HEAD: %2").arg(info.fileName(), printable(said)),
                     QStringLiteral("Commit the file first, or name both files."));
    }
    HR_ASSIGN(ReadPipeline read, readPipeline(git.readAllStandardOutput()));
    return read.pipeline;
}

static int run(const Arguments &arguments)
{
    const bool git = arguments.has(QStringLiteral("git"));
    const QString newer = arguments.positional(git ? 0 : 1);
    if (git && !arguments.positional(1).isEmpty())
        return fail(Error(ErrorCode::Usage, QStringLiteral("--git compares one file with what is committed."),
                          QStringLiteral("Leave out the second file, or --git.")));
    if (newer.isEmpty())
        return fail(Error(ErrorCode::Usage, QStringLiteral("There is nothing to compare with."),
                          QStringLiteral("Name a second file, or compare with the last commit by --git.")));
    const auto after = host::orderForFile(newer);
    if (!after)
        return fail(after.error());
    Pipeline before;
    QString beforeName;
    if (git) {
        auto old = committed(newer);
        if (!old)
            return fail(old.error());
        before = std::move(*old);
        beforeName = QFileInfo(newer).fileName() + QStringLiteral(" (HEAD)");
    } else {
        const auto old = host::orderForFile(arguments.positional(0));
        if (!old)
            return fail(old.error());
        before = old->pipeline;
        beforeName = QFileInfo(arguments.positional(0)).fileName();
    }
    const PipelineDiff difference = diff(before, after->pipeline);
    const int code = arguments.has(QStringLiteral("exit-code")) && !difference.sameLogic() ? kFailed : kDone;
    if (arguments.has(QStringLiteral("html"))) {
        print(QString::fromUtf8(diffPage(before, after->pipeline, beforeName, QFileInfo(newer).fileName(), embeddedCatalog())));
        return code;
    }
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
    command.positionals = {
        {QStringLiteral("BEFORE"), QStringLiteral("A pipeline file."), true, false, Complete::Pipeline, {}},
        {QStringLiteral("AFTER"), QStringLiteral("A pipeline file; left out with --git."), false, false, Complete::Pipeline, {}}};
    command.options = {
        {QStringLiteral("json"),
         {},
         QStringLiteral("Prints {nodes: [{id, kind, changes}], header, layout}."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("html"),
         {},
         QStringLiteral("Prints a web page that needs nothing else: both versions on one canvas, and a table."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("git"), {}, QStringLiteral("Compares the one file with what git has of it at HEAD."), false, Complete::Nothing, {}},
        {QStringLiteral("exit-code"),
         {},
         QStringLiteral("Exits with 1 where they do not compute the same."),
         false,
         Complete::Nothing,
         {}}};
    command.examples = {QStringLiteral("headrace diff old.pipeline.json new.pipeline.json"),
                        QStringLiteral("headrace diff flights.pipeline.json --git --html > changes.html")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
