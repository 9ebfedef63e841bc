// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/terminal.h"
#include "app/headrace/worker_options.h"
#include "engine/base/hashing.h"
#include "engine/host/run_host.h"
#include "engine/pipeline/format.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>

namespace headrace::cli {

/// The scripts of a pipeline, as the worker would run them: {node, sha256, path}.
static Result<QJsonArray> scriptsOf(const QString &file)
{
    // The settings of a workspace may name a server for lineage events.
    if (!file.endsWith(QLatin1String(".json")) || QFileInfo(file).absoluteFilePath().endsWith(QLatin1String("/.headrace/settings.json"))) {
        HR_ASSIGN(const QString hash, sha256OfFile(file));
        return QJsonArray{QJsonObject{{QStringLiteral("sha256"), hash}, {QStringLiteral("path"), file}}};
    }
    HR_ASSIGN(const host::RunOrder order, host::orderForFile(file));
    HR_ASSIGN(const QJsonObject answer,
              host::withWorker(QStringLiteral("trust_probe"),
                               {{QStringLiteral("pipeline"), pipelineToJson(order.pipeline)}, {QStringLiteral("options"), order.options()}},
                               askOptions()));
    return answer.value(QStringLiteral("scripts")).toArray();
}

static Result<int> trust(const QString &file)
{
    HR_ASSIGN(const QJsonArray scripts, scriptsOf(file));
    HR_ASSIGN(auto store, host::openStore(StorePaths::ofUser()));
    for (const QJsonValue &script : scripts)
        HR_TRY(store.trust(script.toObject().value(QStringLiteral("sha256")).toString(), file, QDateTime::currentMSecsSinceEpoch()));
    return int(scripts.size());
}

static int run(const Arguments &arguments)
{
    const auto trusted = trust(arguments.positional(0));
    if (!trusted)
        return fail(trusted.error());
    printLine(
        *trusted == 0
            ? QStringLiteral("Nothing in it runs code.")
            : QStringLiteral("Trusted %1 script%2 as they are now.").arg(*trusted).arg(*trusted == 1 ? QString() : QStringLiteral("s")));
    return kDone;
}

Command trustCommand()
{
    Command command;
    command.name = QStringLiteral("trust");
    command.summary = QStringLiteral("Lets the scripts of a pipeline, or a script file, run");
    command.doc = QStringLiteral("Trust is by content: a script that is changed must be trusted again. Read a script before you trust it; "
                                 "it runs with your rights.");
    command.positionals = {
        {QStringLiteral("FILE"), QStringLiteral("A pipeline file, or a Python script."), true, false, Complete::File, {}}};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
