// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layout/phases.h"

#include <algorithm>

namespace headrace::layout {
namespace {

void number(Layered &graph)
{
    for (const std::vector<int> &layer : graph.layers)
        for (size_t i = 0; i < layer.size(); ++i)
            graph.place[size_t(layer[i])] = int(i);
}

/// Crossings between one layer and the next, by counting inversions in a Fenwick tree.
long long crossingsBetween(const Layered &graph, const std::vector<int> &upper, size_t lowerSize)
{
    std::vector<long long> tree(lowerSize + 1, 0);
    std::vector<int> ends;
    long long count = 0;
    long long seen = 0;
    for (const int vertex : upper) {
        ends.clear();
        for (const int to : graph.below[size_t(vertex)])
            ends.push_back(graph.place[size_t(to)]);
        std::sort(ends.begin(), ends.end());
        for (const int end : ends) {
            long long before = 0;
            for (int i = end + 1; i > 0; i -= i & -i)
                before += tree[size_t(i)];
            count += seen - before;
        }
        for (const int end : ends) {
            for (size_t i = size_t(end) + 1; i <= lowerSize; i += i & (~i + 1))
                ++tree[i];
            ++seen;
        }
    }
    return count;
}

/// Sorts a layer by the mean place of its neighbours; those without keep theirs.
void sortByMean(Layered &graph, std::vector<int> &layer, bool down, std::vector<double> &mean)
{
    for (const int vertex : layer) {
        const auto &neighbours = down ? graph.above[size_t(vertex)] : graph.below[size_t(vertex)];
        const auto &ports = down ? graph.abovePort[size_t(vertex)] : graph.belowPort[size_t(vertex)];
        if (neighbours.empty()) {
            mean[size_t(vertex)] = graph.place[size_t(vertex)];
            continue;
        }
        double sum = 0;
        for (size_t i = 0; i < neighbours.size(); ++i)
            sum += graph.place[size_t(neighbours[i])] + (ports[i] - 0.5) * 0.9;
        mean[size_t(vertex)] = sum / double(neighbours.size());
    }
    // Vertices without neighbours hold their places; the others fill the rest in order.
    std::vector<int> moving;
    for (const int vertex : layer)
        if (!(down ? graph.above[size_t(vertex)] : graph.below[size_t(vertex)]).empty())
            moving.push_back(vertex);
    std::stable_sort(moving.begin(), moving.end(), [&mean](int a, int b) { return mean[size_t(a)] < mean[size_t(b)]; });
    size_t next = 0;
    for (int &vertex : layer)
        if (!(down ? graph.above[size_t(vertex)] : graph.below[size_t(vertex)]).empty())
            vertex = moving[next++];
    for (size_t i = 0; i < layer.size(); ++i)
        graph.place[size_t(layer[i])] = int(i);
}

}  // namespace

long long crossings(const Layered &graph)
{
    long long count = 0;
    for (size_t i = 0; i + 1 < graph.layers.size(); ++i)
        count += crossingsBetween(graph, graph.layers[i], graph.layers[i + 1].size());
    return count;
}

void orderLayers(Layered &graph)
{
    number(graph);
    const long long work = graph.size() + 1;
    const int sweeps = int(std::clamp(2'000'000 / work, 4LL, 24LL));
    std::vector<double> mean(size_t(graph.size()), 0);
    std::vector<std::vector<int>> best = graph.layers;
    long long least = crossings(graph);
    int without = 0;
    for (int sweep = 0; sweep < sweeps && least > 0 && without < 6; ++sweep) {
        if (sweep % 2 == 0)
            for (size_t i = 1; i < graph.layers.size(); ++i)
                sortByMean(graph, graph.layers[i], true, mean);
        else
            for (size_t i = graph.layers.size(); i-- > 1;)
                sortByMean(graph, graph.layers[i - 1], false, mean);
        if (const long long now = crossings(graph); now < least) {
            least = now;
            best = graph.layers;
            without = 0;
        } else {
            ++without;
        }
    }
    graph.layers = best;
    number(graph);
}

}  // namespace headrace::layout
