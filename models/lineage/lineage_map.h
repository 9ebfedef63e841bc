// SPDX-License-Identifier: GPL-3.0-or-later
// The lineage graph as it is laid out to be seen: cards with rows, and the lines between them. Pure; any thread.
#pragma once

#include "models/lineage/lineage_graph.h"

#include <QRectF>

namespace headrace {

/// What of the graph is shown, and from where it is looked at.
struct LineageView {
    quint32 kinds = 0x1f;      ///< bit by ThingKind; hidden things are bridged
    bool newestOnly = true;    ///< one card a family
    bool onlyReached = false;  ///< only what the focus reaches
    bool columns = true;       ///< rows on the cards
    ColumnRef focus;
    WalkDirection direction = WalkDirection::Both;
    bool shows(ThingKind kind) const { return kinds & (1u << int(kind)); }
};

struct LineageCard {
    int thing = -1;
    QRectF rect;
    QList<int> rows;   ///< places of columns
    int more = 0;      ///< columns that no row shows
    int features = 0;  ///< of a model: columns that flow into it
    int versions = 1;
    static constexpr double kWidth = 192;
    static constexpr double kHead = 48;
    static constexpr double kRow = 24;
    static constexpr int kMostRows = 7;
    /// The row of a column, -1 where it has none.
    int rowOf(int column) const { return int(rows.indexOf(column)); }
    QRectF rowRect(int row) const { return {rect.left(), rect.top() + kHead + row * kRow, rect.width(), kRow}; }
    /// How many rows are drawn, the last for what is left out.
    int lines() const { return int(rows.size()) + (more > 0) + (features > 0); }
};

struct LineageLink {
    int from = -1, to = -1;        ///< cards
    int fromRow = -1, toRow = -1;  ///< -1: the card as a whole
    bool lit = false;
};

struct LineagePicture {
    std::vector<LineageCard> cards;
    std::vector<LineageLink> links;
    QHash<int, int> cardOf;  ///< by thing; older versions stand at their newest
    QRectF bounds;
};

LineagePicture arrange(const LineageGraph &graph, const LineageView &view, const LineageReach &reach);

}  // namespace headrace
