// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layout/phases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_set>

namespace headrace::layout {
namespace {

using Conflicts = std::unordered_set<unsigned long long>;

unsigned long long pairOf(int a, int b)
{
    return static_cast<unsigned long long>(static_cast<unsigned>(a)) << 32 | static_cast<unsigned>(b);
}

/// Edges that cross an inner piece of a long edge (type 1): the long edge stays straight.
Conflicts findConflicts(const Layered &graph)
{
    Conflicts conflicts;
    for (size_t i = 1; i + 1 < graph.layers.size(); ++i) {
        const std::vector<int> &upper = graph.layers[i];
        const std::vector<int> &lower = graph.layers[i + 1];
        int before = 0;
        size_t scanned = 0;
        for (size_t l = 0; l < lower.size(); ++l) {
            const int vertex = lower[l];
            int inner = -1;
            if (graph.dummy[size_t(vertex)])
                for (const int up : graph.above[size_t(vertex)])
                    if (graph.dummy[size_t(up)])
                        inner = graph.place[size_t(up)];
            if (l + 1 < lower.size() && inner < 0)
                continue;
            const int until = inner < 0 ? int(upper.size()) - 1 : inner;
            for (; scanned <= l; ++scanned)
                for (const int up : graph.above[size_t(lower[scanned])]) {
                    const int k = graph.place[size_t(up)];
                    const bool own = graph.dummy[size_t(up)] && graph.dummy[size_t(lower[scanned])];
                    if ((k < before || k > until) && !own)
                        conflicts.insert(pairOf(up, lower[scanned]));
                }
            before = until;
        }
    }
    return conflicts;
}

/// One of the four: aligned with the median neighbour on one side, packed from one end.
std::vector<double> alignment(const Layered &graph, const Conflicts &conflicts, bool up, bool leftmost, double nodeGap, double laneGap)
{
    const auto count = size_t(graph.size());
    std::vector<int> root(count);
    std::vector<int> align(count);
    for (size_t i = 0; i < count; ++i)
        root[i] = align[i] = int(i);
    const size_t layers = graph.layers.size();
    std::vector<int> sorted;
    for (size_t step = 0; step < layers; ++step) {
        const std::vector<int> &layer = graph.layers[up ? step : layers - 1 - step];
        int reached = leftmost ? -1 : std::numeric_limits<int>::max();
        for (size_t k = 0; k < layer.size(); ++k) {
            const int vertex = layer[leftmost ? k : layer.size() - 1 - k];
            const std::vector<int> &neighbours = up ? graph.above[size_t(vertex)] : graph.below[size_t(vertex)];
            if (neighbours.empty())
                continue;
            sorted = neighbours;
            std::sort(sorted.begin(), sorted.end(), [&graph](int a, int b) { return graph.place[size_t(a)] < graph.place[size_t(b)]; });
            std::array<size_t, 2> medians{(sorted.size() - 1) / 2, sorted.size() / 2};
            if (!leftmost)
                std::swap(medians[0], medians[1]);
            for (const size_t m : medians) {
                if (align[size_t(vertex)] != vertex)
                    break;
                const int other = sorted[m];
                const int at = graph.place[size_t(other)];
                const bool clear = !conflicts.count(up ? pairOf(other, vertex) : pairOf(vertex, other));
                if (clear && (leftmost ? reached < at : reached > at)) {
                    align[size_t(other)] = vertex;
                    root[size_t(vertex)] = root[size_t(other)];
                    align[size_t(vertex)] = root[size_t(vertex)];
                    reached = at;
                }
            }
        }
    }
    // Blocks are packed by longest paths over the graph of blocks: first as far to one side as they go, then each as near to
    // its next as that leaves room.
    const auto gap = [&](int a, int b) {
        const double between = graph.dummy[size_t(a)] || graph.dummy[size_t(b)] ? laneGap : nodeGap;
        return graph.height[size_t(a)] / 2 + graph.height[size_t(b)] / 2 + between;
    };
    std::vector<std::vector<std::pair<int, double>>> next(count);
    std::vector<std::vector<std::pair<int, double>>> previous(count);
    std::vector<int> waiting(count, 0);
    for (const std::vector<int> &layer : graph.layers)
        for (size_t k = 1; k < layer.size(); ++k) {
            const int a = root[size_t(layer[k - 1])];
            const int b = root[size_t(layer[k])];
            const double distance = gap(layer[k - 1], layer[k]);
            next[size_t(a)].push_back({b, distance});
            previous[size_t(b)].push_back({a, distance});
            ++waiting[size_t(b)];
        }
    std::vector<int> order;
    for (size_t i = 0; i < count; ++i)
        if (root[i] == int(i) && waiting[i] == 0)
            order.push_back(int(i));
    for (size_t at = 0; at < order.size(); ++at)
        for (const auto &[to, distance] : next[size_t(order[at])])
            if (--waiting[size_t(to)] == 0)
                order.push_back(to);
    std::vector<double> place(count, 0);
    if (leftmost) {
        for (const int block : order)
            for (const auto &[from, distance] : previous[size_t(block)])
                place[size_t(block)] = std::max(place[size_t(block)], place[size_t(from)] + distance);
        for (auto it = order.rbegin(); it != order.rend(); ++it) {
            double most = std::numeric_limits<double>::max();
            for (const auto &[to, distance] : next[size_t(*it)])
                most = std::min(most, place[size_t(to)] - distance);
            if (most < std::numeric_limits<double>::max() && previous[size_t(*it)].empty())
                place[size_t(*it)] = std::max(place[size_t(*it)], most);
        }
    } else {
        for (auto it = order.rbegin(); it != order.rend(); ++it)
            for (const auto &[to, distance] : next[size_t(*it)])
                place[size_t(*it)] = std::min(place[size_t(*it)], place[size_t(to)] - distance);
        for (const int block : order) {
            double least = std::numeric_limits<double>::lowest();
            for (const auto &[from, distance] : previous[size_t(block)])
                least = std::max(least, place[size_t(from)] + distance);
            if (least > std::numeric_limits<double>::lowest() && next[size_t(block)].empty())
                place[size_t(block)] = std::min(place[size_t(block)], least);
        }
    }
    std::vector<double> all(count);
    for (size_t i = 0; i < count; ++i)
        all[i] = place[size_t(root[i])];
    return all;
}

}  // namespace

std::vector<double> coordinates(const Layered &graph, double nodeGap, double laneGap)
{
    const auto count = size_t(graph.size());
    if (count == 0)
        return {};
    const Conflicts conflicts = findConflicts(graph);
    std::array<std::vector<double>, 4> ways;
    std::array<double, 4> least{};
    std::array<double, 4> most{};
    size_t narrowest = 0;
    for (size_t w = 0; w < 4; ++w) {
        ways[w] = alignment(graph, conflicts, w < 2, w % 2 == 0, nodeGap, laneGap);
        least[w] = std::numeric_limits<double>::max();
        most[w] = std::numeric_limits<double>::lowest();
        for (size_t i = 0; i < count; ++i) {
            least[w] = std::min(least[w], ways[w][i] - graph.height[i] / 2);
            most[w] = std::max(most[w], ways[w][i] + graph.height[i] / 2);
        }
        if (most[w] - least[w] < most[narrowest] - least[narrowest])
            narrowest = w;
    }
    for (size_t w = 0; w < 4; ++w) {
        const double shift = w % 2 == 0 ? least[narrowest] - least[w] : most[narrowest] - most[w];
        for (double &value : ways[w])
            value += shift;
    }
    std::vector<double> middle(count);
    for (size_t i = 0; i < count; ++i) {
        std::array<double, 4> values{ways[0][i], ways[1][i], ways[2][i], ways[3][i]};
        std::sort(values.begin(), values.end());
        middle[i] = (values[1] + values[2]) / 2;
    }
    return middle;
}

}  // namespace headrace::layout
