// SPDX-License-Identifier: GPL-3.0-or-later
// Draws edges, and how many rows went through them.
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_painter_parts.h"

#include "models/summary/node_summary.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace headrace {

void CanvasPainter::line(QPainter &painter, const QPolygonF &line, const QPen &pen, const QRectF &area) const
{
    painter.setPen(pen);
    // Only the pieces that can be seen are stroked: long edges cost what the window shows of them.
    qsizetype begin = -1;
    const auto flush = [&](qsizetype end) {
        if (begin >= 0 && end > begin)
            painter.drawPolyline(line.constData() + begin, int(end - begin + 1));
        begin = -1;
    };
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1];
        const QPointF b = line[i];
        const bool seen = std::max(a.x(), b.x()) >= area.left() && std::min(a.x(), b.x()) <= area.right()
            && std::max(a.y(), b.y()) >= area.top() && std::min(a.y(), b.y()) <= area.bottom();
        if (seen && begin < 0)
            begin = i - 1;
        else if (!seen)
            flush(i - 1);
    }
    flush(line.size() - 1);
}

void CanvasPainter::edges(QPainter &painter, const std::vector<int> &numbers, const QRectF &area, const Emphasis &emphasis) const
{
    const QTransform map = painter.transform();
    const double ratio = painter.device()->devicePixelRatioF();
    const QRectF seen = area.adjusted(-8 / m_zoom, -8 / m_zoom, 8 / m_zoom, 8 / m_zoom);
    const QColor usual = m_tokens.dark ? m_tokens.muted : m_tokens.secondary;
    if (m_zoom < detail::kCurves || m_quality == Quality::Plain) {
        QList<QLineF> lines;
        QList<QLineF> chosen;
        const bool straight = m_zoom < detail::kCurves;
        lines.reserve(qsizetype(numbers.size()));
        for (const int number : numbers) {
            const SceneEdge &edge = m_scene.edges()[size_t(number)];
            if (!edge.drawable() || emphasis.hiddenEdges.contains(number))
                continue;
            QList<QLineF> &into = emphasis.edges.contains(number) ? chosen : lines;
            const QPolygonF &line = edge.shape.line;
            if (line.isEmpty() || (straight && !edge.shape.orthogonal)) {
                into.append({map.map(m_scene.nodes()[size_t(edge.from)].outputAt(edge.fromPort)),
                             map.map(m_scene.nodes()[size_t(edge.to)].inputAt(edge.toPort))});
                continue;
            }
            for (qsizetype i = 1; i < line.size(); ++i)
                if (seen.intersects(QRectF(line[i - 1], line[i]).normalized().adjusted(-0.1, -0.1, 0.1, 0.1)))
                    into.append({map.map(line[i - 1]), map.map(line[i])});
        }
        painter.save();
        painter.resetTransform();
        painter.setRenderHint(QPainter::Antialiasing, false);
        // Lines of one pixel over bright ground look darker than the smooth ones they stand for.
        painter.setPen(QPen(m_zoom < detail::kCurves ? faded(usual, 0.55) : usual, 0));
        painter.drawLines(lines);
        painter.setPen(QPen(m_tokens.accent, 2));
        painter.drawLines(chosen);
        painter.restore();
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int number : numbers) {
        const SceneEdge &edge = m_scene.edges()[size_t(number)];
        if (!edge.drawable() || emphasis.hiddenEdges.contains(number))
            continue;
        const bool selected = emphasis.edges.contains(number);
        const bool faulty = edge.fromPort < 0 || edge.toPort < 0;
        const bool off = m_scene.nodes()[size_t(edge.from)].disabled || m_scene.nodes()[size_t(edge.to)].disabled;
        QColor colour = faulty ? m_tokens.bad : selected ? m_tokens.accent : usual;
        if (off && !selected)
            colour = faded(colour, 0.45);
        if (emphasis.hoveredEdge == number && !selected)
            colour = m_tokens.text;
        // One pixel wide lines have a path of their own in the rasterizer, several times quicker than stroked ones.
        const double width = edgeWidth() * ratio < 1.3 && !selected ? 0 : edgeWidth() * (selected ? 1.6 : 1);
        QPen pen(colour, width);
        pen.setCosmetic(true);
        if (faulty)
            pen.setStyle(Qt::DashLine);
        if (edge.shape.line.isEmpty())
            line(painter,
                 {m_scene.nodes()[size_t(edge.from)].outputAt(edge.fromPort), m_scene.nodes()[size_t(edge.to)].inputAt(edge.toPort)}, pen,
                 seen);
        else
            line(painter, edge.shape.line, pen, seen);
    }
    painter.restore();
}

void CanvasPainter::drawPill(QPainter &painter, const QRectF &rect, const QString &text) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_tokens.line, 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(m_tokens.panel);
    painter.drawRoundedRect(rect, 9, 9);
    painter.setFont(uiFont(-2));
    painter.setPen(m_tokens.secondary);
    painter.drawText(rect, Qt::AlignCenter, text);
}

void CanvasPainter::pill(QPainter &painter, QPointF middle, const QString &text) const
{
    const QFont font = uiFont(-2);
    if (!m_stamps) {
        const double width = QFontMetricsF(font).horizontalAdvance(text) + 14;
        drawPill(painter, QRectF(middle - QPointF(width / 2, 9), QSizeF(width, 18)), text);
        return;
    }
    const QStaticText &words = m_stamps->text(text, [&] { return laidOut(text, font, 400); });
    const QSizeF size(words.size().width() + 14, 18);
    const QTransform map = painter.transform();
    const double ratio = painter.device()->devicePixelRatioF();
    if (m_quality == Quality::Plain) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(m_tokens.line, 0));
        painter.setBrush(m_tokens.panel);
        painter.drawRect(QRectF(middle - QPointF(size.width() / 2, 9), size));
        const QPointF at = map.map(middle);
        const double scale = map.m11() * textScale() / m_zoom;
        painter.setTransform(QTransform(scale, 0, 0, scale, at.x(), at.y()));
        painter.setFont(font);
        painter.setPen(m_tokens.secondary);
        painter.drawStaticText(QPointF(-words.size().width() / 2, -words.size().height() / 2), words);
        painter.setTransform(map);
        return;
    }
    const QPixmap &picture = m_stamps->pill(text, [&] {
        const QSizeF pixels = (size + QSizeF(2, 2)) * m_zoom * ratio;
        QPixmap made(int(std::ceil(pixels.width())) + 1, int(std::ceil(pixels.height())) + 1);
        made.setDevicePixelRatio(ratio);
        made.fill(Qt::transparent);
        QPainter on(&made);
        on.scale(m_zoom, m_zoom);
        drawPill(on, QRectF(QPointF(1, 1), size), text);
        return made;
    });
    const QPointF at = map.map(middle - QPointF(size.width() / 2 + 1, 10)) * ratio;
    painter.setTransform(QTransform());
    painter.drawPixmap(QPointF(std::round(at.x()), std::round(at.y())) / ratio, picture);
    painter.setTransform(map);
}

void CanvasPainter::counts(QPainter &painter, const std::vector<int> &numbers, const Emphasis &emphasis) const
{
    if (m_zoom < detail::kCounts)
        return;
    for (const int number : numbers) {
        const SceneEdge &edge = m_scene.edges()[size_t(number)];
        if (!edge.drawable() || emphasis.hiddenEdges.contains(number))
            continue;
        if (const qint64 rows = m_scene.rowsOf(edge); rows >= 0)
            pill(painter, edge.shape.middle, countInWords(rows));
    }
}

}  // namespace headrace
