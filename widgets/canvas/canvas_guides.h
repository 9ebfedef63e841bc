// SPDX-License-Identifier: GPL-3.0-or-later
// Alignment guides: what a moved rectangle lines up with. Scene pixels; pure.
#pragma once

#include "widgets/canvas/canvas_scene.h"

#include <QLineF>

#include <optional>

namespace headrace {

struct GuideResult {
    std::optional<double> x;  ///< how much further to the right it must go to line up
    std::optional<double> y;
    QList<QLineF> lines;
};

/// Looks at the nodes in `visible` but those left out; left and right sides, middles, tops and bottoms within `reach`.
GuideResult guidesFor(const CanvasScene &scene, const QRectF &moved, const QSet<int> &leftOut, const QRectF &visible, double reach);

}  // namespace headrace
