// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of the canvas is seen, and how large.
#include "widgets/canvas/canvas_view.h"

#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_scene.h"

#include <QCursor>

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr double kMargin = 48;  // around what is fitted, widget pixels
constexpr int kFlashMs = 700;

}  // namespace

QRectF CanvasView::visibleScene() const
{
    return {mapToScene({0, 0}), mapToScene(QPointF(width(), height()))};
}

void CanvasView::zoomAt(double zoom, QPointF widget)
{
    zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    if (std::abs(zoom - m_zoom) < 1e-6)
        return;
    const QPointF fixed = mapToScene(widget);
    m_zoom = zoom;
    m_origin = aligned(fixed - widget / zoom);
    m_coarse = {};
    repaintScene();
    Q_EMIT zoomChanged(m_zoom);
    Q_EMIT viewChanged();
}

void CanvasView::setZoom(double zoom)
{
    zoomAt(zoom, QPointF(width(), height()) / 2);
}

void CanvasView::zoomIn()
{
    setZoom(m_zoom * kZoomStep);
}

void CanvasView::zoomOut()
{
    setZoom(m_zoom / kZoomStep);
}

void CanvasView::fitTo(const QRectF &scene)
{
    if (scene.isEmpty() || size().isEmpty())
        return;
    m_fitted = true;
    const double zoom = std::min((width() - 2 * kMargin) / scene.width(), (height() - 2 * kMargin) / scene.height());
    m_zoom = std::clamp(zoom, kLeastZoom, 1.0);
    m_origin = aligned(scene.center() - QPointF(width(), height()) / 2 / m_zoom);
    m_coarse = {};
    repaintScene();
    Q_EMIT zoomChanged(m_zoom);
    Q_EMIT viewChanged();
}

void CanvasView::fit()
{
    const QRectF all = m_scene->bounds();
    if (all.isEmpty()) {
        m_zoom = 1;
        m_origin = aligned(QPointF(-width(), -height()) / 2);
        repaintScene();
        Q_EMIT zoomChanged(m_zoom);
        Q_EMIT viewChanged();
        return;
    }
    fitTo(all);
}

void CanvasView::zoomToSelection()
{
    const QRectF area = rectOf(m_scene->pipeline(), m_selection.items);
    if (area.isEmpty())
        fit();
    else
        fitTo(area.adjusted(-64, -64, 64, 64));
}

void CanvasView::scrollBy(QPointF widgetPixels)
{
    setOrigin(m_origin - widgetPixels / m_zoom);
}

void CanvasView::centreOn(QPointF scene)
{
    setOrigin(scene - QPointF(width(), height()) / 2 / m_zoom);
}

void CanvasView::ensureVisible(const QRectF &scene)
{
    const QRectF seen = visibleScene().adjusted(24 / m_zoom, 24 / m_zoom, -24 / m_zoom, -24 / m_zoom);
    QPointF by;
    if (scene.left() < seen.left())
        by.setX(scene.left() - seen.left());
    else if (scene.right() > seen.right())
        by.setX(scene.right() - seen.right());
    if (scene.top() < seen.top())
        by.setY(scene.top() - seen.top());
    else if (scene.bottom() > seen.bottom())
        by.setY(scene.bottom() - seen.bottom());
    if (!by.isNull())
        setOrigin(m_origin + by);
}

void CanvasView::focusNode(const QString &id)
{
    const QStringList path = id.split(QLatin1Char('/'));
    if (path.size() > 1 || !m_levels.empty()) {
        qsizetype shared = 0;
        while (shared < qsizetype(m_levels.size()) && shared < path.size() - 1 && m_levels[size_t(shared)].id == path[shared])
            ++shared;
        leaveSubpipeline(int(m_levels.size()) - int(shared));
        for (qsizetype i = shared; i < path.size() - 1; ++i)
            if (!enterSubpipeline(path[i]))
                return;
    }
    const int node = m_scene->indexOf(path.last());
    if (node < 0)
        return;
    m_fitted = true;
    if (m_zoom < detail::kText)
        setZoom(1);
    centreOn(m_scene->nodes()[size_t(node)].rect.center());
    select({path.last()});
    m_flash = node;
    m_flashEnd.start(kFlashMs);
    update();
}

QPointF CanvasView::placeForNew() const
{
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    const QPointF at = underMouse() && rect().contains(pointer) ? QPointF(pointer) : QPointF(width(), height()) / 2;
    return mapToScene(at) - QPointF(kNodeWidthOnCanvas / 2, kNodeHeightOnCanvas / 2);
}

}  // namespace headrace
