// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/reproduce.h"
#include "app/headrace/commands.h"
#include "app/headrace/progress.h"
#include "app/headrace/run_output.h"
#include "app/headrace/worker_options.h"
#include "engine/host/run_host.h"

namespace headrace::cli {

namespace {

struct Reproduced {
    record::Run before;
    host::RunReport report;
    std::optional<host::Comparison> comparison;  ///< none where the second run did not end well
};

Result<Reproduced> reproduce(const QString &reference, bool quiet)
{
    const StorePaths paths = StorePaths::ofUser();
    HR_ASSIGN(auto store, host::openStore(paths));
    Reproduced result;
    HR_ASSIGN(result.before, store.find(reference));
    if (result.before.status != record::RunStatus::Done)
        return Error(ErrorCode::Usage,
                     QStringLiteral("The run '%1' is %2, and only one that is done can be reproduced.")
                         .arg(result.before.name, record::toString(result.before.status)),
                     QStringLiteral("Finish it first: headrace run --resume %1").arg(result.before.name));
    HR_ASSIGN(host::RunOrder order, host::orderForRun(result.before));
    order.noCache = true;
    HR_ASSIGN(const auto steps, store.steps(result.before.row));
    for (const record::Step &step : steps)
        if (order.pipeline.nodes.value(step.node).frozen)
            order.frozen.insert(step.node, step.status == QLatin1String("cached") ? step.key : QString());
    order.reproduces = result.before.id;
    host::StopSignals stop;
    host::AskOptions asking = askOptions();
    asking.stop = &stop;
    host::RunOptions options;
    options.paths = paths;
    options.worker = asking.worker;
    options.stop = &stop;
    ProgressLine progress;
    if (!quiet)
        options.onProgress = [&progress](const host::RunState &state) { progress.show(state); };
    result.report = host::runPipeline(order, options);
    progress.clear();
    if (result.report.status != record::RunStatus::Done)
        return result;
    HR_ASSIGN(const record::Run after, store.find(result.report.run));
    const auto compare = [&asking](const QJsonObject &before, const QJsonObject &now) {
        return host::withWorker(QStringLiteral("compare"), {{QStringLiteral("before"), before}, {QStringLiteral("after"), now}}, asking);
    };
    HR_ASSIGN(result.comparison, host::compareRuns(store, result.before, after, compare));
    return result;
}

void printComparison(const Reproduced &result)
{
    const host::Comparison &comparison = *result.comparison;
    switch (comparison.verdict) {
    case host::Verdict::Identical:
        printLine(styled(QStringLiteral("identical"), Style::Good)
                  + QStringLiteral(": all %1 outputs of %2 are as in %3")
                        .arg(QString::number(comparison.compared), printable(result.report.name), printable(result.before.name)));
        break;
    case host::Verdict::Ulps:
        printLine(styled(QStringLiteral("equal to %1 ulps").arg(comparison.ulps), Style::Good)
                  + QStringLiteral(": all %1 outputs of %2 are as in %3 but for the last bits of doubles")
                        .arg(comparison.compared)
                        .arg(printable(result.report.name), printable(result.before.name)));
        break;
    case host::Verdict::Different: {
        const host::Difference &first = comparison.differences.first();
        printLine(
            styled(QStringLiteral("different"), Style::Bad)
            + QStringLiteral(": the first is node '%1', %2: %3").arg(printable(first.node), printable(first.what), printable(first.text)));
        if (comparison.differences.size() > 1)
            printLine(QStringLiteral("%1 more differ of %2 compared.").arg(comparison.differences.size() - 1).arg(comparison.compared));
        break;
    }
    }
}

int run(const Arguments &arguments)
{
    const bool json = arguments.has(QStringLiteral("json"));
    const auto result = reproduce(arguments.positional(0), json);
    if (!result)
        return fail(result.error());
    if (json) {
        QJsonObject object = result->comparison ? result->comparison->toJson() : QJsonObject{{QStringLiteral("verdict"), QJsonValue()}};
        object.insert(QStringLiteral("run"), result->report.toJson());
        object.insert(QStringLiteral("reproduces"), result->before.id);
        printJson(object);
    } else if (result->comparison) {
        printComparison(*result);
    } else {
        printReport(result->report, true);
    }
    if (!result->comparison)
        return exitCodeOf(result->report);
    return result->comparison->verdict == host::Verdict::Different ? kFailed : kDone;
}

}  // namespace

Command reproduceCommand()
{
    Command command;
    command.name = QStringLiteral("reproduce");
    command.summary = QStringLiteral("Runs a recorded run again and compares all it gave");
    command.doc = QStringLiteral(
        "Without the cache, and without touching files that the recorded run wrote. Says 'identical', 'equal to n ulps' where sums of "
        "doubles in no fixed order differ in their last bits, or names the first output that differs (exit code 1).");
    command.positionals = {
        {QStringLiteral("RUN"), QStringLiteral("Name of a run, the beginning of its id, or 'last'."), true, false, Complete::Run, {}}};
    command.options = {{QStringLiteral("json"),
                        {},
                        QStringLiteral("Prints the verdict, every difference and the new run as one JSON object."),
                        false,
                        Complete::Nothing,
                        {}}};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
