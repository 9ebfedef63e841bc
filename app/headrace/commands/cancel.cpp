// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/terminal.h"
#include "engine/host/run_clients.h"
#include "engine/host/run_host.h"

namespace headrace::cli {

static Result<QString> cancel(const QString &reference)
{
    const StorePaths paths = StorePaths::ofUser();
    HR_ASSIGN(auto store, host::openStore(paths));
    HR_ASSIGN(const record::Run found, store.find(reference));
    if (found.status != record::RunStatus::Running)
        return Error(ErrorCode::Failed,
                     QStringLiteral("The run '%1' does not run any more; it is %2.").arg(found.name, record::toString(found.status)), {});
    HR_TRY(host::cancelRun(paths.runFolder(found.id)));
    return found.name;
}

static int run(const Arguments &arguments)
{
    const auto cancelled = cancel(arguments.positional(0));
    if (!cancelled)
        return fail(cancelled.error());
    printLine(QStringLiteral("Asked %1 to end.").arg(printable(*cancelled)));
    return kDone;
}

Command cancelCommand()
{
    Command command;
    command.name = QStringLiteral("cancel");
    command.summary = QStringLiteral("Ends a run that goes on in another window or terminal");
    command.positionals = {
        {QStringLiteral("RUN"), QStringLiteral("Name of a run, the beginning of its id, or 'last'."), true, false, Complete::Run, {}}};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
