// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/help.h"
#include "app/headrace/terminal.h"

namespace headrace::cli {

static int run(const Arguments &)
{
    print(manPage());
    return kDone;
}

Command manCommand()
{
    Command command;
    command.name = QStringLiteral("man");
    command.summary = QStringLiteral("Prints the manual page in troff");
    command.examples = {QStringLiteral("headrace man | man -l -")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
