// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layout/layered_layout.h"

#include "models/layout/phases.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headrace {
namespace {

using namespace layout;

/// Which component each node is in, components numbered by their first node.
std::vector<int> componentsOf(int nodes, const std::vector<LayeredEdge> &edges, int &count)
{
    std::vector<int> parent(static_cast<size_t>(nodes));
    std::iota(parent.begin(), parent.end(), 0);
    const auto find = [&parent](int node) {
        while (parent[size_t(node)] != node)
            node = parent[size_t(node)] = parent[size_t(parent[size_t(node)])];
        return node;
    };
    for (const LayeredEdge &edge : edges) {
        const int a = find(edge.from);
        const int b = find(edge.to);
        parent[size_t(std::max(a, b))] = std::min(a, b);
    }
    std::vector<int> component(size_t(nodes), -1);
    count = 0;
    for (int i = 0; i < nodes; ++i) {
        const int root = find(i);
        if (root == i)
            component[size_t(i)] = count++;
        else
            component[size_t(i)] = component[size_t(root)];
    }
    return component;
}

/// One connected part: sizes and edges by its own numbers.
struct Part {
    std::vector<int> nodes;  ///< numbers in the whole
    std::vector<LayeredEdge> edges;
    std::vector<QPointF> corners;
    QSizeF size;
};

void appendEdge(Layered &graph, int from, int to, double fromPort, double toPort)
{
    graph.below[size_t(from)].push_back(to);
    graph.belowPort[size_t(from)].push_back(toPort);
    graph.above[size_t(to)].push_back(from);
    graph.abovePort[size_t(to)].push_back(fromPort);
}

int appendVertex(Layered &graph, int layer, double height, bool dummy)
{
    graph.layer.push_back(layer);
    graph.height.push_back(height);
    graph.dummy.push_back(dummy ? 1 : 0);
    graph.above.emplace_back();
    graph.below.emplace_back();
    graph.abovePort.emplace_back();
    graph.belowPort.emplace_back();
    graph.place.push_back(0);
    return graph.size() - 1;
}

/// Puts the vertices into layers in the order of a walk along the edges: what belongs together starts together.
void initialOrder(Layered &graph, int layers)
{
    graph.layers.assign(size_t(layers), {});
    std::vector<char> seen(size_t(graph.size()), 0);
    std::vector<int> open;
    for (int start = 0; start < graph.size(); ++start) {
        if (seen[size_t(start)] || !graph.above[size_t(start)].empty())
            continue;
        open.push_back(start);
        while (!open.empty()) {
            const int vertex = open.back();
            open.pop_back();
            if (std::exchange(seen[size_t(vertex)], 1))
                continue;
            graph.layers[size_t(graph.layer[size_t(vertex)])].push_back(vertex);
            const auto &below = graph.below[size_t(vertex)];
            for (auto it = below.rbegin(); it != below.rend(); ++it)
                if (!seen[size_t(*it)])
                    open.push_back(*it);
        }
    }
}

void layOut(Part &part, const std::vector<QSizeF> &sizes, const LayeredOptions &options)
{
    const int count = int(part.nodes.size());
    std::vector<int> sources;
    std::vector<int> targets;
    for (const LayeredEdge &edge : part.edges) {
        sources.push_back(edge.from);
        targets.push_back(edge.to);
    }
    const std::vector<char> turned = breakCycles(count, sources, targets);
    std::vector<std::pair<int, int>> acyclic;
    for (size_t i = 0; i < part.edges.size(); ++i) {
        LayeredEdge &edge = part.edges[i];
        if (edge.from == edge.to)
            continue;
        if (turned[i]) {
            std::swap(edge.from, edge.to);
            std::swap(edge.fromPort, edge.toPort);
        }
        acyclic.push_back({edge.from, edge.to});
    }
    const std::vector<int> layer = assignLayers(count, acyclic);
    Layered graph;
    int layers = 1;
    for (int i = 0; i < count; ++i) {
        appendVertex(graph, layer[size_t(i)], sizes[size_t(part.nodes[size_t(i)])].height(), false);
        layers = std::max(layers, layer[size_t(i)] + 1);
    }
    for (const LayeredEdge &edge : part.edges) {
        if (edge.from == edge.to)
            continue;
        int last = edge.from;
        double port = edge.fromPort;
        for (int l = layer[size_t(edge.from)] + 1; l < layer[size_t(edge.to)]; ++l) {
            const int dummy = appendVertex(graph, l, 0, true);
            appendEdge(graph, last, dummy, port, 0.5);
            last = dummy;
            port = 0.5;
        }
        appendEdge(graph, last, edge.to, port, edge.toPort);
    }
    initialOrder(graph, layers);
    orderLayers(graph);
    const std::vector<double> middle = coordinates(graph, options.nodeGap, options.laneGap);

    std::vector<double> widths(size_t(layers), 0);
    for (int i = 0; i < count; ++i)
        widths[size_t(layer[size_t(i)])] = std::max(widths[size_t(layer[size_t(i)])], sizes[size_t(part.nodes[size_t(i)])].width());
    std::vector<double> left(size_t(layers), 0);
    for (size_t l = 1; l < left.size(); ++l)
        left[l] = std::ceil((left[l - 1] + widths[l - 1] + options.layerGap) / options.grid) * options.grid;
    part.corners.resize(size_t(count));
    double top = 0;
    for (int i = 0; i < count; ++i) {
        const double y = middle[size_t(i)] - graph.height[size_t(i)] / 2;
        part.corners[size_t(i)] = {left[size_t(layer[size_t(i)])], y};
        top = i == 0 ? y : std::min(top, y);
    }
    double right = 0;
    double bottom = 0;
    for (int i = 0; i < count; ++i) {
        QPointF &corner = part.corners[size_t(i)];
        corner.setY(std::round((corner.y() - top) / options.grid) * options.grid);
        right = std::max(right, corner.x() + sizes[size_t(part.nodes[size_t(i)])].width());
        bottom = std::max(bottom, corner.y() + sizes[size_t(part.nodes[size_t(i)])].height());
    }
    part.size = {right, bottom};
}

}  // namespace

std::vector<QPointF> layeredLayout(const std::vector<QSizeF> &sizes, const std::vector<LayeredEdge> &edges, const LayeredOptions &options)
{
    const int nodes = int(sizes.size());
    int count = 0;
    const std::vector<int> component = componentsOf(nodes, edges, count);
    std::vector<Part> parts(static_cast<size_t>(count));
    std::vector<int> own(size_t(nodes), 0);
    for (int i = 0; i < nodes; ++i) {
        Part &part = parts[size_t(component[size_t(i)])];
        own[size_t(i)] = int(part.nodes.size());
        part.nodes.push_back(i);
    }
    for (LayeredEdge edge : edges) {
        Part &part = parts[size_t(component[size_t(edge.from)])];
        edge.from = own[size_t(edge.from)];
        edge.to = own[size_t(edge.to)];
        part.edges.push_back(edge);
    }
    double area = 0;
    double widest = 0;
    for (Part &part : parts) {
        layOut(part, sizes, options);
        area += (part.size.width() + options.componentGap) * (part.size.height() + options.componentGap);
        widest = std::max(widest, part.size.width());
    }
    // The parts stand in rows, the largest first, about half as high as wide in all.
    std::vector<size_t> order(parts.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&parts](size_t a, size_t b) { return parts[a].nodes.size() > parts[b].nodes.size(); });
    const double limit = std::max(widest, std::sqrt(area * 2));
    std::vector<QPointF> corners(static_cast<size_t>(nodes));
    double x = 0;
    double y = 0;
    double rowHeight = 0;
    const auto onGrid = [&options](double value) { return std::ceil(value / options.grid) * options.grid; };
    for (const size_t index : order) {
        const Part &part = parts[index];
        if (x > 0 && x + part.size.width() > limit) {
            x = 0;
            y = onGrid(y + rowHeight + options.componentGap);
            rowHeight = 0;
        }
        for (size_t i = 0; i < part.nodes.size(); ++i)
            corners[size_t(part.nodes[i])] = part.corners[i] + QPointF(x, y);
        x = onGrid(x + part.size.width() + options.componentGap);
        rowHeight = std::max(rowHeight, part.size.height());
    }
    return corners;
}

}  // namespace headrace
