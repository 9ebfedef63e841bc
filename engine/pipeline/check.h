// SPDX-License-Identifier: GPL-3.0-or-later
// Structure without I/O: ids, ports, cycles, cardinality, types of parameters, references to parameters.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/pipeline.h"
#include "engine/pipeline/signature.h"

namespace headrace {

/// All diagnostics of the structure, sorted by node. Linear in the size of the pipeline; 100,000 nodes take well under a second.
/// Unknown operators and parameters are warnings: they are kept in the file; a run that needs them fails.
QList<Diagnostic> check(const Pipeline &pipeline, const SignatureLookup &lookup);

/// Checks one parameter value against its declaration; `path` names it in the diagnostics. References
/// ({"$param"}, {"$secret"}) are checked against the pipeline's parameters by type.
QList<Diagnostic> checkParam(const Pipeline &pipeline, const QString &node, const ParamSpec &spec, const QJsonValue &value,
                             const QString &path);

/// The nodes in an order in which every node stands after its inputs, ties by id; nodes on a cycle are left out.
QStringList topologicalOrder(const Pipeline &pipeline);

/// The nodes that the given nodes need, they included.
QStringList ancestorsOf(const Pipeline &pipeline, const QStringList &nodes);

}  // namespace headrace
