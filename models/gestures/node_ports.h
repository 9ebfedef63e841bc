// SPDX-License-Identifier: GPL-3.0-or-later
// Which ports a node of a pipeline has, whatever kind of node it is. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/pipeline.h"

#include <QHash>

namespace headrace {

/// Output names that edges and ports of a pipeline speak of, by node: all that is known of an unknown operator's outputs.
using SpokenOutputs = QHash<QString, QStringList>;
SpokenOutputs spokenOutputs(const Pipeline &pipeline);

/// The operator's ports; those of the pipeline within a subpipeline; for an operator that is not known, and for a subpipeline
/// in a file of its own, the ports that edges speak of, as tables.
Signature portsOfNode(const QString &id, const Node &node, const Catalog &catalog, const SpokenOutputs &spoken);

/// The same for one node; looks through the whole pipeline only where the operator is not known.
Signature portsOfNode(const Pipeline &pipeline, const QString &id, const Catalog &catalog);

}  // namespace headrace
