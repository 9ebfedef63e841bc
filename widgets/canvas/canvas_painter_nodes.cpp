// SPDX-License-Identifier: GPL-3.0-or-later
// Draws nodes: cards with texts, ports and the sign of their state.
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_painter_parts.h"

#include "models/summary/node_summary.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr double kTile = 32;
constexpr double kRadius = 8;
constexpr double kTextLeft = 48;
constexpr double kSign = 14;
constexpr double kReach = 8;  // how far glow and ports of a card reach beyond it
constexpr size_t kMostPortsOfLook = 31;

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

void CanvasPainter::texts(QPainter &painter, const SceneNode &node, const QRectF &rect) const
{
    double right = 8;  // what signs take of the title's line
    if (!signOf(node, m_tokens).icon.isEmpty())
        right += kSign;
    right += (node.frozen ? kSign : 0) + (node.materialize ? kSign : 0);
    QString summary = node.summary;
    if (node.state.status == NodeStatus::Running && node.state.total > 0)
        summary = CanvasPainterWords::tr("%1 of %2 %3").arg(countInWords(node.state.done), countInWords(node.state.total), node.state.unit);
    else if (node.state.status == NodeStatus::Running && node.state.done > 0)
        summary = CanvasPainterWords::tr("%1 %2").arg(countInWords(node.state.done), node.state.unit);
    const bool timed = node.state.seconds >= 0.0005 && node.state.status != NodeStatus::Running && node.state.status != NodeStatus::Queued;
    const QFont bold = uiFont(0, QFont::DemiBold);
    const QFont small = uiFont(-2);
    const TextsDrawn now{node.title, summary, timed ? node.state.seconds : -1, right, small.pixelSize()};
    if (node.drawnFor != now) {
        node.drawnFor = now;
        const double width = rect.width() - kTextLeft;
        node.drawnTitle = laidOut(node.title, bold, width - right);
        node.drawnSummary = laidOut(summary, small, width - 8);
        node.drawnBadge = timed ? laidOut(secondsInWords(node.state.seconds), monoFont(-4), width) : QStaticText();
    }
    const double share = node.disabled ? 0.5 : 1;
    const QTransform map = painter.transform();
    const double scale = map.m11() * textScale() / m_zoom;
    const auto to = [&](QPointF at) {
        at = map.map(at);
        painter.setTransform(QTransform(scale, 0, 0, scale, at.x(), at.y()));
    };
    to({rect.left() + kTextLeft, rect.center().y() + 1});
    painter.setPen(faded(m_tokens.text, share));
    painter.setFont(bold);
    painter.drawStaticText(QPointF(0, -node.drawnTitle.size().height()), node.drawnTitle);
    painter.setPen(faded(m_tokens.secondary, share));
    painter.setFont(small);
    painter.drawStaticText(QPointF(0, 0), node.drawnSummary);
    if (timed) {
        to({rect.right() - 8, rect.bottom() + 2});
        painter.setFont(monoFont(-4));
        painter.setPen(m_tokens.muted);
        painter.drawStaticText(QPointF(-node.drawnBadge.size().width(), 0), node.drawnBadge);
    }
    painter.setTransform(map);
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

CardLook CanvasPainter::lookOf(const SceneNode &node, bool selected, bool hovered) const
{
    CardLook look;
    look.icon = node.icon;
    look.size = node.rect.size();
    look.hue = m_tokens.category(node.category).rgba();
    look.selected = selected;
    look.disabled = node.disabled;
    look.subpipeline = node.subpipeline;
    look.frozen = node.frozen;
    look.materialize = node.materialize;
    // Smooth shapes of this height are handed to other threads, for which a frame would wait.
    look.smooth = m_quality == Quality::Fine;
    QColor border = m_tokens.line;
    if (selected || node.state.status == NodeStatus::Running)
        border = m_tokens.accent;
    else if (node.state.status == NodeStatus::Failed || node.errors > 0)
        border = m_tokens.bad;
    else if (hovered)
        border = m_tokens.muted;
    look.border = border.rgba();
    if (node.state.status != NodeStatus::Running || m_zoom < detail::kText) {  // else it turns, and is drawn with what moves
        const StatusSign sign = signOf(node, m_tokens);
        look.sign = sign.icon;
        look.signColour = sign.colour.rgba();
    }
    for (const ScenePort &port : node.inputs)
        look.inputs = look.inputs << 2 | quint64(port.type);
    for (const ScenePort &port : node.outputs)
        look.outputs = look.outputs << 2 | quint64(port.type);
    return look;
}

void CanvasPainter::card(QPainter &painter, const SceneNode &node, const CardLook &look, QPointF offset) const
{
    const QRectF rect = node.rect.translated(offset);
    painter.setRenderHint(QPainter::Antialiasing, look.smooth);
    const QColor hue = m_tokens.category(node.category);
    const double share = look.disabled ? 0.5 : 1;

    painter.setPen(Qt::NoPen);
    if (look.selected) {
        painter.setBrush(faded(m_tokens.accent, 0.16));
        painter.drawRoundedRect(rect.adjusted(-3.5, -3.5, 3.5, 3.5), kRadius + 3.5, kRadius + 3.5);
    } else if (look.smooth && m_zoom >= detail::kText) {
        painter.setBrush(faded(m_tokens.text, m_tokens.dark ? 0.0 : 0.05));
        painter.drawRoundedRect(rect.translated(0, 1.5), kRadius, kRadius);
    }
    QPen pen(QColor::fromRgba(look.border), look.selected ? 1.5 : 1);
    pen.setCosmetic(m_zoom < 1);
    if (look.disabled) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({4, 3});
    }
    painter.setPen(pen);
    painter.setBrush(m_tokens.panel);
    painter.drawRoundedRect(rect, kRadius, kRadius);
    if (look.subpipeline) {  // a second sheet below tells that there is more inside
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
        paintIcon(painter, look.icon, faded(hue, share), QRectF(tile.center() - QPointF(9, 9), QSizeF(18, 18)));

    if (m_zoom >= detail::kText) {
        double right = 8;
        if (!signOf(node, m_tokens).icon.isEmpty()) {
            right += kSign;
            if (!look.sign.isEmpty())
                sign(painter, node, offset);
        }
        for (const auto &[on, name] :
             {std::pair(look.frozen, QStringLiteral("snowflake")), std::pair(look.materialize, QStringLiteral("pin"))})
            if (on) {
                paintIcon(painter, name, m_tokens.secondary, QRectF(rect.right() - right - 14, rect.top() + 7, 12, 12));
                right += kSign;
            }
    } else {
        // Below reading size two lines stand for the texts.
        painter.fillRect(QRectF(rect.left() + kTextLeft, rect.center().y() - 10, 80, 6), faded(m_tokens.muted, 0.6));
        painter.fillRect(QRectF(rect.left() + kTextLeft, rect.center().y() + 4, 104, 5), m_tokens.line);
        if (!look.sign.isEmpty()) {
            painter.setBrush(QColor::fromRgba(look.signColour));
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(rect.topRight() + QPointF(-14, 14), 6, 6);
        }
    }
    if (m_zoom >= 0.3) {
        for (size_t i = 0; i < node.inputs.size(); ++i)
            port(painter, node.inputAt(int(i)) + offset, node.inputs[i].type, 4.2, false, look.disabled);
        for (size_t i = 0; i < node.outputs.size(); ++i)
            port(painter, node.outputAt(int(i)) + offset, node.outputs[i].type, 4.2, false, look.disabled);
    }
}

void CanvasPainter::stamp(QPainter &painter, const SceneNode &node, const CardLook &look, QPointF offset) const
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QPixmap &picture = m_stamps->card(look, [&] {
        const QSizeF size = (look.size + QSizeF(2 * kReach, 2 * kReach)) * m_zoom * ratio;
        QPixmap made(int(std::ceil(size.width())) + 1, int(std::ceil(size.height())) + 1);
        made.setDevicePixelRatio(ratio);
        made.fill(Qt::transparent);
        QPainter on(&made);
        on.scale(m_zoom, m_zoom);
        card(on, node, look, QPointF(kReach, kReach) - node.rect.topLeft());
        return made;
    });
    // On whole device pixels a picture is copied, not resampled.
    const QTransform map = painter.transform();
    const QPointF at = map.map(node.rect.topLeft() + offset - QPointF(kReach, kReach)) * ratio;
    painter.setTransform(QTransform());
    painter.drawPixmap(QPointF(std::round(at.x()), std::round(at.y())) / ratio, picture);
    painter.setTransform(map);
}

void CanvasPainter::node(QPainter &painter, const SceneNode &node, const Emphasis &emphasis, int number, QPointF offset) const
{
    const QRectF rect = node.rect.translated(offset);
    const bool selected = emphasis.nodes.contains(number);
    if (m_zoom < detail::kCard) {
        bar(painter, node, rect, selected);
        return;
    }
    const CardLook look = lookOf(node, selected, emphasis.hoveredNode == number);
    if (m_stamps && node.inputs.size() <= kMostPortsOfLook && node.outputs.size() <= kMostPortsOfLook)
        stamp(painter, node, look, offset);
    else
        card(painter, node, look, offset);
    if (m_zoom >= detail::kText)
        texts(painter, node, rect);
    if (node.state.status == NodeStatus::Running) {
        painter.setRenderHint(QPainter::Antialiasing, look.smooth);
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
    if (emphasis.current == number) {
        QPen focus(m_tokens.accent, 1);
        focus.setCosmetic(true);
        focus.setStyle(Qt::DotLine);
        painter.setPen(focus);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-6, -6, 6, 6), kRadius + 6, kRadius + 6);
    }
}

}  // namespace headrace
