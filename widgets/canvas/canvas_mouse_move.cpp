// SPDX-License-Identifier: GPL-3.0-or-later
// Moving by the pointer what is chosen, with grid, guides and insertion into an edge; resizing of frames and notes.
#include "widgets/canvas/canvas_mouse.h"

#include "models/gestures/frames.h"
#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_guides.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_view.h"

#include <algorithm>

namespace headrace {
namespace {

constexpr double kLeastFrame = 64;

}  // namespace

void CanvasMouse::beginMove()
{
    const CanvasScene &scene = m_view->scene();
    if (adds(m_modifiers) && m_clickDeselects)
        m_clickDeselects = false;
    m_items = withContents(scene.pipeline(), m_view->selection().items);
    m_offset = {};
    m_movingNodes.clear();
    m_movingEdges.clear();
    QSet<int> edges;
    for (const QString &id : std::as_const(m_items.nodes)) {
        const int number = scene.indexOf(id);
        if (number < 0)
            continue;
        m_movingNodes.push_back(number);
        const SceneNode &node = scene.nodes()[size_t(number)];
        for (const std::vector<int> *list : {&node.in, &node.out})
            for (const int edge : *list)
                edges.insert(edge);
    }
    m_movingEdges.assign(edges.cbegin(), edges.cend());
    // Guides and grid hold for the thing one has in hand, not for all that hangs on it.
    m_movingRect = m_hit.node >= 0         ? scene.nodes()[size_t(m_hit.node)].rect
        : m_hit.kind == SceneHit::NoteBody ? scene.pipeline().layout.notes.value(m_hit.id).rect
                                           : scene.pipeline().layout.frames.value(m_hit.id).rect;
    m_view->takeEmphasis();
    QRectF left;
    for (const int number : m_movingNodes)
        left |= scene.nodes()[size_t(number)].rect.adjusted(-16, -16, 16, 16);
    for (const int number : m_movingEdges)
        left |= scene.boundsOfEdge(number);
    m_view->repaintScene(m_items.frames.isEmpty() && m_items.notes.isEmpty() ? left : QRectF());
}

void CanvasMouse::moveTo(QPointF scene, Qt::KeyboardModifiers modifiers)
{
    const QPointF raw = scene - m_pressedScene;
    m_guides.clear();
    m_offset = raw;
    if (!modifiers.testFlag(Qt::AltModifier)) {
        m_offset = snapped(m_movingRect.topLeft() + raw) - m_movingRect.topLeft();
        if (m_movingNodes.size() < 200) {
            const GuideResult guide = guidesFor(m_view->scene(), m_movingRect.translated(raw), m_view->m_emphasis->hiddenNodes,
                                                m_view->visibleScene(), 5 / m_view->zoom());
            if (guide.x)
                m_offset.setX(raw.x() + *guide.x);
            if (guide.y)
                m_offset.setY(raw.y() + *guide.y);
            m_guides = guide.lines;
        }
    }
    setTarget(-1);
    if (m_movingNodes.size() == 1 && m_items.size() == 1) {
        const SceneNode &node = m_view->scene().nodes()[size_t(m_movingNodes.front())];
        if (node.in.empty() && node.out.empty()) {
            const Signature signature = portsOfNode(m_view->scene().pipeline(), node.id, m_view->catalog());
            setTarget(edgeToInsertInto(node.rect.translated(m_offset), signature, m_passage));
        }
    }
}

void CanvasMouse::setTarget(int edge)
{
    m_target = edge;
}

int CanvasMouse::edgeToInsertInto(const QRectF &rect, const Signature &signature, std::optional<Passage> &passage) const
{
    const CanvasScene &scene = m_view->scene();
    const QRectF core = rect.adjusted(rect.width() * 0.25, rect.height() * 0.2, -rect.width() * 0.25, -rect.height() * 0.2);
    for (const int number : scene.edgesIn(core)) {
        const SceneEdge &edge = scene.edges()[size_t(number)];
        if (!edge.drawable() || edge.fromPort < 0 || !crosses(edge.shape.line, core))
            continue;
        passage = passageOf(signature, scene.nodes()[size_t(edge.from)].outputs[size_t(edge.fromPort)].type);
        if (passage)
            return number;
    }
    return -1;
}

void CanvasMouse::endMove()
{
    const CanvasItems items = m_items;
    const QPointF by = m_offset;
    std::optional<Edge> into;
    if (m_target >= 0)
        into = m_view->scene().edges()[size_t(m_target)].edge;
    const std::optional<Passage> passage = m_passage;
    QRectF left;
    for (const int number : m_movingEdges)
        left |= m_view->scene().boundsOfEdge(number);
    m_mode = Mode::Idle;
    m_movingNodes.clear();
    m_movingEdges.clear();
    m_items = {};
    m_guides.clear();
    m_target = -1;
    m_view->takeEmphasis();
    m_view->repaintScene(left);
    for (const QString &id : items.nodes)
        if (const SceneNode *node = m_view->scene().find(id))
            m_view->repaintScene(node->rect.adjusted(-16, -16, 16, 16));
    m_view->commands().move(items, by, into, passage);
    m_view->repaintScene(items.frames.isEmpty() && items.notes.isEmpty() ? left : QRectF());
}

void CanvasMouse::resizeTo(QPointF scene)
{
    const QPointF corner = m_modifiers.testFlag(Qt::AltModifier) ? scene : snapped(scene);
    m_newRect.setRight(std::max(corner.x(), m_newRect.left() + kLeastFrame));
    m_newRect.setBottom(std::max(corner.y(), m_newRect.top() + kLeastFrame / 2));
}

void CanvasMouse::endResize()
{
    const bool frame = m_mode == Mode::ResizeFrame;
    m_mode = Mode::Idle;
    m_view->commands().resize(m_resized, frame, m_newRect);
}

}  // namespace headrace
