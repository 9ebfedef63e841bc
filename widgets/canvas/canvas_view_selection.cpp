// SPDX-License-Identifier: GPL-3.0-or-later
// What is chosen on the canvas, and how that is shown.
#include "widgets/canvas/canvas_view.h"

#include "widgets/canvas/canvas_accessible.h"
#include "widgets/canvas/canvas_actions.h"
#include "widgets/canvas/canvas_mouse.h"
#include "widgets/canvas/canvas_painter.h"

namespace headrace {

void CanvasView::select(const QStringList &nodes)
{
    CanvasSelection selection;
    for (const QString &id : nodes)
        if (m_scene->indexOf(id) >= 0)
            selection.items.nodes.append(id);
    selection.current = selection.items.nodes.isEmpty() ? QString() : selection.items.nodes.last();
    setSelection(selection);
}

void CanvasView::setSelection(const CanvasSelection &selection)
{
    if (selection == m_selection)
        return;
    const bool nodes = selection.items.nodes != m_selection.items.nodes;
    const bool elsewhere = selection.current != m_selection.current;
    const Emphasis before = *m_emphasis;
    m_selection = selection;
    takeEmphasis();
    // Only what is drawn otherwise now: choosing one of thousands costs one.
    const auto redraw = [this](const QSet<int> &a, const QSet<int> &b, const auto &rect) {
        if (a.size() + b.size() > 400) {
            repaintScene();
            return;
        }
        for (const int i : a)
            if (!b.contains(i))
                repaintScene(rect(i));
        for (const int i : b)
            if (!a.contains(i))
                repaintScene(rect(i));
    };
    const auto nodeRect = [this](int i) { return m_scene->nodes()[size_t(i)].rect.adjusted(-16, -16, 16, 16); };
    redraw(before.nodes, m_emphasis->nodes, nodeRect);
    redraw(before.edges, m_emphasis->edges, [this](int i) { return m_scene->boundsOfEdge(i); });
    if (before.current != m_emphasis->current)
        for (const int i : {before.current, m_emphasis->current})
            if (i >= 0 && size_t(i) < m_scene->nodes().size())
                repaintScene(nodeRect(i));
    if (before.frames != m_emphasis->frames || before.notes != m_emphasis->notes)
        repaintScene();
    if (m_canvasActions)
        m_canvasActions->update(this);
    if (elsewhere)
        announceCurrentNode(this);
    if (nodes)
        Q_EMIT selectionChanged(m_selection.items.nodes);
}

std::optional<Edge> CanvasView::selectedEdge() const
{
    return m_selection.edges.size() == 1 ? std::optional(m_selection.edges.first()) : std::nullopt;
}

void CanvasView::setSelectedEdge(const std::optional<Edge> &edge)
{
    CanvasSelection selection;
    if (edge && m_scene->edgeIndex(*edge) >= 0)
        selection.edges = {*edge};
    setSelection(selection);
}

void CanvasView::pruneSelection()
{
    const Pipeline &pipeline = m_scene->pipeline();
    const qsizetype nodes = m_selection.items.nodes.size();
    m_selection.items.nodes.removeIf([&](const QString &id) { return !pipeline.nodes.contains(id); });
    m_selection.items.frames.removeIf([&](const QString &id) { return !pipeline.layout.frames.contains(id); });
    m_selection.items.notes.removeIf([&](const QString &id) { return !pipeline.layout.notes.contains(id); });
    m_selection.edges.removeIf([&](const Edge &edge) { return m_scene->edgeIndex(edge) < 0; });
    if (!pipeline.nodes.contains(m_selection.current))
        m_selection.current = m_selection.items.nodes.isEmpty() ? QString() : m_selection.items.nodes.last();
    if (m_canvasActions)
        m_canvasActions->update(this);
    if (nodes != m_selection.items.nodes.size())
        Q_EMIT selectionChanged(m_selection.items.nodes);
}

void CanvasView::takeEmphasis()
{
    Emphasis next;
    for (const QString &id : std::as_const(m_selection.items.nodes))
        if (const int node = m_scene->indexOf(id); node >= 0)
            next.nodes.insert(node);
    for (const Edge &edge : std::as_const(m_selection.edges))
        if (const int number = m_scene->edgeIndex(edge); number >= 0)
            next.edges.insert(number);
    next.frames = QSet<QString>(m_selection.items.frames.cbegin(), m_selection.items.frames.cend());
    next.notes = QSet<QString>(m_selection.items.notes.cbegin(), m_selection.items.notes.cend());
    if (hasFocus() && m_selection.items.nodes.size() != 1)
        next.current = m_scene->indexOf(m_selection.current);
    if (m_mouse->isMoving()) {
        const std::vector<int> &nodes = m_mouse->movingNodes();
        const std::vector<int> &edges = m_mouse->movingEdges();
        next.hiddenNodes = QSet<int>(nodes.cbegin(), nodes.cend());
        next.hiddenEdges = QSet<int>(edges.cbegin(), edges.cend());
        const CanvasItems &items = m_mouse->movingItems();
        next.hiddenFrames = QSet<QString>(items.frames.cbegin(), items.frames.cend());
        next.hiddenNotes = QSet<QString>(items.notes.cbegin(), items.notes.cend());
    }
    const SceneHit hover = m_mouse->hovered();
    next.hoveredNode = hover.node;
    next.hoveredEdge = hover.edge;
    *m_emphasis = next;
}

}  // namespace headrace
