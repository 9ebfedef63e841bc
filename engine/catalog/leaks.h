// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what learned from rows it should not have seen, from the graph alone.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/diagnostic.h"

namespace headrace {

/// For each node that scores rows of a split: a diagnostic (code leak) whenever a fit among the ancestors of the rows or of
/// the model saw rows outside the training part of that split. The text names the path, node by node.
/// A fit of `refit on all` (parameter refit = all) is allowed and has no metric. `pipeline` must be resolved (flat).
QList<Diagnostic> findLeaks(const Pipeline &pipeline, const Catalog &catalog);

}  // namespace headrace
