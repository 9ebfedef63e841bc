// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layout/phases.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace headrace::layout {

std::vector<char> breakCycles(int nodes, const std::vector<int> &sources, const std::vector<int> &targets)
{
    std::vector<std::vector<int>> out(static_cast<size_t>(nodes));
    std::vector<std::vector<int>> in(static_cast<size_t>(nodes));
    std::vector<int> waiting(size_t(nodes), 0);
    for (size_t i = 0; i < sources.size(); ++i) {
        if (sources[i] == targets[i])
            continue;
        out[size_t(sources[i])].push_back(targets[i]);
        in[size_t(targets[i])].push_back(sources[i]);
        ++waiting[size_t(targets[i])];
    }
    constexpr int kOpen = -1;
    std::vector<int> rank(size_t(nodes), kOpen);
    std::vector<int> ready;
    for (int i = 0; i < nodes; ++i)
        if (waiting[size_t(i)] == 0)
            ready.push_back(i);
    std::vector<char> touched(size_t(nodes), 0);  // an input of it is placed
    std::vector<int> front;                       // touched, in that order
    std::vector<int> walked(size_t(nodes), kOpen);
    size_t oldest = 0;
    int untouched = 0;
    for (int placed = 0; placed < nodes;) {
        if (ready.empty()) {
            // Nodes in cycles are left. The one that opens the way has all inputs placed but those that come from further on:
            // it is found by walking back from the oldest touched one over touched ones.
            while (oldest < front.size() && rank[size_t(front[oldest])] != kOpen)
                ++oldest;
            while (untouched < nodes && rank[size_t(untouched)] != kOpen)
                ++untouched;
            int node = oldest < front.size() ? front[oldest] : untouched;
            const auto before = [&](int of) {
                for (const int input : in[size_t(of)])
                    if (rank[size_t(input)] == kOpen && touched[size_t(input)] && walked[size_t(input)] != placed)
                        return input;
                return -1;
            };
            walked[size_t(node)] = placed;
            for (int back = before(node); back >= 0; back = before(node)) {
                node = back;
                walked[size_t(node)] = placed;
            }
            ready.push_back(node);
        }
        std::vector<int> next;
        for (const int node : ready) {
            rank[size_t(node)] = placed++;
            for (const int to : out[size_t(node)]) {
                if (!std::exchange(touched[size_t(to)], 1))
                    front.push_back(to);
                if (--waiting[size_t(to)] == 0 && rank[size_t(to)] == kOpen)
                    next.push_back(to);
            }
        }
        ready = std::move(next);
    }
    std::vector<char> turned(sources.size(), 0);
    for (size_t i = 0; i < sources.size(); ++i)
        turned[i] = rank[size_t(sources[i])] > rank[size_t(targets[i])] ? 1 : 0;
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
