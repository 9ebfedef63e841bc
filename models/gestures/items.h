// SPDX-License-Identifier: GPL-3.0-or-later
// What can be chosen on the canvas, by id, and where it stands. Values; any thread.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QStringList>

namespace headrace {

struct CanvasItems {
    QStringList nodes;
    QStringList frames;
    QStringList notes;

    bool isEmpty() const { return nodes.isEmpty() && frames.isEmpty() && notes.isEmpty(); }
    qsizetype size() const { return nodes.size() + frames.size() + notes.size(); }
    bool operator==(const CanvasItems &) const = default;
};

inline constexpr double kNodeWidthOnCanvas = 176;
inline constexpr double kNodeHeightOnCanvas = 56;
inline constexpr double kCanvasGrid = 16;

inline QRectF nodeRect(const Pipeline &pipeline, const QString &id)
{
    return {pipeline.layout.positions.value(id), QSizeF(kNodeWidthOnCanvas, kNodeHeightOnCanvas)};
}
QRectF rectOf(const Pipeline &pipeline, const CanvasItems &items);
/// The nearest point of the grid.
QPointF snapped(QPointF point);

}  // namespace headrace
