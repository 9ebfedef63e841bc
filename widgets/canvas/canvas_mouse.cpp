// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_mouse.h"

#include "widgets/canvas/canvas_actions.h"
#include "widgets/canvas/canvas_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace headrace {
namespace {

constexpr double kEndShare = 0.3;  // of an edge's length: nearer to its start, a drag takes that end
constexpr double kEndReach = 40;   // px, at most
constexpr int kBorder = 28;        // widget px at which dragging scrolls
constexpr int kScrollMs = 16;

}  // namespace

CanvasMouse::CanvasMouse(CanvasView *view) : m_view(view)
{
    m_scroller.setInterval(kScrollMs);
    QObject::connect(&m_scroller, &QTimer::timeout, view, [this] { scrollAtBorder(); });
}

void CanvasMouse::setSpace(bool down)
{
    m_space = down;
    updateCursor();
}

void CanvasMouse::updateCursor()
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (m_mode == Mode::Pan)
        shape = Qt::ClosedHandCursor;
    else if (m_space)
        shape = Qt::OpenHandCursor;
    else if (m_hover.kind == SceneHit::Output || m_hover.kind == SceneHit::Input)
        shape = Qt::CrossCursor;
    else if (m_hover.kind == SceneHit::FrameCorner || m_hover.kind == SceneHit::NoteCorner)
        shape = Qt::SizeFDiagCursor;
    else if (m_hover.kind == SceneHit::EdgeLine)
        shape = Qt::PointingHandCursor;
    if (m_view->cursor().shape() != shape)
        m_view->setCursor(shape);
}

void CanvasMouse::hover(QPointF widget)
{
    const SceneHit before = m_hover;
    m_hover = m_view->scene().hit(m_view->mapToScene(widget), 1 / m_view->zoom());
    if (before.node != m_hover.node || before.edge != m_hover.edge) {
        m_view->takeEmphasis();
        const CanvasScene &scene = m_view->scene();
        for (const SceneHit &hit : {before, m_hover}) {
            if (hit.node >= 0 && size_t(hit.node) < scene.nodes().size())
                m_view->repaintScene(scene.nodes()[size_t(hit.node)].rect.adjusted(-8, -8, 8, 8));
            if (hit.edge >= 0 && size_t(hit.edge) < scene.edges().size())
                m_view->repaintScene(scene.boundsOfEdge(hit.edge));
        }
    }
    updateCursor();
}

void CanvasMouse::leave()
{
    if (m_mode == Mode::Idle)
        hover({-1e6, -1e6});
}

void CanvasMouse::sceneChanged()
{
    m_hover = {};
    if (m_mode == Mode::Idle || m_mode == Mode::Pan)
        return;
    cancel();  // numbers and places are others now
}

bool CanvasMouse::cancel()
{
    if (m_mode == Mode::Idle)
        return false;
    const bool rubber = m_mode == Mode::Rubber && m_moved;
    m_mode = Mode::Idle;
    m_scroller.stop();
    m_rules.reset();
    m_guides.clear();
    m_movingNodes.clear();
    m_movingEdges.clear();
    m_items = {};
    m_target = -1;
    m_moved = false;
    m_refusal.clear();
    QToolTip::hideText();
    if (rubber)
        m_view->select(m_before);
    m_view->takeEmphasis();
    m_view->repaintScene();
    updateCursor();
    return true;
}

// ---- pressed, moved, released

void CanvasMouse::press(QMouseEvent *event)
{
    if (m_mode != Mode::Idle) {
        cancel();  // another button breaks a gesture off
        return;
    }
    m_pressed = m_last = event->position();
    m_pressedScene = m_view->mapToScene(m_pressed);
    m_moved = false;
    m_clickDeselects = false;
    m_modifiers = event->modifiers();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_space)) {
        m_mode = Mode::Pan;
        updateCursor();
        return;
    }
    m_hit = m_view->scene().hit(m_pressedScene, 1 / m_view->zoom());
    if (event->button() == Qt::RightButton && m_view->isReadOnly())
        return;
    if (event->button() == Qt::RightButton) {
        const CanvasSelection &chosen = m_view->selection();
        const CanvasScene &scene = m_view->scene();
        const bool already = (m_hit.node >= 0 && chosen.items.nodes.contains(scene.nodes()[size_t(m_hit.node)].id))
            || (m_hit.edge >= 0 && chosen.edges.contains(scene.edges()[size_t(m_hit.edge)].edge))
            || (!m_hit.id.isEmpty() && (chosen.items.frames.contains(m_hit.id) || chosen.items.notes.contains(m_hit.id)));
        if (!already)
            clickOn(m_hit, {});
        m_view->m_canvasActions->openMenu(m_view, m_pressed.toPoint());
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    const CanvasScene &scene = m_view->scene();
    if (m_view->isReadOnly() && m_hit.kind != SceneHit::Nothing) {
        clickOn(m_hit, m_modifiers);
        return;
    }
    switch (m_hit.kind) {
    case SceneHit::Output:
        beginConnect(refOf(scene.nodes()[size_t(m_hit.node)], m_hit), true, {});
        break;
    case SceneHit::Input: {
        // An input that is fed: the drag takes its edge away, the one chosen or the last.
        const SceneNode &node = scene.nodes()[size_t(m_hit.node)];
        const PortRef input = refOf(node, m_hit);
        std::optional<Edge> taken;
        for (const int number : node.in) {
            const Edge &edge = scene.edges()[size_t(number)].edge;
            if (edge.to == input && (!taken || !m_view->selection().edges.contains(*taken)))
                taken = edge;
        }
        if (taken && scene.indexOf(taken->from.node) >= 0)
            beginConnect(taken->from, true, taken);
        else
            beginConnect(input, false, {});
        break;
    }
    case SceneHit::EdgeLine:
        clickOn(m_hit, m_modifiers);
        m_mode = Mode::Connect;  // from which end it is taken shows when it moves
        break;
    case SceneHit::NodeBody:
    case SceneHit::FrameTitle:
    case SceneHit::NoteBody: {
        const CanvasItems &items = m_view->selection().items;
        const QString id = m_hit.node >= 0 ? scene.nodes()[size_t(m_hit.node)].id : m_hit.id;
        const bool chosen = items.nodes.contains(id) || items.frames.contains(id) || items.notes.contains(id);
        if (chosen)
            m_clickDeselects = true;  // a drag moves all; a click chooses this one
        else
            clickOn(m_hit, m_modifiers);
        m_mode = Mode::Move;
        break;
    }
    case SceneHit::FrameCorner:
    case SceneHit::NoteCorner:
        clickOn(m_hit, {});
        m_mode = m_hit.kind == SceneHit::FrameCorner ? Mode::ResizeFrame : Mode::ResizeNote;
        m_resized = m_hit.id;
        m_newRect = m_mode == Mode::ResizeFrame ? scene.pipeline().layout.frames.value(m_resized).rect
                                                : scene.pipeline().layout.notes.value(m_resized).rect;
        break;
    case SceneHit::Nothing:
        m_before = adds(m_modifiers) ? m_view->selectedNodes() : QStringList();
        m_mode = Mode::Rubber;
        break;
    }
}

void CanvasMouse::move(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_mode == Mode::Idle) {
        if (event->buttons() == Qt::NoButton)
            hover(at);
        return;
    }
    if (m_mode == Mode::Pan) {
        m_view->scrollBy(at - m_last);
        m_last = at;
        return;
    }
    m_last = at;
    m_modifiers = event->modifiers();
    if (!m_moved) {
        if ((at - m_pressed).manhattanLength() < QApplication::startDragDistance())
            return;
        m_moved = true;
        QToolTip::hideText();
        if (m_mode == Mode::Move)
            beginMove();
        if (m_mode == Mode::Connect && !m_rules) {
            const SceneEdge &edge = m_view->scene().edges()[size_t(m_hit.edge)];
            const double length = lengthOf(edge.shape.line);
            const bool start = m_hit.along < std::min(kEndReach, length * kEndShare);
            beginConnect(start ? edge.edge.to : edge.edge.from, !start, edge.edge);
        }
        m_scroller.start();
    }
    const QPointF scene = m_view->mapToScene(at);
    switch (m_mode) {
    case Mode::Move:
        moveTo(scene, m_modifiers);
        break;
    case Mode::Connect:
        connectTo(at);
        break;
    case Mode::Rubber:
        rubberTo(scene, adds(m_modifiers));
        break;
    case Mode::ResizeFrame:
    case Mode::ResizeNote:
        resizeTo(scene);
        break;
    default:
        break;
    }
    m_view->update();
}

void CanvasMouse::release(QMouseEvent *event)
{
    if (m_mode == Mode::Idle)
        return;
    if (m_mode == Mode::Pan) {
        if (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton) {
            m_mode = Mode::Idle;
            updateCursor();
        }
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_scroller.stop();
    const Mode mode = m_mode;
    const bool moved = m_moved;
    if (!moved) {
        m_mode = Mode::Idle;
        m_rules.reset();
        if (mode == Mode::Rubber)
            m_view->select(m_before);
        else if (mode == Mode::Connect && m_hit.kind != SceneHit::EdgeLine)
            clickOn(m_hit, event->modifiers());
        else if (m_clickDeselects)
            clickOn(m_hit, event->modifiers());
        m_view->update();
        return;
    }
    switch (mode) {
    case Mode::Move:
        endMove();
        break;
    case Mode::Connect:
        endConnect(event->position());
        break;
    case Mode::ResizeFrame:
    case Mode::ResizeNote:
        endResize();
        break;
    default:
        m_mode = Mode::Idle;
        break;
    }
    m_moved = false;
    m_view->takeEmphasis();
    m_view->update();
    hover(event->position());
}

void CanvasMouse::scrollAtBorder()
{
    if (m_mode == Mode::Idle || m_mode == Mode::Pan || !m_moved)
        return;
    const auto push = [](double at, double size) {
        return at < kBorder ? (kBorder - at) / 2 : at > size - kBorder ? (size - kBorder - at) / 2 : 0.0;
    };
    const QPointF by(std::clamp(push(m_last.x(), m_view->width()), -24.0, 24.0),
                     std::clamp(push(m_last.y(), m_view->height()), -24.0, 24.0));
    if (by.isNull())
        return;
    m_view->scrollBy(by);
    const QPointF scene = m_view->mapToScene(m_last);
    if (m_mode == Mode::Move)
        moveTo(scene, m_modifiers);
    else if (m_mode == Mode::Connect)
        connectTo(m_last);
    else if (m_mode == Mode::Rubber)
        rubberTo(scene, adds(m_modifiers));
    else
        resizeTo(scene);
    m_view->update();
}

}  // namespace headrace
