// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"

namespace headrace::cli {

const QList<Command> &commands()
{
    // One line a command, in the order in which a person meets them.
    static const QList<Command> list{
        initCommand(),      validateCommand(), planCommand(),  previewCommand(), describeCommand(),   runCommand(),
        cancelCommand(),    runsCommand(),     showCommand(),  diffCommand(),    lineageCommand(),    reproduceCommand(),
        operatorsCommand(), cacheCommand(),    trustCommand(), helpCommand(),    completionCommand(), manCommand(),
    };
    return list;
}

const Command *findCommand(const QString &name)
{
    for (const Command &command : commands())
        if (command.name == name)
            return &command;
    // Not for people, and so in no list.
    static const Command hidden[] = {hostCommand(), openLineageCourierCommand()};
    for (const Command &command : hidden)
        if (command.name == name)
            return &command;
    return nullptr;
}

const QList<Option> &commonOptions()
{
    static const QList<Option> list{{QStringLiteral("help"), {}, QStringLiteral("Shows this help.")}};
    return list;
}

}  // namespace headrace::cli
