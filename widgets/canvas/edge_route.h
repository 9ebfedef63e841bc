// SPDX-License-Identifier: GPL-3.0-or-later
// The way an edge takes: a Bézier forward, a rounded orthogonal way backward and around nodes. Scene pixels; pure.
#pragma once

#include <QList>
#include <QPolygonF>
#include <QRectF>

namespace headrace {

struct EdgeShape {
    QPolygonF line;  ///< flattened: straight pieces
    QPointF middle;  ///< half way, where the count of rows sits
    bool orthogonal = false;
};

/// Whether an edge between these ends runs forward far enough for a curve.
bool runsForward(QPointF from, QPointF to);

/// A curve from an output (leaving to the right) to an input (entering from the left).
EdgeShape curve(QPointF from, QPointF to);

/// The corners of an orthogonal way that touches none of the obstacles if there is one; `lane` keeps edges that leave one node
/// apart. Obstacles farther away than those nearest are not looked at.
QPolygonF cornersAround(QPointF from, QPointF to, const QList<QRectF> &obstacles, int lane = 0);

/// The flattened way through corners, each rounded.
EdgeShape rounded(const QPolygonF &corners, double radius = 8);

/// Whether the line touches the rectangle.
bool crosses(const QPolygonF &line, const QRectF &rect);

/// The distance from a point to the line; its square root is not taken. `along`: how far along the line the nearest point is.
double squaredDistance(const QPolygonF &line, QPointF point, double *along = nullptr);
double lengthOf(const QPolygonF &line);

}  // namespace headrace
