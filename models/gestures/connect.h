// SPDX-License-Identifier: GPL-3.0-or-later
// Edges by hand: which may be drawn and why others may not, connect, insert, reconnect. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/edit.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace headrace {

/// Says of every port whether an edge from or to one given port may end there: made once when a person begins to draw.
/// The pipeline and the catalog must outlive it and stay as they are.
class ConnectionRules
{
public:
    /// `fixed` is the end that stays, an output or an input; `moved` the edge whose other end is being dragged, if one is.
    ConnectionRules(const Pipeline &pipeline, const Catalog &catalog, PortRef fixed, bool fixedIsOutput, std::optional<Edge> moved = {});

    const PortRef &fixed() const { return m_fixed; }
    bool fixedIsOutput() const { return m_fixedIsOutput; }
    const std::optional<Edge> &moved() const { return m_moved; }
    /// The type of the fixed end; nullopt where there is no such port.
    std::optional<PortType> type() const { return m_type; }

    /// Empty: an edge may end at this port (an input if the fixed end is an output, else an output). Else the reason, in words.
    QString whyNot(const PortRef &other, PortType otherType) const;
    /// The same, looking up the type.
    QString whyNot(const PortRef &other) const;
    /// Whether drawing the edge takes the place of another one.
    bool replaces(const PortRef &other) const;

    Edge edgeTo(const PortRef &other) const;

private:
    const Pipeline &m_pipeline;
    const Catalog &m_catalog;
    PortRef m_fixed;
    bool m_fixedIsOutput;
    std::optional<Edge> m_moved;
    std::optional<PortType> m_type;
    QSet<QString> m_loops;  ///< nodes that an edge would close a cycle through
};

/// The nodes that get something from the given ones, they included.
QStringList descendantsOf(const Pipeline &pipeline, const QStringList &nodes);

/// Adds the edge; at an input that takes one it takes the place of what was there.
QList<PipelineEdit> connectEdits(const Pipeline &pipeline, const Catalog &catalog, const Edge &edge);
QList<PipelineEdit> disconnectEdits(const Pipeline &pipeline, const QList<Edge> &edges);
/// Takes one edge away and draws another in its place, in the same place of the order where the input is the same.
QList<PipelineEdit> reconnectEdits(const Pipeline &pipeline, const Catalog &catalog, const Edge &before, const Edge &after);

/// The ports by which an operator can stand in an edge: its first input of the type and its first output of the type.
struct Passage {
    QString input;
    QString output;
};
std::optional<Passage> passageOf(const Signature &signature, PortType type);

/// Puts an unconnected node of the pipeline (or one added before in the same list) into an edge.
QList<PipelineEdit> insertEdits(const Pipeline &pipeline, const Edge &edge, const QString &node, const Passage &passage);

}  // namespace headrace
