// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn over the canvas while a gesture goes on.
#include "widgets/canvas/canvas_mouse.h"

#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace headrace {

void CanvasMouse::paint(QPainter &painter, const CanvasPainter &with, const QRectF &area) const
{
    const Tokens &t = Theme::tokens();
    const CanvasScene &scene = m_view->scene();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen accent(t.accent, 1);
    accent.setCosmetic(true);
    QColor wash = t.accent;
    wash.setAlphaF(0.08F);
    if (m_target >= 0 && size_t(m_target) < scene.edges().size()) {
        QPen pen(t.accent, with.edgeWidth() * 2.2);
        pen.setCosmetic(true);
        with.line(painter, scene.edges()[size_t(m_target)].shape.line, pen, area);
    }
    if (!m_dropGhost.isNull()) {
        QPen dashed = accent;
        dashed.setStyle(Qt::DashLine);
        painter.setPen(dashed);
        painter.setBrush(wash);
        painter.drawRoundedRect(m_dropGhost, 8, 8);
    }
    if (!m_moved)
        return;
    if (m_mode == Mode::Rubber) {
        painter.setPen(accent);
        painter.setBrush(wash);
        painter.drawRect(m_rubber);
    } else if (m_mode == Mode::Move) {
        painter.setPen(accent);
        painter.drawLines(m_guides);
    } else if (m_mode == Mode::ResizeFrame || m_mode == Mode::ResizeNote) {
        painter.setPen(accent);
        painter.setBrush(wash);
        painter.drawRoundedRect(m_newRect, 8, 8);
    } else if (m_mode == Mode::Connect && m_rules) {
        // Ports that fit light up, the others step back.
        const bool inputs = m_rules->fixedIsOutput();
        if (with.edgeWidth() > 0 && m_view->zoom() >= 0.2) {
            QColor veil = t.canvas;
            veil.setAlphaF(0.6F);
            for (const int number : scene.nodesIn(area)) {
                const SceneNode &node = scene.nodes()[size_t(number)];
                const auto &ports = inputs ? node.inputs : node.outputs;
                bool any = node.id == m_rules->fixed().node;
                for (size_t i = 0; i < ports.size(); ++i)
                    any = any || m_rules->whyNot({node.id, ports[i].name}, ports[i].type).isEmpty();
                if (!any) {
                    painter.setPen(Qt::NoPen);
                    painter.setBrush(veil);
                    painter.drawRoundedRect(node.rect.adjusted(-6, -6, 6, 6), 10, 10);
                    continue;
                }
                for (size_t i = 0; i < ports.size(); ++i) {
                    const PortRef ref{node.id, ports[i].name};
                    if (!m_rules->whyNot(ref, ports[i].type).isEmpty())
                        continue;
                    const QPointF at = inputs ? node.inputAt(int(i)) : node.outputAt(int(i));
                    QColor halo = CanvasPainter::hueOf(ports[i].type, t);
                    halo.setAlphaF(m_fitting == ref ? 0.4F : 0.18F);
                    painter.setPen(Qt::NoPen);
                    painter.setBrush(halo);
                    painter.drawEllipse(at, m_fitting == ref ? 11 : 8, m_fitting == ref ? 11 : 8);
                    with.port(painter, at, ports[i].type, 4.8, m_fitting == ref);
                }
            }
        }
        const QPointF from = inputs ? m_fixedEnd : m_looseEnd;
        const QPointF to = inputs ? m_looseEnd : m_fixedEnd;
        QPen pen(m_refusal.isEmpty() ? t.accent : t.bad, std::max(1.5, with.edgeWidth()));
        pen.setCosmetic(true);
        if (!m_fitting) {
            pen.setDashPattern({4, 3});
        }
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        const QPolygonF line = runsForward(from, to) ? curve(from, to).line : rounded(cornersAround(from, to, {}, 0)).line;
        painter.drawPolyline(line);
        if (m_rules->type())
            with.port(painter, m_looseEnd, *m_rules->type(), 4.2, true);
    }
}

}  // namespace headrace
