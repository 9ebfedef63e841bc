// SPDX-License-Identifier: GPL-3.0-or-later
// A hash by node of all that decides its result as far as the pipeline itself tells: what has changed since a run is seen by it.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QByteArray>
#include <QHash>

namespace headrace {

using Recipes = QHash<QString, QByteArray>;

/// Operator, parameters, inputs and what stands above, for each node; titles, notes and places do not matter. `values` are those
/// of the pipeline's parameters. Nodes on or below a cycle are left out. Pure; linear.
Recipes recipesOf(const Pipeline &pipeline, const QMap<QString, QJsonValue> &values);

}  // namespace headrace
