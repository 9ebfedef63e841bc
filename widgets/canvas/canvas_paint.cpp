// SPDX-License-Identifier: GPL-3.0-or-later
// How the canvas gets onto the screen: what stands still is kept as a picture, only what changed in it is drawn again.
#include "widgets/canvas/canvas_mouse.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPaintEvent>

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr size_t kManyItems = 160;    // below, everything is drawn finely at once
constexpr double kLargeShare = 0.12;  // of the window
constexpr int kRefineMs = 30;
constexpr int kRefineSliceMs = 7;
constexpr int kBand = 96;  // px of height that are refined at a time
constexpr int kFrameMs = 33;

}  // namespace

void CanvasView::repaintScene(const QRectF &area)
{
    if (area.isNull()) {
        m_dirty = rect();
        update();
        return;
    }
    const QRectF seen(mapFromScene(area.topLeft()), mapFromScene(area.bottomRight()));
    const QRect pixels = seen.toAlignedRect().adjusted(-2, -2, 2, 2).intersected(rect());
    if (pixels.isEmpty())
        return;
    constexpr int kMostPieces = 24;  // with more, keeping them apart costs more than drawing what lies between
    if (m_dirty.rectCount() > kMostPieces) {
        m_dirty = m_dirty.boundingRect();
        update(m_dirty);
    }
    if (m_dirty.rectCount() == 1 && m_dirty.boundingRect().contains(pixels))
        return;  // waits to be drawn already
    m_dirty += pixels;
    update(pixels);
}

QPointF CanvasView::aligned(QPointF origin) const
{
    // Whole device pixels, so that what is kept can be shifted without blurring.
    const double scale = m_zoom * devicePixelRatioF();
    return {std::round(origin.x() * scale) / scale, std::round(origin.y() * scale) / scale};
}

void CanvasView::setOrigin(QPointF origin)
{
    const QPointF next = aligned(origin);
    if (next == m_origin)
        return;
    const double ratio = devicePixelRatioF();
    const QPointF by = (m_origin - next) * m_zoom * ratio;
    const QPoint pixels(int(std::lround(by.x())), int(std::lround(by.y())));
    m_origin = next;
    if (m_backing.isNull() || std::abs(pixels.x()) >= m_backing.width() || std::abs(pixels.y()) >= m_backing.height()) {
        m_dirty = rect();
    } else {
        m_backing.scroll(pixels.x(), pixels.y(), m_backing.rect());
        const auto shifted = [&](const QRegion &region) {
            // With a broken ratio a region of widget pixels cannot be shifted exactly; one pixel more is.
            QRegion moved;
            for (const QRect &piece : region)
                moved += QRectF(QPointF(piece.topLeft()) + QPointF(pixels) / ratio, QSizeF(piece.size())).toAlignedRect();
            return moved.intersected(rect());
        };
        m_dirty = shifted(m_dirty);
        m_coarse = shifted(m_coarse);
        const QRectF kept = QRectF(QPointF(pixels) / ratio, QSizeF(size())).intersected(QRectF(rect()));
        const QRect whole(QPoint(int(std::ceil(kept.left())), int(std::ceil(kept.top()))),
                          QPoint(int(std::floor(kept.right())) - 1, int(std::floor(kept.bottom())) - 1));
        m_dirty += QRegion(rect()) - whole;
    }
    update();
    Q_EMIT viewChanged();
}

void CanvasView::renderDirty()
{
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    if (m_backing.size() != pixels || m_backing.devicePixelRatio() != ratio) {
        m_backing = QPixmap(pixels);
        m_backing.setDevicePixelRatio(ratio);
        m_dirty = rect();
        m_coarse = {};
    }
    if (m_dirty.isEmpty())
        return;
    const QRegion dirty = m_dirty.rectCount() > 6 ? QRegion(m_dirty.boundingRect()) : m_dirty;
    m_dirty = {};
    const double whole = double(width()) * height();
    for (const QRect &piece : dirty) {
        bool plain = false;
        if (double(piece.width()) * piece.height() > kLargeShare * whole) {
            const QRectF area(mapToScene(piece.topLeft()), mapToScene(QPointF(piece.bottomRight()) + QPointF(1, 1)));
            plain = m_scene->edgesIn(area).size() + m_scene->nodesIn(area).size() > kManyItems;
        }
        render(piece, plain);
        if (plain) {
            m_coarse += piece;
            m_refine.start(kRefineMs);
        } else {
            m_coarse -= piece;
        }
    }
}

void CanvasView::render(const QRect &rect, bool plain)
{
    QPainter painter(&m_backing);
    painter.setClipRect(rect);
    painter.scale(m_zoom, m_zoom);
    painter.translate(-m_origin);
    const QRectF area(mapToScene(rect.topLeft()), mapToScene(QPointF(rect.bottomRight()) + QPointF(1, 1)));
    if (!plain && m_zoom >= detail::kCurves)
        m_scene->routeIn(area);
    m_stamps->setScale(m_zoom, devicePixelRatioF());
    const CanvasPainter canvas(*m_scene, Theme::tokens(), m_zoom, plain ? Quality::Plain : Quality::Fine, m_stamps.get());
    canvas.paint(painter, area.adjusted(-1 / m_zoom, -1 / m_zoom, 1 / m_zoom, 1 / m_zoom), *m_emphasis);
}

void CanvasView::refine()
{
    QElapsedTimer slice;
    slice.start();
    while (!m_coarse.isEmpty() && slice.elapsed() < kRefineSliceMs) {
        const QRect box = m_coarse.boundingRect();
        const QRect band(box.left(), box.top(), box.width(), std::min(kBand, box.height()));
        render(band, false);
        m_coarse -= band;
        update(band);
    }
    if (!m_coarse.isEmpty())
        m_refine.start(0);
}

void CanvasView::paintEvent(QPaintEvent *event)
{
    if (!m_fitted && !size().isEmpty()) {
        m_fitted = true;
        fit();
    }
    renderDirty();
    if (m_mouse->isMoving())
        renderDragged(event->rect());
    else
        m_dragged = {};
    const QPixmap &picture = m_dragged.isNull() ? m_backing : m_dragged;
    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    for (const QRect &piece : event->region())
        painter.drawPixmap(QRectF(piece), picture, QRectF(QPointF(piece.topLeft()) * ratio, QSizeF(piece.size()) * ratio));
    paintOverlay(painter, event->rect());
}

void CanvasView::renderDragged(const QRect &rect)
{
    // In a picture of its own: the widget's has other widgets cut out, and lines clipped by such a shape take three times as long.
    const double ratio = devicePixelRatioF();
    if (m_dragged.size() != m_backing.size()) {
        m_dragged = QPixmap(m_backing.size());
        m_dragged.setDevicePixelRatio(ratio);
    }
    QPainter painter(&m_dragged);
    painter.setClipRect(rect);
    painter.drawPixmap(QRectF(rect), m_backing, QRectF(QPointF(rect.topLeft()) * ratio, QSizeF(rect.size()) * ratio));
    painter.scale(m_zoom, m_zoom);
    painter.translate(-m_origin);
    paintDragged(painter, {mapToScene(rect.topLeft()), mapToScene(rect.bottomRight())});
}

void CanvasView::paintOverlay(QPainter &painter, const QRectF &widgetArea)
{
    const QRectF area(mapToScene(widgetArea.topLeft()), mapToScene(widgetArea.bottomRight()));
    painter.save();
    painter.scale(m_zoom, m_zoom);
    painter.translate(-m_origin);
    paintMotion(painter, area);
    paintMarks(painter, area);
    const CanvasPainter canvas(*m_scene, Theme::tokens(), m_zoom, Quality::Fine);
    m_mouse->paint(painter, canvas, area);
    if (m_flash >= 0 && size_t(m_flash) < m_scene->nodes().size()) {
        QColor glow = Theme::tokens().accent;
        glow.setAlphaF(0.35F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(glow, std::max(6.0, 4 / m_zoom)));
        const double out = std::max(6.0, 4 / m_zoom);
        painter.drawRoundedRect(m_scene->nodes()[size_t(m_flash)].rect.adjusted(-out, -out, out, out), 12, 12);
    }
    painter.restore();
    if (m_scene->pipeline().nodes.isEmpty() && m_scene->pipeline().layout.notes.isEmpty() && !m_mouse->isConnecting())
        paintEmpty(painter);
}

void CanvasView::paintEmpty(QPainter &painter)
{
    const Tokens &t = Theme::tokens();
    const QPoint middle = rect().center();
    paintIcon(painter, QStringLiteral("workflow"), t.muted, QRectF(middle.x() - 16, middle.y() - 60, 32, 32));
    painter.setPen(t.text);
    painter.setFont(uiFont(1, QFont::DemiBold));
    painter.drawText(QRect(0, middle.y() - 16, width(), 24), Qt::AlignCenter, tr("This pipeline is empty"));
    painter.setPen(t.secondary);
    painter.setFont(uiFont());
    painter.drawText(QRect(16, middle.y() + 10, width() - 32, 40), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Drop a data file here, drag an operator from the left, or press Tab to add one."));
}

void CanvasView::paintDragged(QPainter &painter, const QRectF &area)
{
    const QPointF by = m_mouse->movedBy();
    const CanvasItems &items = m_mouse->movingItems();
    const std::vector<int> &nodes = m_mouse->movingNodes();
    const bool many = nodes.size() + m_mouse->movingEdges().size() > kManyItems;
    const CanvasPainter canvas(*m_scene, Theme::tokens(), m_zoom, many ? Quality::Plain : Quality::Fine, m_stamps.get());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &layout = m_scene->pipeline().layout;
    for (const QString &id : items.frames)
        if (auto frame = layout.frames.value(id); layout.frames.contains(id)) {
            frame.rect.translate(by);
            canvas.frame(painter, frame, true);
        }
    const QSet<int> &moving = m_emphasis->hiddenNodes;
    const Tokens &t = Theme::tokens();
    const bool straight = m_zoom < detail::kCurves || many;
    QList<QLineF> lines;
    for (const int number : m_mouse->movingEdges()) {
        const SceneEdge &edge = m_scene->edges()[size_t(number)];
        if (!edge.drawable())
            continue;
        const bool fromMoves = moving.contains(edge.from);
        const bool toMoves = moving.contains(edge.to);
        const QPointF from = m_scene->nodes()[size_t(edge.from)].outputAt(edge.fromPort) + (fromMoves ? by : QPointF());
        const QPointF to = m_scene->nodes()[size_t(edge.to)].inputAt(edge.toPort) + (toMoves ? by : QPointF());
        if (straight) {
            if (QRectF(from, to).normalized().adjusted(-1, -1, 1, 1).intersects(area))
                lines.append({mapFromScene(from), mapFromScene(to)});
            continue;
        }
        QPolygonF line;
        if (fromMoves && toMoves && !edge.shape.line.isEmpty())
            line = edge.shape.line.translated(by);
        else if (runsForward(from, to))
            line = curve(from, to).line;
        else
            line = rounded(cornersAround(from, to, {}, std::max(edge.fromPort, 0))).line;
        QPen pen(t.accent, canvas.edgeWidth());
        pen.setCosmetic(true);
        canvas.line(painter, line, pen, area);
    }
    if (!lines.isEmpty()) {
        painter.save();
        painter.resetTransform();
        painter.setRenderHint(QPainter::Antialiasing, false);
        QColor colour = t.accent;
        colour.setAlphaF(many ? 0.5F : 1.0F);
        painter.setPen(QPen(colour, 0));
        painter.drawLines(lines);
        painter.restore();
    }
    const QRectF seen = area.adjusted(-12, -12, 12, 12).translated(-by);
    for (const int number : nodes)
        if (const SceneNode &node = m_scene->nodes()[size_t(number)]; node.rect.intersects(seen))
            canvas.node(painter, node, *m_emphasis, number, by);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QString &id : items.notes)
        if (auto note = layout.notes.value(id); layout.notes.contains(id)) {
            note.rect.translate(by);
            canvas.note(painter, note, true);
        }
}

void CanvasView::paintMotion(QPainter &painter, const QRectF &area)
{
    if (m_scene->running().empty())
        return;
    const Tokens &t = Theme::tokens();
    const CanvasPainter canvas(*m_scene, t, m_zoom, Quality::Fine);
    const double seconds = Theme::motion() ? double(m_clock.elapsed()) / 1000 : 0;
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = std::max(1.5, canvas.edgeWidth());
    for (const int number : m_scene->carrying()) {
        const SceneEdge &edge = m_scene->edges()[size_t(number)];
        if (!edge.drawable() || !m_scene->boundsOfEdge(number).intersects(area) || m_emphasis->hiddenEdges.contains(number))
            continue;
        QPolygonF line = edge.shape.line;
        if (line.isEmpty())
            line = {m_scene->nodes()[size_t(edge.from)].outputAt(edge.fromPort), m_scene->nodes()[size_t(edge.to)].inputAt(edge.toPort)};
        QPen under(t.canvas, width + 1.5);
        under.setCosmetic(true);
        canvas.line(painter, line, under, area);
        QPen pen(t.accent, width * 1.2);
        pen.setCosmetic(true);
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({3.5, 2.5});
        pen.setDashOffset(-std::fmod(seconds * 14, 6));
        painter.setPen(pen);
        painter.drawPolyline(line);
        if (m_zoom >= detail::kCounts)
            if (const qint64 rows = m_scene->rowsOf(edge); rows >= 0)
                canvas.counts(painter, {number}, *m_emphasis);
    }
    if (m_zoom < detail::kText)
        return;
    for (const int number : m_scene->running())
        if (const SceneNode &node = m_scene->nodes()[size_t(number)];
            node.rect.intersects(area) && !m_emphasis->hiddenNodes.contains(number))
            canvas.sign(painter, node, {}, Theme::motion() ? std::fmod(seconds * 300, 360) + 0.01 : 0);
}

void CanvasView::setMarks(const QHash<QString, ChangeKind> &marks)
{
    m_marks = marks;
    update();
}

void CanvasView::paintMarks(QPainter &painter, const QRectF &area)
{
    if (m_marks.isEmpty())
        return;
    const Tokens &t = Theme::tokens();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int number : m_scene->nodesIn(area.adjusted(-16, -16, 16, 16))) {
        const SceneNode &node = m_scene->nodes()[size_t(number)];
        const auto mark = m_marks.constFind(node.id);
        if (mark == m_marks.cend())
            continue;
        const QColor hue = *mark == ChangeKind::Added ? t.ok : *mark == ChangeKind::Removed ? t.bad : t.warning;
        QPen pen(hue, 2);
        pen.setCosmetic(true);
        if (*mark == ChangeKind::Removed)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        QColor wash = hue;
        wash.setAlphaF(0.1F);
        painter.setBrush(wash);
        painter.drawRoundedRect(node.rect, 8, 8);
        if (m_zoom < detail::kCard)
            continue;
        painter.setPen(QPen(t.panel, 2));
        painter.setBrush(hue);
        const QPointF corner = node.rect.topLeft();
        painter.drawEllipse(corner, 9, 9);
        const QString sign = *mark == ChangeKind::Added ? QStringLiteral("plus")
            : *mark == ChangeKind::Removed              ? QStringLiteral("minus")
                                                        : QStringLiteral("pencil");
        paintIcon(painter, sign, t.panel, QRectF(corner - QPointF(6, 6), QSizeF(12, 12)));
    }
}

void CanvasView::animate()
{
    for (const int number : m_scene->carrying()) {
        const QRectF box = m_scene->boundsOfEdge(number);
        update(QRectF(mapFromScene(box.topLeft()), mapFromScene(box.bottomRight())).toAlignedRect().adjusted(-2, -2, 2, 2));
    }
    for (const int number : m_scene->running()) {
        const QRectF corner = QRectF(m_scene->nodes()[size_t(number)].rect.topRight() - QPointF(28, 0), QSizeF(28, 28));
        update(QRectF(mapFromScene(corner.topLeft()), mapFromScene(corner.bottomRight())).toAlignedRect().adjusted(-2, -2, 2, 2));
    }
}

void CanvasView::startOrStopAnimation()
{
    const bool wanted = !m_scene->running().empty() && isVisible() && Theme::motion();
    if (wanted && !m_animation.isActive()) {
        m_clock.start();
        m_animation.start(kFrameMs);
    } else if (!wanted && m_animation.isActive()) {
        m_animation.stop();
        update();
    }
}

}  // namespace headrace
