// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/known_runs.h"

#include "engine/host/run_host.h"
#include "engine/pipeline/format.h"

#include <QFileInfo>

namespace headrace {

namespace {

constexpr int kMostLookedAt = 200;

NodeStatus statusOf(const QString &word)
{
    return word == QLatin1String("done")                                                                              ? NodeStatus::Done
        : word == QLatin1String("cached")                                                                             ? NodeStatus::Cached
        : word == QLatin1String("warning")                                                                            ? NodeStatus::Warning
        : word == QLatin1String("failed") || word == QLatin1String("timed_out") || word == QLatin1String("cancelled") ? NodeStatus::Failed
                                                                                                                      : NodeStatus::Idle;
}

void readSteps(record::Store &store, const record::Run &run, KnownRun &known)
{
    const auto steps = store.steps(run.row);
    const auto outputs = store.outputs(run.row);
    if (!steps || !outputs)
        return;
    for (const record::Step &step : *steps) {
        NodeState state;
        state.status = statusOf(step.status);
        state.seconds = step.durationS.value_or(-1);
        const Error error = Error::fromJson(step.error);
        state.message = error.text;
        state.hint = error.hint;
        RunSpan span;
        span.node = step.node;
        span.stage = step.stage;
        span.status = state.status;
        span.skipped = state.status == NodeStatus::Idle;
        span.plannedMs = run.startMs;
        span.startMs = step.startMs.value_or(0);
        span.endMs = step.endMs.value_or(span.startMs);
        span.seconds = state.seconds;
        for (const record::Output &output : *outputs)
            if (output.node == step.node && output.rows) {
                state.rows.insert(output.port, *output.rows);
                span.rows = std::max(span.rows, *output.rows);
            }
        if (state.status != NodeStatus::Idle)
            known.states.insert(step.node, state);
        known.spans << span;
    }
}

}  // namespace

KnownRuns knownRunsOf(const StorePaths &paths, const QString &pipelineFile)
{
    KnownRuns known;
    if (pipelineFile.isEmpty() || !QFileInfo::exists(paths.database()))
        return known;
    auto store = host::openStore(paths);  // marks the runs whose hosts are gone
    if (!store)
        return known;
    record::RunFilter filter;
    filter.limit = kMostLookedAt;
    const auto runs = store->runs(filter);
    if (!runs)
        return known;
    const record::RunSummary *chosen = nullptr;
    for (const record::RunSummary &run : *runs) {
        if (run.sourceName != pipelineFile)
            continue;
        const bool running = run.status == record::RunStatus::Running;
        if (!chosen || (running && chosen->status != record::RunStatus::Running))
            chosen = &run;
    }
    if (!chosen)
        return known;
    const auto run = store->find(chosen->id);
    if (!run)
        return known;
    const QJsonObject values = run->options.value(QStringLiteral("values")).toObject();
    for (auto value = values.begin(); value != values.end(); ++value)
        known.values.insert(value.key(), value.value());
    KnownRun last;
    last.id = run->id;
    last.name = run->name;
    last.running = run->status == record::RunStatus::Running;
    last.folder = paths.runFolder(run->id);
    last.startMs = run->startMs;
    last.seconds = run->durationS.value_or(0);
    last.status = record::toString(run->status);
    if (const auto read = readPipeline(run->pipeline))
        last.recipes = recipesOf(read->pipeline, known.values);
    if (!last.running)
        readSteps(*store, *run, last);
    known.last = last;
    return known;
}

}  // namespace headrace
