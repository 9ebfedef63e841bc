// SPDX-License-Identifier: GPL-3.0-or-later
// Lines chosen things up and spaces them evenly. Pure; any thread.
#pragma once

#include "engine/pipeline/edit.h"
#include "models/gestures/items.h"

namespace headrace {

enum class Alignment { Left, Centre, Right, Top, Middle, Bottom };
/// By the outermost of them; Centre and Middle by the middle of all. Needs two.
QList<PipelineEdit> alignEdits(const Pipeline &pipeline, const CanvasItems &items, Alignment alignment);

/// Equal gaps between neighbours; the outermost stay. Needs three.
QList<PipelineEdit> distributeEdits(const Pipeline &pipeline, const CanvasItems &items, Qt::Orientation orientation);

/// The edit that puts the top left corner of a node, frame or note at a place; none where it is there already.
QList<PipelineEdit> placeEdits(const Pipeline &pipeline, const QString &id, QPointF corner);

}  // namespace headrace
