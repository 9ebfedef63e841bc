// SPDX-License-Identifier: GPL-3.0-or-later
// The host of one run: starts the worker, follows its events, writes the run's facts, and answers for its end whatever happens.
#pragma once

#include "engine/base/paths.h"
#include "engine/host/run_order.h"
#include "engine/host/run_report.h"
#include "engine/host/run_state.h"
#include "engine/host/worker.h"
#include "engine/record/store.h"

#include <functional>

namespace headrace::host {

struct RunOptions {
    StorePaths paths;
    WorkerOptions worker;
    qint64 memoryBudget = 0;      ///< of all the user's runs, in bytes; 0: three quarters of the machine's memory
    QString courier;              ///< program that sends lineage events over HTTP; empty: headrace beside this one
    StopSignals *stop = nullptr;  ///< a signal cancels the run, a second one at once; may be null
    /// The lines of events.ndjson as they come; may be empty.
    std::function<void(const QByteArray &line)> onEvent;
    /// Called at most ten times a second, and at the end; may be empty.
    std::function<void(const RunState &)> onProgress;
    /// Called once the run has an id and a name.
    std::function<void(const QString &id, const QString &name)> onBegin;
    /// Things a person must hear (a damaged store that was set aside).
    std::function<void(const QString &)> onNotice;
};

/// Runs it, in the calling thread, to its end. Whatever goes wrong stands in the report.
RunReport runPipeline(const RunOrder &order, const RunOptions &options);

/// The user's store, with runs whose host is gone marked as interrupted.
Result<record::Store> openStore(const StorePaths &paths);

}  // namespace headrace::host
