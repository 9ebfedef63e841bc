// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/progress.h"
#include "app/headrace/run_output.h"
#include "app/headrace/worker_options.h"
#include "engine/host/openlineage_target.h"
#include "engine/host/run_host.h"

#include <QDir>

#include <cstdio>

namespace headrace::cli {

static Result<host::RunOrder> orderOf(const Arguments &arguments)
{
    host::RunOrder order;
    const QString file = arguments.positional(0);
    if (arguments.has(QStringLiteral("resume"))) {
        if (!file.isEmpty())
            return Error(ErrorCode::Usage, QStringLiteral("--resume goes on with a recorded run and takes no file."),
                         QStringLiteral("Leave out '%1'.").arg(file));
        HR_ASSIGN(auto store, host::openStore(StorePaths::ofUser()));
        HR_ASSIGN(const record::Run run, store.find(arguments.value(QStringLiteral("resume"))));
        if (run.status == record::RunStatus::Running)
            return Error(ErrorCode::Usage, QStringLiteral("The run '%1' is still running.").arg(run.name),
                         QStringLiteral("Wait for it, or end it with: headrace cancel %1").arg(run.name));
        HR_ASSIGN(order, host::orderForRun(run));
        order.resumedFrom = run.id;
    } else {
        if (file.isEmpty())
            return Error(ErrorCode::Usage, QStringLiteral("'headrace run' wants FILE: the pipeline to run."),
                         QStringLiteral("See 'headrace run --help'."));
        HR_ASSIGN(order, host::orderForFile(file));
    }
    for (const QString &assignment : arguments.values(QStringLiteral("set")))
        HR_TRY(host::setValue(order, assignment));
    if (arguments.has(QStringLiteral("to")) && arguments.has(QStringLiteral("from")))
        return Error(ErrorCode::Usage, QStringLiteral("--to and --from cannot stand together."), QStringLiteral("Leave out one of them."));
    if (arguments.has(QStringLiteral("to")))
        order.to = arguments.values(QStringLiteral("to"));
    if (arguments.has(QStringLiteral("from"))) {
        order.to.clear();
        HR_TRY(host::runFrom(order, arguments.values(QStringLiteral("from"))));
    }
    HR_ASSIGN(const auto seed, arguments.integer(QStringLiteral("seed"), 0, (qint64(1) << 53) - 1));
    HR_ASSIGN(const auto threads, arguments.integer(QStringLiteral("threads"), 1, 1024));
    HR_ASSIGN(const auto memory, arguments.bytes(QStringLiteral("memory")));
    order.seed = seed.value_or(order.seed);
    order.threads = int(threads.value_or(order.threads));
    order.memory = memory.value_or(order.memory);
    order.noCache = order.noCache || arguments.has(QStringLiteral("no-cache"));
    order.counts = order.counts && !arguments.has(QStringLiteral("no-counts"));
    for (const QString &path : arguments.values(QStringLiteral("allow")))
        order.allow << QDir::current().absoluteFilePath(path);
    order.trust = arguments.has(QStringLiteral("trust"));
    if (arguments.has(QStringLiteral("openlineage"))) {
        HR_ASSIGN(order.openLineage, host::lineageTarget(arguments.value(QStringLiteral("openlineage")), QDir::currentPath()));
    }
    order.name = arguments.value(QStringLiteral("name"));
    order.experiment = arguments.value(QStringLiteral("experiment"), order.experiment);
    return order;
}

static int run(const Arguments &arguments)
{
    const bool json = arguments.has(QStringLiteral("json"));
    const bool events = arguments.has(QStringLiteral("events"));
    const bool quiet = arguments.has(QStringLiteral("quiet"));
    host::StopSignals stop;
    const auto order = orderOf(arguments);
    host::RunReport report;
    if (!order) {
        report = host::RunReport::failed(order.error());
    } else {
        ProgressLine progress;
        host::RunOptions options;
        options.paths = StorePaths::ofUser();
        options.worker = askOptions().worker;
        options.stop = &stop;
        if (events)
            options.onEvent = [](const QByteArray &line) {
                std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
                std::fflush(stdout);
            };
        if (!json && !events && !quiet) {
            options.onProgress = [&progress](const host::RunState &state) { progress.show(state); };
            options.onBegin = [](const QString &id, const QString &name) {
                printLine(styled(QStringLiteral("run %1  %2").arg(printable(name), id), Style::Dim));
            };
        }
        options.onNotice = [](const QString &notice) { printWarning(notice); };
        report = host::runPipeline(*order, options);
    }
    if (json)
        printJson(report.toJson());
    else if (quiet || events)
        for (const Error &error : std::as_const(report.errors))
            printError(error);
    else
        printReport(report, true);
    return exitCodeOf(report);
}

static void usageFailure(const Error &error, const QStringList &words)
{
    if (words.contains(QStringLiteral("--json")))
        printJson(host::RunReport::failed(error).toJson());
}

Command runCommand()
{
    Command command;
    command.name = QStringLiteral("run");
    command.summary = QStringLiteral("Runs a pipeline and records the run");
    command.doc = QStringLiteral(
        "What was computed before with the same recipe comes from the cache. Ctrl+C cancels within a second; a cancelled or "
        "interrupted run goes on with --resume, and its finished steps come from the cache.");
    command.positionals = {{QStringLiteral("FILE"), QStringLiteral("The pipeline file."), false, false, Complete::Pipeline, {}}};
    command.options = {
        {QStringLiteral("set"),
         QStringLiteral("NAME=VALUE"),
         QStringLiteral("Sets a parameter of the pipeline."),
         true,
         Complete::Nothing,
         {}},
        {QStringLiteral("to"),
         QStringLiteral("NODE"),
         QStringLiteral("Runs only what this node needs, and the node."),
         true,
         Complete::Nothing,
         {}},
        {QStringLiteral("from"),
         QStringLiteral("NODE"),
         QStringLiteral("Computes this node and all below it again, though they are in the cache, and nothing beside them."),
         true,
         Complete::Nothing,
         {}},
        {QStringLiteral("name"),
         QStringLiteral("NAME"),
         QStringLiteral("Names the run; two words at random otherwise."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("experiment"),
         QStringLiteral("NAME"),
         QStringLiteral("Puts the run into an experiment."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("resume"),
         QStringLiteral("RUN"),
         QStringLiteral("Runs a recorded run again with its pipeline, parameters and seed."),
         false,
         Complete::Run,
         {}},
        {QStringLiteral("seed"), QStringLiteral("N"), QStringLiteral("Seeds what is random; 42 otherwise."), false, Complete::Nothing, {}},
        {QStringLiteral("threads"),
         QStringLiteral("N"),
         QStringLiteral("Uses at most so many threads; all cores otherwise."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("memory"),
         QStringLiteral("SIZE"),
         QStringLiteral("Uses at most so much memory, such as 4GB, and spills to disk beyond."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("no-cache"), {}, QStringLiteral("Neither reads nor writes the cache."), false, Complete::Nothing, {}},
        {QStringLiteral("no-counts"),
         {},
         QStringLiteral("Leaves out row counts that would have to be computed beside the result."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("allow"),
         QStringLiteral("PATH"),
         QStringLiteral("Lets the pipeline touch a file or folder outside its workspace."),
         true,
         Complete::File,
         {}},
        {QStringLiteral("trust"),
         {},
         QStringLiteral("Trusts the pipeline's scripts as they are now, for this and later runs."),
         false,
         Complete::Nothing,
         {}},
        {QStringLiteral("openlineage"),
         QStringLiteral("FILE|URL"),
         QStringLiteral("Tells the start and the end of the run as OpenLineage events: appended to a file, or posted to a URL."),
         false,
         Complete::File,
         {}},
        {QStringLiteral("json"), {}, QStringLiteral("Prints the run as one JSON object at the end."), false, Complete::Nothing, {}},
        {QStringLiteral("events"), {}, QStringLiteral("Prints events as they come, one JSON object a line."), false, Complete::Nothing, {}},
        {QStringLiteral("quiet"), {}, QStringLiteral("Prints errors only."), false, Complete::Nothing, {}},
    };
    command.examples = {QStringLiteral("headrace run flights.pipeline.json --set year=2001"), QStringLiteral("headrace run --resume last"),
                        QStringLiteral("headrace run flights.pipeline.json --openlineage http://localhost:5000")};
    command.run = &run;
    command.usageFailure = &usageFailure;
    return command;
}

}  // namespace headrace::cli
