// SPDX-License-Identifier: GPL-3.0-or-later
// Puts nodes into a subpipeline of their own and takes them out again. Pure; any thread.
#pragma once

#include "models/gestures/nodes.h"

namespace headrace {

/// Replaces nodes by one that contains them; edges, ports, the pipeline parameters they speak of, and frames and notes among
/// the items go with them. An Error where nothing is chosen, or where a path leaves the nodes and comes back: the new node
/// would feed itself.
Result<Added> collapse(const Pipeline &pipeline, const Catalog &catalog, const CanvasItems &items, const QString &title);

/// Puts what a subpipeline contains in its place. An Error where its pipeline stands in a file of its own, or where a text
/// within speaks of a parameter whose value cannot be put there.
Result<Added> expand(const Pipeline &pipeline, const Catalog &catalog, const QString &node);

}  // namespace headrace
