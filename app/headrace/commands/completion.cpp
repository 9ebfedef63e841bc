// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/help.h"
#include "app/headrace/terminal.h"

namespace headrace::cli {

static int run(const Arguments &arguments)
{
    print(arguments.positional(0) == QLatin1String("bash") ? bashCompletion() : zshCompletion());
    return kDone;
}

Command completionCommand()
{
    Command command;
    command.name = QStringLiteral("completion");
    command.summary = QStringLiteral("Prints a script that completes commands, options and runs in a shell");
    command.doc = QStringLiteral(
        "Bash: put 'source <(headrace completion bash)' into ~/.bashrc. Zsh: write it as _headrace into a folder of $fpath.");
    command.positionals = {{QStringLiteral("SHELL"),
                            QStringLiteral("Which shell."),
                            true,
                            false,
                            Complete::Nothing,
                            {QStringLiteral("bash"), QStringLiteral("zsh")}}};
    command.examples = {QStringLiteral("headrace completion bash > /etc/bash_completion.d/headrace")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
