// SPDX-License-Identifier: GPL-3.0-or-later
// One request to a worker of its own: starts it, says hello, asks, waits for the answer, ends it.
#pragma once

#include "engine/host/worker.h"

#include <functional>

namespace headrace::host {

/// How long a cancelled worker may take to stop by itself; then its process group is killed.
inline constexpr double kCooperativeSeconds = 0.7;

struct AskOptions {
    WorkerOptions worker;
    /// Called with each event before the answer, such as log and step_progress.
    std::function<void(const QJsonObject &)> onEvent;
    /// Its signals cancel the request (Cancelled): cooperatively for 700 ms, then the worker is killed. May be null.
    StopSignals *stop = nullptr;
    double timeoutSeconds = 0;  ///< 0: no limit
};

/// The result of the request, or its error, or why the worker could not give one. `body` holds the members of the
/// request but id and request; docs/protocol.md lists them.
Result<QJsonObject> withWorker(const QString &request, const QJsonObject &body, const AskOptions &options = {});

/// The same on a worker that has said hello and stays: for several requests in a row.
Result<QJsonObject> ask(Worker &worker, const QString &request, const QJsonObject &body, const AskOptions &options = {});

}  // namespace headrace::host
