// SPDX-License-Identifier: GPL-3.0-or-later
// headrace openlineage-courier FOLDER: takes the lineage events that wait in a data folder to their servers. Not for people.
#include "app/headrace/commands.h"
#include "engine/host/openlineage_outbox.h"
#include "engine/host/process.h"

#include <QCoreApplication>

namespace headrace::cli {

static int run(const Arguments &arguments)
{
    host::leaveSession();
    int count = 1;
    char name[] = "headrace";
    char *words[] = {name, nullptr};
    const QCoreApplication application(count, words);
    StorePaths paths = StorePaths::ofUser();
    paths.data = arguments.positional(0);
    host::deliverLineage(paths);
    return kDone;
}

Command openLineageCourierCommand()
{
    Command command;
    command.name = QStringLiteral("openlineage-courier");
    command.summary = QStringLiteral("Sends the lineage events of runs");
    command.positionals = {{QStringLiteral("FOLDER"), QStringLiteral("The data folder of a store."), true, false, Complete::Folder, {}}};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
