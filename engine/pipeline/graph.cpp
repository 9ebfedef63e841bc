// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/graph.h"

#include "engine/pipeline/check.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

namespace headrace {

Graph::Graph(const Pipeline &pipeline) : m_inputs(size_t(pipeline.nodes.size())), m_outputs(size_t(pipeline.nodes.size()))
{
    m_ids.reserve(size_t(pipeline.nodes.size()));
    m_index.reserve(pipeline.nodes.size());
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node) {
        m_index.insert(node.key(), int(m_ids.size()));
        m_ids.push_back(node.key());
    }
    int to = 0;
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node, ++to)
        for (const QList<PortRef> &refs : node->inputs)
            for (const PortRef &ref : refs)
                if (const int from = indexOf(ref.node); from >= 0) {
                    m_inputs[size_t(to)].push_back(from);
                    m_outputs[size_t(from)].push_back(to);
                }
}

std::vector<int> Graph::order() const
{
    std::vector<size_t> waiting(m_ids.size());
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (int node = 0; node < size(); ++node) {
        waiting[size_t(node)] = inputsOf(node).size();
        if (waiting[size_t(node)] == 0)
            ready.push(node);
    }
    std::vector<int> order;
    order.reserve(m_ids.size());
    while (!ready.empty()) {
        const int node = ready.top();
        ready.pop();
        order.push_back(node);
        for (const int next : outputsOf(node))
            if (--waiting[size_t(next)] == 0)
                ready.push(next);
    }
    return order;
}

/// Tarjan's strongly connected components with a stack of our own, since a chain may be 100,000 nodes deep.
std::vector<std::vector<int>> Graph::knots() const
{
    struct Visit {
        int node;
        size_t next;
    };
    std::vector<int> number(m_ids.size(), -1), low(m_ids.size(), 0);
    std::vector<bool> open(m_ids.size(), false);
    std::vector<int> stack;
    std::vector<Visit> visits;
    std::vector<std::vector<int>> knots;
    int count = 0;
    const auto enter = [&](int node) {
        number[size_t(node)] = low[size_t(node)] = count++;
        open[size_t(node)] = true;
        stack.push_back(node);
        visits.push_back({node, 0});
    };
    for (int root = 0; root < size(); ++root) {
        if (number[size_t(root)] >= 0)
            continue;
        enter(root);
        while (!visits.empty()) {
            Visit &visit = visits.back();
            const int node = visit.node;
            if (visit.next < outputsOf(node).size()) {
                const int next = outputsOf(node)[visit.next++];
                if (number[size_t(next)] < 0)
                    enter(next);
                else if (open[size_t(next)])
                    low[size_t(node)] = std::min(low[size_t(node)], number[size_t(next)]);
                continue;
            }
            visits.pop_back();
            if (!visits.empty())
                low[size_t(visits.back().node)] = std::min(low[size_t(visits.back().node)], low[size_t(node)]);
            if (low[size_t(node)] != number[size_t(node)])
                continue;
            std::vector<int> knot;
            int member = -1;
            do {
                member = stack.back();
                stack.pop_back();
                open[size_t(member)] = false;
                knot.push_back(member);
            } while (member != node);
            const auto &outputs = outputsOf(node);
            if (knot.size() > 1 || std::find(outputs.begin(), outputs.end(), node) != outputs.end())
                knots.push_back(std::move(knot));
        }
    }
    return knots;
}

std::vector<int> Graph::shortestCycle(const std::vector<int> &knot) const
{
    const int start = *std::min_element(knot.begin(), knot.end());
    std::unordered_map<int, int> cameFrom;
    for (const int node : knot)
        cameFrom.emplace(node, -1);
    std::queue<int> queue;
    queue.push(start);
    while (!queue.empty()) {
        const int node = queue.front();
        queue.pop();
        for (const int next : outputsOf(node)) {
            const auto found = cameFrom.find(next);
            if (found == cameFrom.end() || (found->second >= 0 && next != start))
                continue;
            if (next == start) {
                std::vector<int> cycle;
                for (int back = node; back != start; back = cameFrom.at(back))
                    cycle.push_back(back);
                cycle.push_back(start);
                std::reverse(cycle.begin(), cycle.end());
                return cycle;
            }
            found->second = node;
            queue.push(next);
        }
    }
    Q_UNREACHABLE();  // every node of a knot reaches every other
}

std::vector<std::vector<int>> Graph::cycles() const
{
    std::vector<std::vector<int>> cycles;
    for (const std::vector<int> &knot : knots())
        cycles.push_back(shortestCycle(knot));
    std::sort(cycles.begin(), cycles.end());
    return cycles;
}

QStringList topologicalOrder(const Pipeline &pipeline)
{
    const Graph graph(pipeline);
    QStringList ids;
    ids.reserve(graph.size());
    for (const int node : graph.order())
        ids << graph.id(node);
    return ids;
}

QStringList ancestorsOf(const Pipeline &pipeline, const QStringList &nodes)
{
    const Graph graph(pipeline);
    std::vector<bool> needed(size_t(graph.size()), false);
    std::vector<int> open;
    const auto need = [&](int node) {
        if (node >= 0 && !needed[size_t(node)]) {
            needed[size_t(node)] = true;
            open.push_back(node);
        }
    };
    for (const QString &id : nodes)
        need(graph.indexOf(id));
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        for (const int input : graph.inputsOf(node))
            need(input);
    }
    QStringList ids;
    for (int node = 0; node < graph.size(); ++node)
        if (needed[size_t(node)])
            ids << graph.id(node);
    return ids;
}

}  // namespace headrace
