// SPDX-License-Identifier: GPL-3.0-or-later
// headrace: the command line program. Each command stands in commands/<name>.cpp.
#include "app/headrace/commands.h"
#include "app/headrace/help.h"
#include "app/headrace/terminal.h"
#include "engine/base/closest.h"
#include "engine/base/version.h"

#include <clocale>

using namespace headrace;
using namespace headrace::cli;

static int runCommand(const QString &name, const QStringList &words)
{
    const Command *command = findCommand(name);
    if (!command) {
        QStringList names;
        for (const Command &each : commands())
            names << each.name;
        const QString near = closestTo(name, names);
        return fail(Error(ErrorCode::Usage, QStringLiteral("There is no command '%1'.").arg(name),
                          near.isEmpty() ? QStringLiteral("See 'headrace help'.") : QStringLiteral("Did you mean '%1'?").arg(near)));
    }
    const auto arguments = parse(*command, words);
    if (!arguments) {
        if (command->usageFailure)
            command->usageFailure(arguments.error(), words);
        return fail(arguments.error());
    }
    if (arguments->has(QStringLiteral("help"))) {
        print(helpOf(*command));
        return kDone;
    }
    return command->run(*arguments);
}

int main(int argc, char **argv)
{
    std::setlocale(LC_CTYPE, "");
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    if (words.isEmpty()) {
        print(generalHelp());
        return kBadUsage;
    }
    const QString first = words.takeFirst();
    if (first == QLatin1String("--version")) {
        printLine(QStringLiteral("headrace %1").arg(programVersion()));
        return kDone;
    }
    if (first == QLatin1String("--help") || first == QLatin1String("-h")) {
        print(generalHelp());
        return kDone;
    }
    return runCommand(first, words);
}
