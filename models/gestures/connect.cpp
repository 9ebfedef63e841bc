// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/connect.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/graph.h"
#include "models/gestures/node_ports.h"

#include <QCoreApplication>

namespace headrace {
namespace {

struct ConnectWords {
    Q_DECLARE_TR_FUNCTIONS(ConnectWords)
};

QString nameOf(PortType type)
{
    switch (type) {
    case PortType::Table:
        return ConnectWords::tr("a table");
    case PortType::Transform:
        return ConnectWords::tr("a transform");
    case PortType::Model:
        return ConnectWords::tr("a model");
    case PortType::Metrics:
        return ConnectWords::tr("metrics");
    }
    return {};
}

std::optional<PortSpec> portOf(const Pipeline &pipeline, const Catalog &catalog, const PortRef &ref, bool output)
{
    const Signature signature = portsOfNode(pipeline, ref.node, catalog);
    const PortSpec *port = output ? signature.output(ref.port) : signature.input(ref.port);
    return port ? std::optional(*port) : std::nullopt;
}

QList<PortRef> sourcesOf(const Pipeline &pipeline, const PortRef &to)
{
    const auto node = pipeline.nodes.constFind(to.node);
    return node == pipeline.nodes.cend() ? QList<PortRef>() : node->inputs.value(to.port);
}

}  // namespace

QStringList descendantsOf(const Pipeline &pipeline, const QStringList &nodes)
{
    const Graph graph(pipeline);
    std::vector<char> seen(size_t(graph.size()), 0);
    std::vector<int> open;
    const auto visit = [&](int node) {
        if (node >= 0 && !std::exchange(seen[size_t(node)], 1))
            open.push_back(node);
    };
    for (const QString &id : nodes)
        visit(graph.indexOf(id));
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        for (const int next : graph.outputsOf(node))
            visit(next);
    }
    QStringList found;
    for (int i = 0; i < graph.size(); ++i)
        if (seen[size_t(i)])
            found.append(graph.id(i));
    return found;
}

ConnectionRules::ConnectionRules(const Pipeline &pipeline, const Catalog &catalog, PortRef fixed, bool fixedIsOutput,
                                 std::optional<Edge> moved)
    : m_pipeline(pipeline), m_catalog(catalog), m_fixed(std::move(fixed)), m_fixedIsOutput(fixedIsOutput), m_moved(std::move(moved))
{
    if (const auto port = portOf(pipeline, catalog, m_fixed, fixedIsOutput))
        m_type = port->type;
    // The edge in hand still stands in the pipeline, but a cycle through it alone would not remain.
    Pipeline without;
    const Pipeline *seen = &pipeline;
    if (m_moved) {
        without.nodes = pipeline.nodes;
        QList<PortRef> &sources = without.nodes[m_moved->to.node].inputs[m_moved->to.port];
        sources.removeOne(m_moved->from);
        seen = &without;
    }
    const QStringList loops = fixedIsOutput ? ancestorsOf(*seen, {m_fixed.node}) : descendantsOf(*seen, {m_fixed.node});
    m_loops = QSet<QString>(loops.cbegin(), loops.cend());
}

Edge ConnectionRules::edgeTo(const PortRef &other) const
{
    return m_fixedIsOutput ? Edge{m_fixed, other} : Edge{other, m_fixed};
}

QString ConnectionRules::whyNot(const PortRef &other) const
{
    const auto port = portOf(m_pipeline, m_catalog, other, !m_fixedIsOutput);
    if (!port)
        return ConnectWords::tr("There is no such port.");
    return whyNot(other, port->type);
}

QString ConnectionRules::whyNot(const PortRef &other, PortType otherType) const
{
    if (!m_type)
        return ConnectWords::tr("The port it starts from is not known to this version.");
    if (other.node == m_fixed.node)
        return ConnectWords::tr("A node cannot feed itself.");
    if (otherType != *m_type)
        return m_fixedIsOutput ? ConnectWords::tr("This input takes %1, not %2.").arg(nameOf(otherType), nameOf(*m_type))
                               : ConnectWords::tr("This output gives %1, but %2 is needed.").arg(nameOf(otherType), nameOf(*m_type));
    if (m_loops.contains(other.node))
        return m_fixedIsOutput ? ConnectWords::tr("That would close a circle: '%1' gets its data from '%2'.").arg(m_fixed.node, other.node)
                               : ConnectWords::tr("That would close a circle: '%1' gets its data from '%2'.").arg(other.node, m_fixed.node);
    const Edge edge = edgeTo(other);
    if (edge != m_moved && sourcesOf(m_pipeline, edge.to).contains(edge.from))
        return ConnectWords::tr("They are connected already.");
    return {};
}

bool ConnectionRules::replaces(const PortRef &other) const
{
    const PortRef to = m_fixedIsOutput ? other : m_fixed;
    const auto port = portOf(m_pipeline, m_catalog, to, false);
    QList<PortRef> sources = sourcesOf(m_pipeline, to);
    if (m_moved && m_moved->to == to)
        sources.removeOne(m_moved->from);
    return port && port->cardinality != Cardinality::Many && !sources.isEmpty();
}

QList<PipelineEdit> connectEdits(const Pipeline &pipeline, const Catalog &catalog, const Edge &edge)
{
    const auto port = portOf(pipeline, catalog, edge.to, false);
    QList<PortRef> sources = sourcesOf(pipeline, edge.to);
    if (sources.contains(edge.from))
        return {};
    if (port && port->cardinality != Cardinality::Many)
        sources.clear();
    sources.append(edge.from);
    return {SetInput{edge.to, sources}};
}

QList<PipelineEdit> disconnectEdits(const Pipeline &pipeline, const QList<Edge> &edges)
{
    QMap<PortRef, QList<PortRef>> kept;
    for (const Edge &edge : edges) {
        if (!kept.contains(edge.to))
            kept.insert(edge.to, sourcesOf(pipeline, edge.to));
        kept[edge.to].removeOne(edge.from);
    }
    QList<PipelineEdit> edits;
    for (auto it = kept.cbegin(); it != kept.cend(); ++it)
        if (pipeline.nodes.contains(it.key().node) && *it != sourcesOf(pipeline, it.key()))
            edits.append(SetInput{it.key(), *it});
    return edits;
}

QList<PipelineEdit> reconnectEdits(const Pipeline &pipeline, const Catalog &catalog, const Edge &before, const Edge &after)
{
    if (before == after)
        return {};
    if (before.to == after.to) {
        QList<PortRef> sources = sourcesOf(pipeline, before.to);
        const qsizetype at = sources.indexOf(before.from);
        if (at < 0)
            return connectEdits(pipeline, catalog, after);
        if (sources.contains(after.from))
            sources.removeAt(at);
        else
            sources[at] = after.from;
        return {SetInput{before.to, sources}};
    }
    return disconnectEdits(pipeline, {before}) + connectEdits(pipeline, catalog, after);
}

std::optional<Passage> passageOf(const Signature &signature, PortType type)
{
    for (const PortSpec &input : signature.inputs)
        if (input.type == type)
            for (const PortSpec &output : signature.outputs)
                if (output.type == type)
                    return Passage{input.name, output.name};
    return std::nullopt;
}

QList<PipelineEdit> insertEdits(const Pipeline &pipeline, const Edge &edge, const QString &node, const Passage &passage)
{
    QList<PortRef> sources = sourcesOf(pipeline, edge.to);
    const qsizetype at = sources.indexOf(edge.from);
    if (at < 0 || edge.from.node == node || edge.to.node == node)
        return {};
    sources[at] = PortRef{node, passage.output};
    return {SetInput{{node, passage.input}, {edge.from}}, SetInput{edge.to, sources}};
}

}  // namespace headrace
