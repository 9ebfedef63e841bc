// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes by hand: add, add connected, delete and heal, duplicate, switch flags, move. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/edit.h"
#include "models/gestures/items.h"

#include <functional>

namespace headrace {

/// What adding gives: the edits, and the ids of what will be there.
struct Added {
    QList<PipelineEdit> edits;
    CanvasItems items;
    QString node() const { return items.nodes.value(0); }
};

/// A node of an operator with its top left corner at a place. Parameters keep their defaults, which are not written into the
/// file. `title`: its own title, empty mostly.
Added addNode(const Pipeline &pipeline, const Catalog &catalog, const QString &op, QPointF position, const QJsonObject &params = {},
              const QString &title = {}, const QString &base = {});

/// A node of an operator whose fitting port is connected to a port that is there (an output or an input).
Added addConnectedNode(const Pipeline &pipeline, const Catalog &catalog, const QString &op, const PortRef &port, bool portIsOutput,
                       QPointF position);

/// A node of an operator put into an edge; connected at nothing where it has no ports of the edge's type.
Added addNodeOnEdge(const Pipeline &pipeline, const Catalog &catalog, const QString &op, const Edge &edge, QPointF position);

/// Where a new node finds room: at the wished place or the nearest free one below or beside it, on the grid.
QPointF freePlace(const Pipeline &pipeline, QPointF wished);

/// Removes nodes, frames and notes with all edges that touch them. `heal`: what fed the first input of a removed node feeds
/// those that the node fed, where the types fit and the input has room.
QList<PipelineEdit> deleteEdits(const Pipeline &pipeline, const Catalog &catalog, const CanvasItems &items, bool heal);

/// Copies beside the originals, with the edges among them and those that come in from others.
Added duplicate(const Pipeline &pipeline, const CanvasItems &items, QPointF offset);

/// Moves nodes, frames and notes; only what has another place afterwards is in the list.
QList<PipelineEdit> moveEdits(const Pipeline &pipeline, const CanvasItems &items, QPointF by);

enum class NodeFlag { Disabled, Frozen, Materialize };
/// Switches a flag of nodes on if any of them has it off, else off.
QList<PipelineEdit> toggleEdits(const Pipeline &pipeline, const QStringList &nodes, NodeFlag flag);
bool allHave(const Pipeline &pipeline, const QStringList &nodes, NodeFlag flag);
QList<PipelineEdit> titleEdits(const Pipeline &pipeline, const QString &node, const QString &title);

/// Where nothing says what keys a splitting node has: all columns that arrive now, so that a column added later reshuffles
/// nothing. `columns` gives those of an output port (NODE:PORT), none where they are unknown.
QList<PipelineEdit> proposedKeys(const Pipeline &pipeline, const Catalog &catalog, const Edge &edge,
                                 const std::function<QStringList(const QString &port)> &columns);

}  // namespace headrace
