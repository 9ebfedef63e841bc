// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/help.h"
#include "app/headrace/commands.h"
#include "app/headrace/terminal.h"
#include "engine/base/closest.h"

namespace headrace::cli {

static int run(const Arguments &arguments)
{
    const QString name = arguments.positional(0);
    if (name.isEmpty()) {
        print(generalHelp());
        return kDone;
    }
    if (const Command *command = findCommand(name)) {
        print(helpOf(*command));
        return kDone;
    }
    QStringList names;
    for (const Command &command : commands())
        names << command.name;
    const QString near = closestTo(name, names);
    return fail(Error(ErrorCode::Usage, QStringLiteral("There is no command '%1'.").arg(name),
                      near.isEmpty() ? QStringLiteral("See 'headrace help'.") : QStringLiteral("Did you mean '%1'?").arg(near)));
}

Command helpCommand()
{
    Command command;
    command.name = QStringLiteral("help");
    command.summary = QStringLiteral("Says how a command is used");
    command.positionals = {{QStringLiteral("COMMAND"), QStringLiteral("Name of a command."), false, false, Complete::Command, {}}};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
