// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_painter.h"

#include "widgets/canvas/canvas_painter_parts.h"
#include "widgets/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr double kFrameRadius = 8;
constexpr double kTextSizes = 8;  // sizes of letters in motion, to a doubling

}  // namespace

QColor faded(QColor colour, double share)
{
    colour.setAlphaF(float(colour.alphaF() * share));
    return colour;
}

QStaticText laidOut(const QString &text, const QFont &font, double width)
{
    QStaticText drawn(QFontMetricsF(font).elidedText(text, Qt::ElideRight, width));
    drawn.setTextFormat(Qt::PlainText);
    drawn.setPerformanceHint(QStaticText::AggressiveCaching);
    drawn.prepare({}, font);
    return drawn;
}

double CanvasPainter::textScale() const
{
    if (m_quality == Quality::Fine)
        return m_zoom;
    // In motion letters come in sizes a twelfth apart, never too large for their place: the letters of every single zoom would
    // have to be made anew.
    return std::exp2(std::floor(std::log2(m_zoom) * kTextSizes) / kTextSizes);
}

QColor frameColour(const QString &name, const Tokens &t)
{
    if (const auto category = categoryFromString(name))
        return t.category(*category);
    const QColor colour(name);
    return name.startsWith(QLatin1Char('#')) && colour.isValid() ? colour : t.muted;
}

void CanvasPainter::ground(QPainter &painter, const QRectF &area) const
{
    painter.fillRect(area, m_tokens.canvas);
    if (m_zoom < detail::kDots)
        return;
    double step = kCanvasGrid;
    while (step * m_zoom < 12)
        step *= 2;
    QList<QPointF> dots;
    const double left = std::floor(area.left() / step) * step;
    const double top = std::floor(area.top() / step) * step;
    dots.reserve(qsizetype((area.width() / step + 2) * (area.height() / step + 2)));
    for (double y = top; y <= area.bottom(); y += step)
        for (double x = left; x <= area.right(); x += step)
            dots.append({x, y});
    QPen pen(m_tokens.dots, m_zoom >= 0.8 ? 1.6 : 1);
    pen.setCosmetic(true);
    pen.setCapStyle(Qt::SquareCap);
    painter.setPen(pen);
    painter.drawPoints(dots.constData(), int(dots.size()));
}

void CanvasPainter::frame(QPainter &painter, const Frame &frame, bool selected) const
{
    const QColor hue = frameColour(frame.color, m_tokens);
    QPen pen(selected ? m_tokens.accent : faded(hue, 0.55), selected ? 1.5 : 1);
    pen.setCosmetic(true);
    if (!selected) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({4, 3});
    }
    painter.setPen(pen);
    painter.setBrush(faded(hue, m_tokens.dark ? 0.06 : 0.05));
    painter.drawRoundedRect(frame.rect, kFrameRadius, kFrameRadius);
    if (m_zoom < detail::kCard)
        return;
    // A name must be readable while one looks at the whole, so it shrinks less than what it names.
    const double scale = m_zoom < 0.7 ? 0.7 / m_zoom : 1;
    painter.save();
    painter.translate(frame.rect.topLeft() + QPointF(16, 8));
    painter.scale(scale, scale);
    const QFont font = uiFont(-2, QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(hue);
    const double width = (frame.rect.width() - 32) / scale;
    if (width > 24)
        painter.drawText(QRectF(0, 0, width, 18), Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetricsF(font).elidedText(frame.title, Qt::ElideRight, width));
    painter.restore();
    if (selected) {
        painter.setPen(QPen(m_tokens.accent, 1.5));
        const QPointF corner = frame.rect.bottomRight() - QPointF(4, 4);
        painter.drawLine(corner - QPointF(8, 0), corner - QPointF(0, 8));
        painter.drawLine(corner - QPointF(4, 0), corner - QPointF(0, 4));
    }
}

void CanvasPainter::note(QPainter &painter, const Note &note, bool selected) const
{
    const QColor hue = m_tokens.check;
    QPen pen(selected ? m_tokens.accent : faded(hue, 0.35), selected ? 1.5 : 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(m_tokens.tint(hue));
    painter.drawRoundedRect(note.rect, 6, 6);
    if (m_zoom >= detail::kCard && (m_quality == Quality::Fine || m_zoom >= detail::kText)) {
        QTextDocument text;
        text.setDefaultFont(uiFont(-1));
        text.setDocumentMargin(0);
        text.setMarkdown(note.text, QTextDocument::MarkdownNoHTML);
        text.setTextWidth(std::max(16.0, note.rect.width() - 24));
        painter.save();
        painter.setClipRect(note.rect.adjusted(8, 6, -8, -6), Qt::IntersectClip);
        painter.translate(note.rect.topLeft() + QPointF(12, 8));
        QAbstractTextDocumentLayout::PaintContext context;
        context.palette.setColor(QPalette::Text, note.text.isEmpty() ? m_tokens.muted : m_tokens.text);
        if (note.text.isEmpty())
            text.setPlainText(CanvasPainterWords::tr("Double click to write"));
        text.documentLayout()->draw(&painter, context);
        painter.restore();
    }
    if (selected) {
        painter.setPen(QPen(m_tokens.accent, 1.5));
        const QPointF corner = note.rect.bottomRight() - QPointF(4, 4);
        painter.drawLine(corner - QPointF(8, 0), corner - QPointF(0, 8));
        painter.drawLine(corner - QPointF(4, 0), corner - QPointF(0, 4));
    }
}

void CanvasPainter::paint(QPainter &painter, const QRectF &area, const Emphasis &emphasis) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    ground(painter, area);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QString &id : m_scene.framesInOrder())
        if (const Frame &frame = *m_scene.pipeline().layout.frames.constFind(id);
            frame.rect.intersects(area) && !emphasis.hiddenFrames.contains(id))
            this->frame(painter, frame, emphasis.frames.contains(id));
    const double reach = 16;
    const std::vector<int> edgeNumbers = m_scene.edgesIn(area);
    edges(painter, edgeNumbers, area, emphasis);
    for (const int number : m_scene.nodesIn(area.adjusted(-reach, -reach, reach, reach)))
        if (!emphasis.hiddenNodes.contains(number))
            node(painter, m_scene.nodes()[size_t(number)], emphasis, number);
    // A count stands in the middle of its edge and may reach into the area from beside it.
    counts(painter, m_zoom < detail::kCounts ? edgeNumbers : m_scene.edgesIn(area.adjusted(-48, -12, 48, 12)), emphasis);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &notes = m_scene.pipeline().layout.notes;
    for (auto it = notes.cbegin(); it != notes.cend(); ++it)
        if (it->rect.intersects(area) && !emphasis.hiddenNotes.contains(it.key()))
            note(painter, *it, emphasis.notes.contains(it.key()));
}

}  // namespace headrace
