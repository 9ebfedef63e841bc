// SPDX-License-Identifier: GPL-3.0-or-later
// The user's code that a node would run, as bytes: what trust is given to.
#pragma once

#include "engine/base/paths.h"
#include "engine/execution/graph.h"

#include <QByteArray>
#include <QJsonArray>

namespace headrace::execution {

/// The script of a node that runs code: its parameter `code`, or the file in parameter `file`.
Result<QByteArray> scriptOf(const GraphNode &node, const PathPolicy &paths);

/// Every script of the pipeline: {node, sha256, file (empty where the code stands in the pipeline)}.
Result<QJsonArray> scriptsOf(const Graph &graph, const PathPolicy &paths);

}  // namespace headrace::execution
