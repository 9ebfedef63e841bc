// SPDX-License-Identifier: GPL-3.0-or-later
// The columns that reach a node's input. Pure.
#pragma once

#include "engine/pipeline/pipeline.h"
#include "models/schema/port_schemas.h"

namespace headrace {

/// Of all edges into the port, one after the other; a name that several bring appears once. Known only if all are; an input
/// without an edge is unknown.
PortSchema columnsInto(const Pipeline &pipeline, const PortSchemas &schemas, const QString &node, const QString &inputPort,
                       const QString &prefix = {});

}  // namespace headrace
