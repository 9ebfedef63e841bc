// SPDX-License-Identifier: GPL-3.0-or-later
// A pipeline's nodes and edges by number, for algorithms that must stay linear in 100,000 nodes.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QHash>

#include <vector>

namespace headrace {

/// Nodes are numbered in the order of their ids; edges to nodes that do not exist are left out.
class Graph
{
public:
    explicit Graph(const Pipeline &pipeline);

    int size() const { return int(m_ids.size()); }
    const QString &id(int node) const { return m_ids[size_t(node)]; }
    /// -1 where there is no such node.
    int indexOf(const QString &id) const { return m_index.value(id, -1); }
    const std::vector<int> &inputsOf(int node) const { return m_inputs[size_t(node)]; }
    const std::vector<int> &outputsOf(int node) const { return m_outputs[size_t(node)]; }

    /// Every node after its inputs, ties by id; without the nodes on or below a cycle.
    std::vector<int> order() const;
    /// For each knot of cycles one of them, the shortest through its first node, along the edges; the first node stands once.
    std::vector<std::vector<int>> cycles() const;

private:
    std::vector<std::vector<int>> knots() const;
    std::vector<int> shortestCycle(const std::vector<int> &knot) const;

    std::vector<QString> m_ids;
    QHash<QString, int> m_index;
    std::vector<std::vector<int>> m_inputs;
    std::vector<std::vector<int>> m_outputs;
};

}  // namespace headrace
