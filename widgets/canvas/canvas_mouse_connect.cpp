// SPDX-License-Identifier: GPL-3.0-or-later
// Connecting by the pointer: a new edge, or an end of one, on its way to a port that takes it.
#include "widgets/canvas/canvas_mouse.h"

#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_view.h"

#include <QToolTip>

#include <algorithm>

namespace headrace {
namespace {

constexpr double kSnapReach = 24;  // widget px around a port in which a loose end goes to it

}  // namespace

void CanvasMouse::beginConnect(const PortRef &fixed, bool fixedIsOutput, std::optional<Edge> moved)
{
    const CanvasScene &scene = m_view->scene();
    m_mode = Mode::Connect;
    m_fitting.reset();
    m_refusal.clear();
    m_rules = std::make_unique<ConnectionRules>(scene.pipeline(), m_view->catalog(), fixed, fixedIsOutput, moved);
    if (const SceneNode *node = scene.find(fixed.node))
        m_fixedEnd = fixedIsOutput ? node->outputAt(node->outputNamed(fixed.port)) : node->inputAt(node->inputNamed(fixed.port));
    m_looseEnd = m_fixedEnd;
    if (moved)
        if (const int number = scene.edgeIndex(*moved); number >= 0) {
            m_movingEdges = {number};
            const SceneEdge &edge = scene.edges()[size_t(number)];
            m_looseEnd = fixedIsOutput ? scene.nodes()[size_t(edge.to)].inputAt(edge.toPort)
                                       : scene.nodes()[size_t(edge.from)].outputAt(edge.fromPort);
        }
}

void CanvasMouse::connectTo(QPointF widget)
{
    const CanvasScene &scene = m_view->scene();
    m_looseEnd = m_view->mapToScene(widget);
    m_fitting.reset();
    QString refusal;
    const double reach = kSnapReach / m_view->zoom();
    double best = reach * reach;
    const SceneHit::Kind wanted = m_rules->fixedIsOutput() ? SceneHit::Input : SceneHit::Output;
    const QRectF near(m_looseEnd - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    QPointF end;
    for (const int number : scene.nodesIn(near)) {
        const SceneNode &node = scene.nodes()[size_t(number)];
        const auto &ports = wanted == SceneHit::Input ? node.inputs : node.outputs;
        // Over a node's body its nearest fitting port is meant.
        const bool over = node.rect.contains(m_looseEnd);
        for (size_t i = 0; i < ports.size(); ++i) {
            const QPointF at = wanted == SceneHit::Input ? node.inputAt(int(i)) : node.outputAt(int(i));
            const QPointF off = at - m_looseEnd;
            const double distance = QPointF::dotProduct(off, off);
            if (distance >= best && !(over && !m_fitting))
                continue;
            const QString why = m_rules->whyNot({node.id, ports[i].name}, ports[i].type);
            if (!why.isEmpty()) {
                if (distance < reach * reach || over)
                    refusal = why;
                continue;
            }
            best = std::min(best, distance);
            m_fitting = PortRef{node.id, ports[i].name};
            end = at;
        }
        if (ports.empty() && over)
            refusal = wanted == SceneHit::Input ? CanvasView::tr("This node takes nothing in.")
                                                : CanvasView::tr("This node gives nothing out.");
    }
    if (m_fitting) {
        m_looseEnd = end;
        refusal.clear();
    }
    if (refusal != m_refusal) {
        m_refusal = refusal;
        if (refusal.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(m_view->mapToGlobal(widget.toPoint()), refusal, m_view);
    }
}

void CanvasMouse::endConnect(QPointF widget)
{
    connectTo(widget);
    const std::unique_ptr<ConnectionRules> rules = std::move(m_rules);
    const std::optional<PortRef> fitting = m_fitting;
    const QString refusal = m_refusal;
    m_mode = Mode::Idle;
    m_movingEdges.clear();
    m_refusal.clear();
    QToolTip::hideText();
    CanvasCommands &commands = m_view->commands();
    const QPointF scene = m_view->mapToScene(widget);
    if (fitting) {
        const Edge edge = rules->edgeTo(*fitting);
        if (rules->moved())
            commands.reconnect(*rules->moved(), edge);
        else
            commands.connect(edge);
        return;
    }
    if (!refusal.isEmpty()) {
        m_view->say(refusal);
        return;
    }
    const SceneHit hit = m_view->scene().hit(scene, 1 / m_view->zoom());
    const bool empty = hit.kind == SceneHit::Nothing || hit.kind == SceneHit::FrameTitle || hit.kind == SceneHit::EdgeLine;
    if (rules->moved()) {
        if (empty)
            commands.disconnect({*rules->moved()});  // pulled off
        return;
    }
    if (empty && rules->type())
        commands.quickAddConnected(rules->fixed(), rules->fixedIsOutput(), *rules->type(), widget);
}

}  // namespace headrace
