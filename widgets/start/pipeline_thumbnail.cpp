// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/pipeline_thumbnail.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace headrace {
namespace {

constexpr double kLargestScale = 0.5;
constexpr double kThumbnailMargin = 12;
/// A long pipeline would be a line of dots: its columns are set closer than they stand, and its nodes drawn narrower.
constexpr double kNodeHeightShown = 64;

QRectF boundsOf(const Pipeline &pipeline)
{
    QRectF bounds;
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node)
        bounds |= QRectF(pipeline.layout.positions.value(node.key()), QSizeF(metrics::kNodeWidth, metrics::kNodeHeight));
    return bounds;
}

}  // namespace

void paintThumbnail(QPainter &painter, const QRectF &rect, const Pipeline &pipeline, const Catalog &catalog)
{
    const QRectF bounds = boundsOf(pipeline);
    if (bounds.isEmpty())
        return;
    const Tokens &t = Theme::tokens();
    const QRectF inner = rect.adjusted(kThumbnailMargin, kThumbnailMargin, -kThumbnailMargin, -kThumbnailMargin);
    // Its own scale in each direction: the picture is to be known again, not to be measured.
    const double sx = std::min(kLargestScale, inner.width() / bounds.width());
    const double sy = std::min(kLargestScale, std::max(sx, inner.height() / std::max(bounds.height(), kNodeHeightShown * 3)));
    const QPointF offset = inner.center() - QPointF(bounds.center().x() * sx, bounds.center().y() * sy);
    const auto place = [&](const QString &id) {
        const QPointF at = pipeline.layout.positions.value(id);
        const double height = std::clamp(metrics::kNodeHeight * sy, 8.0, 28.0);
        const QRectF box(at.x() * sx + offset.x(), (at.y() + metrics::kNodeHeight / 2.0) * sy + offset.y() - height / 2,
                         metrics::kNodeWidth * sx, height);
        return box;
    };

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.muted, 1));
    const QList<Edge> edges = pipeline.edges();
    for (const Edge &edge : edges) {
        if (!pipeline.nodes.contains(edge.from.node))
            continue;
        const QRectF from = place(edge.from.node), to = place(edge.to.node);
        const QPointF start(from.right(), from.center().y()), end(to.left(), to.center().y());
        // An edge that runs backward must not leave the picture.
        const double bend = end.x() < start.x() ? kThumbnailMargin : std::max(4.0, (end.x() - start.x()) / 2);
        QPainterPath path(start);
        path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end);
        painter.drawPath(path);
    }
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node) {
        const OperatorSpec *spec = catalog.find(node->op);
        const QColor hue = spec ? t.category(spec->category) : t.muted;
        const QRectF box = place(node.key());
        painter.setPen(QPen(t.line, 1));
        painter.setBrush(t.panel);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(Qt::NoPen);
        const double side = std::min({box.height() - 4, box.width() - 4, 16.0});
        const QRectF tile(box.left() + 2, box.center().y() - side / 2, side, side);
        painter.setBrush(side >= 10 ? t.tint(hue) : hue);
        painter.drawRoundedRect(tile, 2, 2);
        if (spec && side >= 10)
            paintIcon(painter, spec->icon, hue, tile.adjusted(1.5, 1.5, -1.5, -1.5));
        if (const double rest = box.right() - tile.right() - 6; rest > 8) {
            painter.setBrush(t.line);
            painter.drawRoundedRect(QRectF(tile.right() + 3, box.center().y() - 1.5, rest * 0.8, 3), 1.5, 1.5);
        }
    }
    painter.restore();
}

}  // namespace headrace
