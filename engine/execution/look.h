// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at ports without running anything: their relations, bound down to sources and to what earlier runs have kept.
#pragma once

#include "engine/execution/cancel.h"
#include "engine/execution/run_state.h"

#include <functional>

namespace headrace::execution {

struct Looked {
    RunState &state;
    data::Connection &connection;
    std::vector<int> relations;  ///< one a port, in the order asked
};

/// Binds the pipeline of a request as far as the ports (NODE or NODE:PORT) and gives what `use` makes of them. `scratch` is where
/// it may spill and write; empty: a temporary folder. NotFound with the hint to run where a port is not known before a run.
Result<QJsonObject> lookAt(const QJsonObject &request, const QStringList &ports, const QString &scratch, EventSink &events,
                           const std::shared_ptr<CancelToken> &cancel, const std::function<Result<QJsonObject>(const Looked &)> &use);

}  // namespace headrace::execution
