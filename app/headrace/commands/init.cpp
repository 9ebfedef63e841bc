// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/terminal.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace headrace::cli {

static Result<void> makeWorkspace(const QString &folder)
{
    const Error refused(ErrorCode::Io, QStringLiteral("The folder %1 could not be made.").arg(folder + QStringLiteral("/.headrace")),
                        QStringLiteral("Check that you may write there."));
    if (!QDir().mkpath(folder + QStringLiteral("/.headrace")))
        return refused;
    QSaveFile settings(folder + QStringLiteral("/.headrace/settings.json"));
    if (QFileInfo::exists(settings.fileName()))
        return {};
    if (!settings.open(QIODevice::WriteOnly) || settings.write("{\n  \"format\": 1\n}\n") < 0 || !settings.commit())
        return refused;
    return {};
}

static int run(const Arguments &arguments)
{
    const QString folder = QDir(arguments.positional(0).isEmpty() ? QStringLiteral(".") : arguments.positional(0)).absolutePath();
    const bool existed = QFileInfo(folder + QStringLiteral("/.headrace")).isDir();
    if (const auto made = makeWorkspace(folder); !made)
        return fail(made.error());
    printLine(existed ? QStringLiteral("%1 is a workspace already.").arg(printable(folder))
                      : QStringLiteral("Made %1 a workspace.").arg(printable(folder)));
    return kDone;
}

Command initCommand()
{
    Command command;
    command.name = QStringLiteral("init");
    command.summary = QStringLiteral("Makes a folder a workspace");
    command.doc = QStringLiteral(
        "A workspace is a folder with .headrace/ in it, which holds settings and autosaves. Pipelines read files of their "
        "workspace without asking.");
    command.positionals = {{QStringLiteral("FOLDER"),
                            QStringLiteral("The folder; made if it is not there. The current one if left out."),
                            false,
                            false,
                            Complete::Folder,
                            {}}};
    command.examples = {QStringLiteral("headrace init flights")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
