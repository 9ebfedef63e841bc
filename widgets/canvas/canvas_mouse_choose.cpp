// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing by the pointer: clicks, double clicks and the rubber band.
#include "widgets/canvas/canvas_mouse.h"

#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_view.h"

#include <QMouseEvent>

namespace headrace {

void CanvasMouse::doubleClick(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    cancel();
    const QPointF at = m_view->mapToScene(event->position());
    const SceneHit hit = m_view->scene().hit(at, 1 / m_view->zoom());
    CanvasCommands &commands = m_view->commands();
    switch (hit.kind) {
    case SceneHit::NodeBody:
        commands.openNode(m_view->scene().nodes()[size_t(hit.node)].id);
        break;
    case SceneHit::NoteBody:
    case SceneHit::NoteCorner:
        commands.editNote(hit.id);
        break;
    case SceneHit::FrameTitle:
        commands.renameFrame(hit.id);
        break;
    case SceneHit::EdgeLine:
        commands.quickAddOnEdge(m_view->scene().edges()[size_t(hit.edge)].edge, event->position());
        break;
    case SceneHit::Nothing:
        commands.quickAdd(event->position());
        break;
    default:
        break;
    }
}

void CanvasMouse::clickOn(const SceneHit &hit, Qt::KeyboardModifiers modifiers)
{
    const CanvasScene &scene = m_view->scene();
    CanvasSelection next = adds(modifiers) ? m_view->selection() : CanvasSelection();
    const auto toggle = [](auto &list, const auto &value) {
        if (!list.removeOne(value))
            list.append(value);
    };
    if (hit.node >= 0) {
        const QString id = scene.nodes()[size_t(hit.node)].id;
        toggle(next.items.nodes, id);
        next.current = id;
    } else if (hit.edge >= 0) {
        toggle(next.edges, scene.edges()[size_t(hit.edge)].edge);
    } else if (hit.kind == SceneHit::FrameTitle || hit.kind == SceneHit::FrameCorner) {
        toggle(next.items.frames, hit.id);
    } else if (hit.kind == SceneHit::NoteBody || hit.kind == SceneHit::NoteCorner) {
        toggle(next.items.notes, hit.id);
    }
    m_view->setSelection(next);
    const QString &prefix = scene.prefix();
    if (hit.kind == SceneHit::Output) {
        Q_EMIT m_view->portActivated(prefix + refOf(scene.nodes()[size_t(hit.node)], hit).toString());
    } else if (hit.kind == SceneHit::Input) {
        const PortRef input = refOf(scene.nodes()[size_t(hit.node)], hit);
        for (const int number : scene.nodes()[size_t(hit.node)].in)
            if (const Edge &edge = scene.edges()[size_t(number)].edge; edge.to == input) {
                Q_EMIT m_view->portActivated(prefix + edge.from.toString());
                break;
            }
    } else if (hit.edge >= 0) {
        Q_EMIT m_view->portActivated(prefix + scene.edges()[size_t(hit.edge)].edge.from.toString());
    } else if (hit.node >= 0 && !adds(modifiers)) {
        const SceneNode &node = scene.nodes()[size_t(hit.node)];
        if (!node.outputs.empty())
            Q_EMIT m_view->portActivated(prefix + node.id + QLatin1Char(':') + node.outputs.front().name);
    }
}

void CanvasMouse::rubberTo(QPointF scene, bool add)
{
    const CanvasScene &view = m_view->scene();
    m_rubber = QRectF(m_pressedScene, scene).normalized();
    CanvasSelection next;
    if (add)
        next.items.nodes = m_before;
    const QSet<QString> there(next.items.nodes.cbegin(), next.items.nodes.cend());
    for (const int number : view.nodesIn(m_rubber)) {
        const SceneNode &node = view.nodes()[size_t(number)];
        if (m_rubber.intersects(node.rect) && !there.contains(node.id))
            next.items.nodes.append(node.id);
    }
    const auto &layout = view.pipeline().layout;
    for (auto note = layout.notes.cbegin(); note != layout.notes.cend(); ++note)
        if (m_rubber.intersects(note->rect))
            next.items.notes.append(note.key());
    for (auto frame = layout.frames.cbegin(); frame != layout.frames.cend(); ++frame)
        if (m_rubber.contains(frame->rect))
            next.items.frames.append(frame.key());
    next.current = next.items.nodes.isEmpty() ? QString() : next.items.nodes.last();
    m_view->setSelection(next);
}

}  // namespace headrace
