// SPDX-License-Identifier: GPL-3.0-or-later
// What the canvas says of the thing under the pointer: a port's columns, a node's state, an edge's rows. Window's thread.
#pragma once

#include "widgets/canvas/canvas_scene.h"

namespace headrace {

/// Rich text; empty: nothing to say.
QString tooltipFor(const CanvasScene &scene, const SceneHit &hit);

/// The same in plain words for one node, for assistive technology.
QString spokenNode(const CanvasScene &scene, const SceneNode &node);

}  // namespace headrace
