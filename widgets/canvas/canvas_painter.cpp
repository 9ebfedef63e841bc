// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_painter.h"

#include "models/summary/node_summary.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainterPath>
#include <QTextDocument>

#include <cmath>

namespace headrace {
namespace {

constexpr double kTile = 32;
constexpr double kRadius = 8;
constexpr double kTextLeft = 48;
constexpr double kSign = 14;

struct CanvasPainterWords {
    Q_DECLARE_TR_FUNCTIONS(CanvasPainterWords)
};

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

}  // namespace

QColor CanvasPainter::hueOf(PortType type, const Tokens &tokens)
{
    switch (type) {
    case PortType::Table:
        return tokens.secondary;
    case PortType::Transform:
    case PortType::Model:
        return tokens.learn;
    case PortType::Metrics:
        return tokens.evaluate;
    }
    return tokens.secondary;
}

StatusSign signOf(const SceneNode &node, const Tokens &t)
{
    const NodeStatus status = node.state.status;
    if (status == NodeStatus::Disabled)
        return {QStringLiteral("circle-slash"), t.muted, CanvasPainterWords::tr("disabled")};
    if (status == NodeStatus::Running)
        return {QStringLiteral("loader"), t.accent, CanvasPainterWords::tr("running")};
    if (status == NodeStatus::Queued)
        return {QStringLiteral("clock"), t.muted, CanvasPainterWords::tr("queued")};
    if (status == NodeStatus::Failed)
        return {QStringLiteral("circle-x"), t.bad, CanvasPainterWords::tr("failed")};
    if (node.errors > 0)
        return {QStringLiteral("circle-alert"), t.bad, CanvasPainterWords::tr("has a problem")};
    if (status == NodeStatus::Warning || node.warnings > 0)
        return {QStringLiteral("triangle-alert"), t.warning, CanvasPainterWords::tr("has a warning")};
    if (status == NodeStatus::Stale)
        return {QStringLiteral("circle-dashed"), t.muted, CanvasPainterWords::tr("out of date")};
    if (status == NodeStatus::Done)
        return {QStringLiteral("circle-check"), t.ok, CanvasPainterWords::tr("done")};
    if (status == NodeStatus::Cached)
        return {QStringLiteral("zap"), t.secondary, CanvasPainterWords::tr("from the cache")};
    return {};
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
    painter.drawRoundedRect(frame.rect, kRadius, kRadius);
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

void CanvasPainter::port(QPainter &painter, QPointF at, PortType type, double radius, bool filled, bool dim) const
{
    const QColor hue = faded(hueOf(type, m_tokens), dim ? 0.25 : 1);
    painter.setPen(QPen(hue, 1.6));
    painter.setBrush(filled ? hue : m_tokens.panel);
    painter.drawEllipse(at, radius, radius);
}

void CanvasPainter::bar(QPainter &painter, const SceneNode &node, const QRectF &rect, bool selected) const
{
    const StatusSign sign = signOf(node, m_tokens);
    const bool bad = node.state.status == NodeStatus::Failed || node.errors > 0;
    const bool running = node.state.status == NodeStatus::Running;
    QColor hue = m_tokens.category(node.category);
    if (node.disabled)
        hue = faded(hue, 0.35);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(rect, hue);
    if (selected || bad || running) {
        QPen pen(selected ? m_tokens.accent : sign.colour, 2);
        pen.setCosmetic(true);
        pen.setJoinStyle(Qt::MiterJoin);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(-2 / m_zoom, -2 / m_zoom, 2 / m_zoom, 2 / m_zoom));
    }
}

void CanvasPainter::texts(QPainter &painter, const SceneNode &node, const QRectF &rect, double right) const
{
    QString summary = node.summary;
    if (node.state.status == NodeStatus::Running && node.state.total > 0)
        summary = CanvasPainterWords::tr("%1 of %2 %3").arg(countInWords(node.state.done), countInWords(node.state.total), node.state.unit);
    else if (node.state.status == NodeStatus::Running && node.state.done > 0)
        summary = CanvasPainterWords::tr("%1 %2").arg(countInWords(node.state.done), node.state.unit);
    const bool timed = node.state.seconds >= 0.0005 && node.state.status != NodeStatus::Running && node.state.status != NodeStatus::Queued;
    const QString badge = timed ? secondsInWords(node.state.seconds) : QString();
    const QFont small = uiFont(-2);
    const QString key = node.title + QLatin1Char('\n') + summary + QLatin1Char('\n') + QString::number(right) + QLatin1Char('\n')
        + QString::number(small.pixelSize());
    if (node.drawnFor != key) {
        node.drawnFor = key;
        const double width = rect.width() - kTextLeft;
        node.drawnTitle = laidOut(node.title, uiFont(0, QFont::DemiBold), width - right);
        node.drawnSummary = laidOut(summary, small, width - 8);
    }
    const double middle = rect.top() + rect.height() / 2;
    const double share = node.disabled ? 0.5 : 1;
    painter.setPen(faded(m_tokens.text, share));
    painter.setFont(uiFont(0, QFont::DemiBold));
    painter.drawStaticText(QPointF(rect.left() + kTextLeft, middle - node.drawnTitle.size().height() + 1), node.drawnTitle);
    painter.setPen(faded(m_tokens.secondary, share));
    painter.setFont(small);
    painter.drawStaticText(QPointF(rect.left() + kTextLeft, middle + 1), node.drawnSummary);
    if (!badge.isEmpty()) {
        painter.setFont(monoFont(-4));
        painter.setPen(m_tokens.muted);
        painter.drawText(QRectF(rect.left() + 16, rect.bottom() + 2, rect.width() - 24, 13), Qt::AlignRight | Qt::AlignVCenter, badge);
    }
}

void CanvasPainter::sign(QPainter &painter, const SceneNode &node, QPointF offset, double turn) const
{
    const StatusSign shown = signOf(node, m_tokens);
    if (shown.icon.isEmpty())
        return;
    const QRectF place(node.rect.right() - kSign - 6 + offset.x(), node.rect.top() + 6 + offset.y(), kSign, kSign);
    if (turn != 0) {
        painter.save();
        painter.translate(place.center());
        painter.rotate(turn);
        // Turned, the picture would be asked for anew at each angle; the scale alone decides.
        const QPixmap pixmap = icon(shown.icon, shown.colour).pixmap(QSize(int(kSign * 2), int(kSign * 2)));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(QRectF(-kSign / 2, -kSign / 2, kSign, kSign), pixmap, QRectF(pixmap.rect()));
        painter.restore();
        return;
    }
    paintIcon(painter, shown.icon, shown.colour, place);
}

void CanvasPainter::node(QPainter &painter, const SceneNode &node, const Emphasis &emphasis, int number, QPointF offset) const
{
    const QRectF rect = node.rect.translated(offset);
    const bool selected = emphasis.nodes.contains(number);
    if (m_zoom < detail::kCard) {
        bar(painter, node, rect, selected);
        return;
    }
    const bool smooth = m_quality == Quality::Fine || m_zoom >= detail::kText;
    painter.setRenderHint(QPainter::Antialiasing, smooth);
    const bool running = node.state.status == NodeStatus::Running;
    const bool failed = node.state.status == NodeStatus::Failed;
    const QColor hue = m_tokens.category(node.category);
    const double share = node.disabled ? 0.5 : 1;

    painter.setPen(Qt::NoPen);
    if (selected) {
        painter.setBrush(faded(m_tokens.accent, 0.16));
        painter.drawRoundedRect(rect.adjusted(-3.5, -3.5, 3.5, 3.5), kRadius + 3.5, kRadius + 3.5);
    } else if (smooth && m_zoom >= detail::kText) {
        painter.setBrush(faded(m_tokens.text, m_tokens.dark ? 0.0 : 0.05));
        painter.drawRoundedRect(rect.translated(0, 1.5), kRadius, kRadius);
    }
    const bool hovered = emphasis.hoveredNode == number;
    QColor border = m_tokens.line;
    if (selected || running)
        border = m_tokens.accent;
    else if (failed || node.errors > 0)
        border = m_tokens.bad;
    else if (hovered)
        border = m_tokens.muted;
    QPen pen(border, selected ? 1.5 : 1);
    pen.setCosmetic(m_zoom < 1);
    if (node.disabled) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({4, 3});
    }
    painter.setPen(pen);
    painter.setBrush(m_tokens.panel);
    painter.drawRoundedRect(rect, kRadius, kRadius);
    if (node.subpipeline) {  // a second sheet below tells that there is more inside
        painter.setBrush(Qt::NoBrush);
        painter.drawLine(rect.bottomLeft() + QPointF(12, 3), rect.bottomRight() + QPointF(-12, 3));
    }

    const QRectF tile(rect.left() + 8, rect.center().y() - kTile / 2, kTile, kTile);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(m_tokens.tint(hue), share));
    if (m_zoom >= detail::kText)
        painter.drawRoundedRect(tile, 6, 6);
    else
        painter.fillRect(tile, m_tokens.tint(hue));
    if (m_zoom >= 0.3 || m_quality == Quality::Fine)
        paintIcon(painter, node.icon, faded(hue, share), QRectF(tile.center() - QPointF(9, 9), QSizeF(18, 18)));

    if (m_zoom >= detail::kText) {
        double right = 8;
        if (!signOf(node, m_tokens).icon.isEmpty()) {
            right += kSign;
            if (!running)
                sign(painter, node, offset);
        }
        for (const auto &[on, name] :
             {std::pair(node.frozen, QStringLiteral("snowflake")), std::pair(node.materialize, QStringLiteral("pin"))})
            if (on) {
                paintIcon(painter, name, m_tokens.secondary, QRectF(rect.right() - right - 14, rect.top() + 7, 12, 12));
                right += 14;
            }
        texts(painter, node, rect, right);
    } else if (m_zoom >= detail::kCard) {
        // Below reading size two lines stand for the texts.
        painter.fillRect(QRectF(rect.left() + kTextLeft, rect.center().y() - 10, 80, 6), faded(m_tokens.muted, 0.6));
        painter.fillRect(QRectF(rect.left() + kTextLeft, rect.center().y() + 4, 104, 5), m_tokens.line);
        if (const StatusSign shown = signOf(node, m_tokens); !shown.icon.isEmpty()) {
            painter.setBrush(shown.colour);
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(rect.topRight() + QPointF(-14, 14), 6, 6);
        }
    }
    if (running) {
        const QRectF track(rect.left() + 8, rect.bottom() - 7, rect.width() - 16, 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_tokens.line);
        painter.drawRoundedRect(track, 1.5, 1.5);
        if (node.state.progress >= 0) {
            painter.setBrush(m_tokens.accent);
            painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(node.state.progress, 0.0, 1.0), 3)), 1.5,
                                    1.5);
        }
    }
    if (m_zoom >= 0.3) {
        for (size_t i = 0; i < node.inputs.size(); ++i)
            port(painter, node.inputAt(int(i)) + offset, node.inputs[i].type, 4.2, false, node.disabled);
        for (size_t i = 0; i < node.outputs.size(); ++i)
            port(painter, node.outputAt(int(i)) + offset, node.outputs[i].type, 4.2, false, node.disabled);
    }
    if (emphasis.current == number && m_zoom >= detail::kCard) {
        QPen focus(m_tokens.accent, 1);
        focus.setCosmetic(true);
        focus.setStyle(Qt::DotLine);
        painter.setPen(focus);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-6, -6, 6, 6), kRadius + 6, kRadius + 6);
    }
}

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

void CanvasPainter::pill(QPainter &painter, QPointF middle, const QString &text) const
{
    const QFont font = uiFont(-2);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 14;
    const QRectF rect(middle - QPointF(width / 2, 9), QSizeF(width, 18));
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_tokens.line, 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(m_tokens.panel);
    painter.drawRoundedRect(rect, 9, 9);
    painter.setFont(font);
    painter.setPen(m_tokens.secondary);
    painter.drawText(rect, Qt::AlignCenter, text);
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
