// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layout/phases.h"

#include <algorithm>
#include <limits>

namespace headrace::layout {

std::vector<char> breakCycles(int nodes, const std::vector<std::vector<int>> &out, const std::vector<int> &targets,
                              const std::vector<int> &)
{
    // Depth first without recursion: an edge to a node on the present path closes a cycle.
    std::vector<char> turned(targets.size(), 0);
    std::vector<char> colour(size_t(nodes), 0);
    std::vector<std::pair<int, size_t>> path;
    for (int root = 0; root < nodes; ++root) {
        if (colour[size_t(root)] != 0)
            continue;
        path.push_back({root, 0});
        colour[size_t(root)] = 1;
        while (!path.empty()) {
            auto &[node, next] = path.back();
            if (next == out[size_t(node)].size()) {
                colour[size_t(node)] = 2;
                path.pop_back();
                continue;
            }
            const int edge = out[size_t(node)][next++];
            const int to = targets[size_t(edge)];
            if (colour[size_t(to)] == 1)
                turned[size_t(edge)] = 1;
            else if (colour[size_t(to)] == 0) {
                colour[size_t(to)] = 1;
                path.push_back({to, 0});
            }
        }
    }
    return turned;
}

std::vector<int> assignLayers(int nodes, const std::vector<std::pair<int, int>> &edges)
{
    std::vector<std::vector<int>> out(static_cast<size_t>(nodes));
    std::vector<std::vector<int>> in(static_cast<size_t>(nodes));
    std::vector<int> waiting(size_t(nodes), 0);
    for (const auto &[from, to] : edges) {
        out[size_t(from)].push_back(to);
        in[size_t(to)].push_back(from);
        ++waiting[size_t(to)];
    }
    std::vector<int> order;
    order.reserve(size_t(nodes));
    for (int i = 0; i < nodes; ++i)
        if (waiting[size_t(i)] == 0)
            order.push_back(i);
    std::vector<int> layer(size_t(nodes), 0);
    for (size_t at = 0; at < order.size(); ++at)
        for (const int to : out[size_t(order[at])]) {
            layer[size_t(to)] = std::max(layer[size_t(to)], layer[size_t(order[at])] + 1);
            if (--waiting[size_t(to)] == 0)
                order.push_back(to);
        }
    // A source stands right before what it feeds, and a node with more outputs than inputs as far right as it can.
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
        const auto node = size_t(*it);
        if (out[node].empty() || out[node].size() < in[node].size() || (out[node].size() == in[node].size() && !in[node].empty()))
            continue;
        int most = std::numeric_limits<int>::max();
        for (const int to : out[node])
            most = std::min(most, layer[size_t(to)] - 1);
        layer[node] = std::max(layer[node], most);
    }
    return layer;
}

}  // namespace headrace::layout
