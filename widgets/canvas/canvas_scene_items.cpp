// SPDX-License-Identifier: GPL-3.0-or-later
// How nodes and edges of a scene come, change and go.
#include "widgets/canvas/canvas_scene.h"

#include <algorithm>

namespace headrace {

std::vector<ScenePort> CanvasScene::scenePorts(const QList<PortSpec> &specs)
{
    std::vector<ScenePort> ports;
    ports.reserve(size_t(specs.size()));
    for (const PortSpec &spec : specs)
        ports.push_back({spec.name, spec.type, spec.cardinality, spec.doc});
    return ports;
}

void CanvasScene::takeNode(const QString &id)
{
    const auto source = pipeline().nodes.constFind(id);
    int number = indexOf(id);
    if (source == pipeline().nodes.cend()) {
        if (number >= 0)
            dropNode(number);
        return;
    }
    const bool fresh = number < 0;
    if (fresh) {
        if (m_freeNodes.empty()) {
            number = int(m_nodes.size());
            m_nodes.emplace_back();
        } else {
            number = m_freeNodes.back();
            m_freeNodes.pop_back();
            m_nodes[size_t(number)] = SceneNode();
        }
        m_nodes[size_t(number)].id = id;
        m_nodes[size_t(number)].there = true;
        m_index.insert(id, number);
    }
    const Signature ports = portsOfNode(pipeline(), id, m_catalog);
    SceneNode &node = m_nodes[size_t(number)];
    node.inputs = scenePorts(ports.inputs);
    node.outputs = scenePorts(ports.outputs);
    fill(node, *source);
    m_nodeIndex.update(number, node.rect);
    look(paintedRect(node));
    takeEdges(number);
    if (fresh) {
        const QList<int> waiting = m_waiting.values(id);
        m_waiting.remove(id);
        for (const int edge : waiting)
            link(edge);
    } else {
        const std::vector<int> out = node.out;
        for (const int edge : out)
            link(edge);
    }
    unrouteNear(node.rect);
}

void CanvasScene::dropNode(int number)
{
    SceneNode &node = m_nodes[size_t(number)];
    look(paintedRect(node));
    const std::vector<int> in = node.in;
    for (const int edge : in)
        dropEdge(edge);
    for (const int edge : node.out) {
        SceneEdge &lost = m_edges[size_t(edge)];
        look(boundsOfEdge(edge));
        lost.from = -1;
        m_edgeIndex.remove(edge);
        m_waiting.insert(node.id, edge);
    }
    m_nodeIndex.remove(number);
    m_index.remove(node.id);
    const QRectF left = node.rect;
    node = SceneNode();
    m_freeNodes.push_back(number);
    unrouteNear(left);
}

void CanvasScene::takeEdges(int number)
{
    const std::vector<int> in = m_nodes[size_t(number)].in;
    for (const int edge : in)
        dropEdge(edge);
    const auto source = pipeline().nodes.constFind(m_nodes[size_t(number)].id);
    if (source == pipeline().nodes.cend())
        return;
    for (auto input = source->inputs.cbegin(); input != source->inputs.cend(); ++input)
        for (const PortRef &from : *input)
            addEdge({from, {source.key(), input.key()}});
}

int CanvasScene::addEdge(const Edge &edge)
{
    int number = 0;
    if (m_freeEdges.empty()) {
        number = int(m_edges.size());
        m_edges.emplace_back();
    } else {
        number = m_freeEdges.back();
        m_freeEdges.pop_back();
        m_edges[size_t(number)] = SceneEdge();
    }
    SceneEdge &added = m_edges[size_t(number)];
    added.edge = edge;
    added.there = true;
    added.to = indexOf(edge.to.node);
    if (added.to >= 0)
        m_nodes[size_t(added.to)].in.push_back(number);
    link(number);
    return number;
}

void CanvasScene::dropEdge(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    const auto drop = [number](std::vector<int> &list) { list.erase(std::remove(list.begin(), list.end(), number), list.end()); };
    if (edge.to >= 0)
        drop(m_nodes[size_t(edge.to)].in);
    if (edge.from >= 0)
        drop(m_nodes[size_t(edge.from)].out);
    else
        m_waiting.remove(edge.edge.from.node, number);
    if (edge.drawable())
        look(boundsOfEdge(number));
    m_edgeIndex.remove(number);
    edge = SceneEdge();
    m_freeEdges.push_back(number);
}

void CanvasScene::link(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    const int from = indexOf(edge.edge.from.node);
    if (from < 0) {
        m_waiting.insert(edge.edge.from.node, number);
        return;
    }
    if (edge.from != from) {
        edge.from = from;
        m_nodes[size_t(from)].out.push_back(number);
    }
    edge.fromPort = m_nodes[size_t(from)].outputNamed(edge.edge.from.port);
    edge.toPort = edge.to < 0 ? -1 : m_nodes[size_t(edge.to)].inputNamed(edge.edge.to.port);
    shape(number);
}

void CanvasScene::place(int number)
{
    SceneNode &node = m_nodes[size_t(number)];
    const QRectF before = node.rect;
    node.rect.moveTopLeft(pipeline().layout.positions.value(node.id));
    if (node.rect == before)
        return;
    m_nodeIndex.update(number, node.rect);
    look(paintedRect(node));
    look(before.adjusted(-kGlow, -kGlow, kGlow, kGlow));
    for (const int edge : node.in)
        shape(edge);
    for (const int edge : node.out)
        shape(edge);
    unrouteNear(before);
    unrouteNear(node.rect);
}

}  // namespace headrace
