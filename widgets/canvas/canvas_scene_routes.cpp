// SPDX-License-Identifier: GPL-3.0-or-later
// The ways of a scene's edges: provisional at once, around the nodes in between when there is time.
#include "widgets/canvas/canvas_scene.h"

#include <QElapsedTimer>

#include <utility>

namespace headrace {
namespace {

constexpr double kFarthestRouted = 4000;  // px: beyond, a curve is as good as a way around
constexpr int kSliceMs = 6;

}  // namespace

void CanvasScene::shape(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    if (!edge.drawable())
        return;
    const QPointF from = m_nodes[size_t(edge.from)].outputAt(edge.fromPort);
    const QPointF to = m_nodes[size_t(edge.to)].inputAt(edge.toPort);
    edge.shape = EdgeShape();
    edge.shape.middle = (from + to) / 2;
    edge.routed = false;
    m_unrouted.push_back(number);
    if (!m_router.isActive())
        m_router.start();
    const QRectF before = m_edgeIndex.rectOf(number);
    const QRectF box = QRectF(from, to).normalized().adjusted(-32, -kGlow, 32, kGlow);
    m_edgeIndex.update(number, box);
    look(before.isNull() ? box : before.united(box));
}

void CanvasScene::route(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    if (!edge.drawable() || edge.routed)
        return;
    edge.routed = true;
    const QPointF from = m_nodes[size_t(edge.from)].outputAt(edge.fromPort);
    const QPointF to = m_nodes[size_t(edge.to)].inputAt(edge.toPort);
    const bool forward = runsForward(from, to);
    if (forward)
        edge.shape = curve(from, to);
    const QRectF span = QRectF(from, to).normalized();
    bool blocked = !forward;
    std::vector<int> near;
    if (span.width() + span.height() < kFarthestRouted) {
        near = m_nodeIndex.query(forward ? span.adjusted(0, -2, 0, 2) : span.adjusted(-240, -160, 240, 160));
        for (const int other : near)
            blocked = blocked || (other != edge.from && other != edge.to && crosses(edge.shape.line, m_nodes[size_t(other)].rect));
    }
    if (blocked) {
        if (forward)
            near = m_nodeIndex.query(span.adjusted(-64, -160, 64, 160));
        QList<QRectF> obstacles;
        for (const int other : near)
            obstacles.append(m_nodes[size_t(other)].rect);
        edge.shape = rounded(cornersAround(from, to, obstacles, std::max(edge.fromPort, 0)));
    }
    const QRectF box = edge.shape.line.boundingRect().adjusted(-kGlow, -kGlow, kGlow, kGlow);
    if (box != m_edgeIndex.rectOf(number))
        m_edgeIndex.update(number, box);
}

void CanvasScene::routeIn(const QRectF &area)
{
    for (const int edge : m_edgeIndex.query(area))
        route(edge);
}

void CanvasScene::routeSome()
{
    QElapsedTimer slice;
    slice.start();
    QRectF touched;
    while (!m_unrouted.empty() && slice.elapsed() < kSliceMs) {
        const int edge = m_unrouted.back();
        m_unrouted.pop_back();
        if (size_t(edge) >= m_edges.size() || m_edges[size_t(edge)].routed)
            continue;
        const QRectF before = m_edgeIndex.rectOf(edge);
        route(edge);
        if (m_edges[size_t(edge)].routed)
            touched |= before.united(m_edgeIndex.rectOf(edge));
    }
    if (!touched.isNull())
        look(touched);
    if (m_unrouted.empty())
        m_router.stop();
}

void CanvasScene::unrouteNear(const QRectF &area)
{
    for (const int number : m_edgeIndex.query(area.adjusted(-kGlow, -kGlow, kGlow, kGlow)))
        if (SceneEdge &edge = m_edges[size_t(number)]; std::exchange(edge.routed, false)) {
            m_unrouted.push_back(number);
            look(boundsOfEdge(number));
        }
    if (!m_unrouted.empty() && !m_router.isActive())
        m_router.start();
}

}  // namespace headrace
