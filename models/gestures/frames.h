// SPDX-License-Identifier: GPL-3.0-or-later
// Frames and notes by hand. Pure; any thread.
#pragma once

#include "models/gestures/nodes.h"

namespace headrace {

/// The items and, for each frame among them, everything whose middle lies in it: frames carry their contents.
CanvasItems withContents(const Pipeline &pipeline, const CanvasItems &items);

/// A frame around items with room for its title; around nothing: one of a usual size at the place.
Added addFrame(const Pipeline &pipeline, const CanvasItems &items, QPointF position, const QString &title, const QString &colour);
Added addNote(const Pipeline &pipeline, QPointF position, const QString &text);

/// Edits of one property; empty where nothing would change.
QList<PipelineEdit> frameEdits(const Pipeline &pipeline, const QString &id, const Frame &changed);
QList<PipelineEdit> noteEdits(const Pipeline &pipeline, const QString &id, const Note &changed);

}  // namespace headrace
