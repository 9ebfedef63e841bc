// SPDX-License-Identifier: GPL-3.0-or-later
// The phases of the layered layout, one file each: layers, order within layers, coordinates. Internal to models/layout.
#pragma once

#include <vector>

namespace headrace::layout {

/// A graph in which every edge spans one layer: long edges run over dummies.
struct Layered {
    std::vector<int> layer;      ///< of each vertex
    std::vector<double> height;  ///< px; 0 of a dummy
    std::vector<char> dummy;
    std::vector<std::vector<int>> above;         ///< neighbours one layer before
    std::vector<std::vector<int>> below;         ///< one layer after
    std::vector<std::vector<double>> abovePort;  ///< where on the neighbour the edge leaves, 0 to 1
    std::vector<std::vector<double>> belowPort;
    std::vector<std::vector<int>> layers;  ///< vertices of each layer, in order
    std::vector<int> place;                ///< of each vertex within its layer

    int size() const { return int(layer.size()); }
};

/// Which edges close cycles and are to be turned round so that none is left; few, and none of a graph without cycles.
std::vector<char> breakCycles(int nodes, const std::vector<int> &sources, const std::vector<int> &targets);

/// The layer of each node of an acyclic graph: as far left as its inputs allow, then moved right where that shortens edges.
std::vector<int> assignLayers(int nodes, const std::vector<std::pair<int, int>> &edges);

/// Orders the vertices within layers so that few edges cross (barycentres, swept to and fro).
void orderLayers(Layered &graph);

/// How many pairs of edges cross.
long long crossings(const Layered &graph);

/// The middle of each vertex across the layers (Brandes and Köpf 2001: straight long edges, four alignments, their median).
std::vector<double> coordinates(const Layered &graph, double nodeGap, double laneGap);

}  // namespace headrace::layout
