// SPDX-License-Identifier: GPL-3.0-or-later
// Automatic layout of a pipeline, or of a part of it, as edits. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/edit.h"

#include <QStringList>

namespace headrace {

/// Moves the nodes into layers from left to right; their top left corner stays where it is. Frames fit round what they held.
QList<PipelineEdit> arrangeEdits(const Pipeline &pipeline, const Catalog &catalog, const QStringList &nodes);

}  // namespace headrace
