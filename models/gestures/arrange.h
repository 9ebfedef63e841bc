// SPDX-License-Identifier: GPL-3.0-or-later
// Automatic layout of a pipeline, or of a part of it, as edits. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/edit.h"

#include <QStringList>

namespace headrace {

/// Moves the nodes into layers from left to right; their top left corner stays where it is. Frames fit round what they held.
QList<PipelineEdit> arrangeEdits(const Pipeline &pipeline, const Catalog &catalog, const QStringList &nodes);

/// A pipeline whose nodes have no place at all, as one written by hand, in layers; any other as it is. Only to be shown: as long
/// as nobody saves, the file stays without places.
Pipeline laidOut(const Pipeline &pipeline, const Catalog &catalog);

}  // namespace headrace
