// SPDX-License-Identifier: GPL-3.0-or-later
// What lies at a point of a scene.
#include "widgets/canvas/canvas_scene.h"

#include <algorithm>

namespace headrace {

SceneHit CanvasScene::hit(QPointF at, double pixel) const
{
    SceneHit found;
    const double reach = std::max(9.0, 8 * pixel);
    const QRectF near(at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    const std::vector<int> nodes = nodesIn(near);
    double best = reach * reach;
    for (auto it = nodes.rbegin(); it != nodes.rend(); ++it) {
        const SceneNode &node = m_nodes[size_t(*it)];
        const auto test = [&](QPointF place, SceneHit::Kind kind, int port) {
            const QPointF off = place - at;
            const double distance = QPointF::dotProduct(off, off);
            if (distance < best) {
                best = distance;
                found = {kind, *it, port, -1, {}, 0};
            }
        };
        for (size_t port = 0; port < node.outputs.size(); ++port)
            test(node.outputAt(int(port)), SceneHit::Output, int(port));
        for (size_t port = 0; port < node.inputs.size(); ++port)
            test(node.inputAt(int(port)), SceneHit::Input, int(port));
    }
    if (found.kind != SceneHit::Nothing)
        return found;
    for (auto it = nodes.rbegin(); it != nodes.rend(); ++it)
        if (m_nodes[size_t(*it)].rect.contains(at))
            return {SceneHit::NodeBody, *it, -1, -1, {}, 0};
    const auto &notes = pipeline().layout.notes;
    for (auto it = notes.cend(); it != notes.cbegin();) {
        --it;
        if (!it->rect.contains(at))
            continue;
        const QRectF corner(it->rect.bottomRight() - QPointF(14, 14), QSizeF(14, 14));
        return {corner.contains(at) ? SceneHit::NoteCorner : SceneHit::NoteBody, -1, -1, -1, it.key(), 0};
    }
    const double line = std::max(6.0, 5 * pixel);
    best = line * line;
    for (const int number : edgesIn(near)) {
        const SceneEdge &edge = m_edges[size_t(number)];
        double along = 0;
        const double distance = squaredDistance(edge.shape.line, at, &along);
        if (edge.drawable() && distance < best) {
            best = distance;
            found = {SceneHit::EdgeLine, -1, -1, number, {}, along};
        }
    }
    if (found.kind != SceneHit::Nothing)
        return found;
    const QStringList frames = framesInOrder();
    for (auto id = frames.crbegin(); id != frames.crend(); ++id) {
        const QRectF rect = pipeline().layout.frames.value(*id).rect;
        if (!rect.adjusted(-4, -4, 4, 4).contains(at))
            continue;
        const QRectF corner(rect.bottomRight() - QPointF(14, 14), QSizeF(18, 18));
        if (corner.contains(at))
            return {SceneHit::FrameCorner, -1, -1, -1, *id, 0};
        // Within, a frame is empty canvas: only its title line and its border are taken hold of.
        if (at.y() < rect.top() + 28 || !rect.adjusted(5, 5, -5, -5).contains(at))
            return {SceneHit::FrameTitle, -1, -1, -1, *id, 0};
    }
    return found;
}

}  // namespace headrace
