// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/nodes.h"

#include "engine/pipeline/resolve.h"
#include "models/gestures/connect.h"
#include "models/gestures/fresh_ids.h"
#include "models/gestures/node_ports.h"
#include "models/search/operator_search.h"

#include <QJsonArray>
#include <QSet>

#include <cmath>

namespace headrace {

QPointF snapped(QPointF point)
{
    return {std::round(point.x() / kCanvasGrid) * kCanvasGrid, std::round(point.y() / kCanvasGrid) * kCanvasGrid};
}

QRectF rectOf(const Pipeline &pipeline, const CanvasItems &items)
{
    QRectF rect;
    const auto unite = [&rect](const QRectF &other) { rect = rect.isNull() ? other : rect.united(other); };
    for (const QString &id : items.nodes)
        unite(nodeRect(pipeline, id));
    for (const QString &id : items.frames)
        unite(pipeline.layout.frames.value(id).rect);
    for (const QString &id : items.notes)
        unite(pipeline.layout.notes.value(id).rect);
    return rect;
}

Added addNode(const Pipeline &pipeline, const Catalog &catalog, const QString &op, QPointF position, const QJsonObject &params,
              const QString &title, const QString &base)
{
    Node node;
    node.op = op;
    if (const OperatorSpec *spec = catalog.find(op))
        node.version = spec->version;
    node.params = params;
    node.title = title;
    if (op == QLatin1String(kSubpipelineOperator) && !params.contains(QLatin1String("pipeline")))
        node.params.insert(QStringLiteral("pipeline"), QJsonObject{{QStringLiteral("nodes"), QJsonObject()}});
    const QString id = FreshIds(pipeline).next(base.isEmpty() ? FreshIds::baseOf(op) : base);
    return {{SetNode{id, node}, SetPosition{id, snapped(position)}}, {{id}, {}, {}}};
}

Added addConnectedNode(const Pipeline &pipeline, const Catalog &catalog, const QString &op, const PortRef &port, bool portIsOutput,
                       QPointF position)
{
    Added added = addNode(pipeline, catalog, op, position);
    const Signature there = portsOfNode(pipeline, port.node, catalog);
    const PortSpec *end = portIsOutput ? there.output(port.port) : there.input(port.port);
    const OperatorSpec *spec = catalog.find(op);
    const PortSpec *own = end && spec ? fittingPort(*spec, end->type, portIsOutput) : nullptr;
    if (!own)
        return added;
    if (portIsOutput)
        added.edits.append(SetInput{{added.node(), own->name}, {port}});
    else
        added.edits += connectEdits(pipeline, catalog, Edge{{added.node(), own->name}, port});
    return added;
}

Added addNodeOnEdge(const Pipeline &pipeline, const Catalog &catalog, const QString &op, const Edge &edge, QPointF position)
{
    Added added = addNode(pipeline, catalog, op, position);
    const Signature from = portsOfNode(pipeline, edge.from.node, catalog);
    const PortSpec *output = from.output(edge.from.port);
    const OperatorSpec *spec = catalog.find(op);
    if (!output || !spec)
        return added;
    if (const auto passage = passageOf(*spec, output->type))
        added.edits += insertEdits(pipeline, edge, added.node(), *passage);
    return added;
}

QPointF freePlace(const Pipeline &pipeline, QPointF wished)
{
    constexpr double kRow = 80;
    constexpr double kColumn = 240;
    constexpr int kTries = 200;
    const QPointF start = snapped(wished);
    const QSizeF room(kNodeWidthOnCanvas + kCanvasGrid, kNodeHeightOnCanvas + kCanvasGrid);
    // Only what is near can be in the way.
    const QRectF area(start.x() - kColumn, start.y() - kColumn, kColumn * 22, kRow * 12 + kColumn);
    QList<QRectF> near;
    for (const QPointF &position : pipeline.layout.positions)
        if (const QRectF rect(position, QSizeF(kNodeWidthOnCanvas, kNodeHeightOnCanvas)); rect.intersects(area))
            near.append(rect);
    for (int i = 0; i < kTries; ++i) {
        const QPointF place = start + QPointF(i / 10 * kColumn, i % 10 * kRow);
        const QRectF rect(place - QPointF(kCanvasGrid / 2, kCanvasGrid / 2), room);
        if (std::none_of(near.cbegin(), near.cend(), [&rect](const QRectF &other) { return other.intersects(rect); }))
            return place;
    }
    return start;
}

namespace {

/// What a node that goes away passes on from each output: the sources of its first input of the same type.
QList<PortRef> heirs(const Pipeline &pipeline, const Catalog &catalog, const PortRef &output, const QSet<QString> &gone,
                     QSet<QString> &visited)
{
    if (!gone.contains(output.node))
        return {output};
    if (visited.contains(output.toString()))
        return {};
    visited.insert(output.toString());
    const Signature ports = portsOfNode(pipeline, output.node, catalog);
    const PortSpec *given = ports.output(output.port);
    if (!given)
        return {};
    for (const PortSpec &input : ports.inputs) {
        if (input.type != given->type)
            continue;
        QList<PortRef> found;
        for (const PortRef &source : pipeline.nodes.value(output.node).inputs.value(input.name))
            found += heirs(pipeline, catalog, source, gone, visited);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

}  // namespace

QList<PipelineEdit> deleteEdits(const Pipeline &pipeline, const Catalog &catalog, const CanvasItems &items, bool heal)
{
    QList<PipelineEdit> edits;
    const QSet<QString> gone(items.nodes.cbegin(), items.nodes.cend());
    const auto touches = [&gone](const PortRef &ref) { return gone.contains(ref.node); };
    if (!gone.isEmpty()) {
        PipelinePorts ports = pipeline.ports;
        for (QList<PortRef> &refs : ports.inputs)
            refs.removeIf(touches);
        ports.inputs.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
        ports.outputs.removeIf([&](const auto &entry) { return touches(entry.value()); });
        if (ports != pipeline.ports)
            edits << SetPorts{ports};
    }
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend() && !gone.isEmpty(); ++node) {
        if (gone.contains(node.key()))
            continue;
        for (auto input = node->inputs.cbegin(); input != node->inputs.cend(); ++input) {
            if (std::none_of(input->cbegin(), input->cend(), touches))
                continue;
            const Signature signature = heal ? portsOfNode(pipeline, node.key(), catalog) : Signature();
            const PortSpec *port = signature.input(input.key());
            QList<PortRef> kept;
            for (const PortRef &ref : *input) {
                QSet<QString> visited;
                const QList<PortRef> sources = !touches(ref) ? QList<PortRef>{ref}
                    : heal                                   ? heirs(pipeline, catalog, ref, gone, visited)
                                                             : QList<PortRef>();
                for (const PortRef &source : sources)
                    if (!kept.contains(source) && source.node != node.key())
                        kept.append(source);
            }
            // Two sources at an input for one would be a new fault: then the person must choose.
            if (kept.size() > 1 && port && port->cardinality != Cardinality::Many)
                kept.clear();
            edits << SetInput{{node.key(), input.key()}, kept};
        }
    }
    for (const QString &id : items.nodes) {
        if (!pipeline.nodes.contains(id))
            continue;
        if (pipeline.layout.positions.contains(id))
            edits << SetPosition{id, std::nullopt};
        edits << SetNode{id, std::nullopt};
    }
    for (const QString &id : items.frames)
        if (pipeline.layout.frames.contains(id))
            edits << SetFrame{id, std::nullopt};
    for (const QString &id : items.notes)
        if (pipeline.layout.notes.contains(id))
            edits << SetNote{id, std::nullopt};
    return edits;
}

Added duplicate(const Pipeline &pipeline, const CanvasItems &items, QPointF offset)
{
    Added added;
    FreshIds ids(pipeline);
    QHash<QString, QString> copies;
    for (const QString &id : items.nodes)
        if (pipeline.nodes.contains(id))
            copies.insert(id, ids.next(id));
    for (const QString &id : items.nodes) {
        if (!pipeline.nodes.contains(id))
            continue;
        Node node = pipeline.nodes.value(id);
        for (QList<PortRef> &refs : node.inputs)
            for (PortRef &ref : refs)
                ref.node = copies.value(ref.node, ref.node);
        const QString copy = copies.value(id);
        added.edits << SetNode{copy, node} << SetPosition{copy, pipeline.layout.positions.value(id) + offset};
        added.items.nodes << copy;
    }
    for (const QString &id : items.frames)
        if (const auto frame = pipeline.layout.frames.constFind(id); frame != pipeline.layout.frames.cend()) {
            Frame copy = *frame;
            copy.rect.translate(offset);
            added.items.frames << ids.next(id);
            added.edits << SetFrame{added.items.frames.last(), copy};
        }
    for (const QString &id : items.notes)
        if (const auto note = pipeline.layout.notes.constFind(id); note != pipeline.layout.notes.cend()) {
            Note copy = *note;
            copy.rect.translate(offset);
            added.items.notes << ids.next(id);
            added.edits << SetNote{added.items.notes.last(), copy};
        }
    return added;
}

QList<PipelineEdit> moveEdits(const Pipeline &pipeline, const CanvasItems &items, QPointF by)
{
    QList<PipelineEdit> edits;
    if (by.isNull())
        return edits;
    for (const QString &id : items.frames)
        if (auto frame = pipeline.layout.frames.value(id); pipeline.layout.frames.contains(id)) {
            frame.rect.translate(by);
            edits << SetFrame{id, frame};
        }
    for (const QString &id : items.notes)
        if (auto note = pipeline.layout.notes.value(id); pipeline.layout.notes.contains(id)) {
            note.rect.translate(by);
            edits << SetNote{id, note};
        }
    for (const QString &id : items.nodes)
        if (pipeline.nodes.contains(id))
            edits << SetPosition{id, pipeline.layout.positions.value(id) + by};
    return edits;
}

namespace {

SetNodeFlags flagsOf(const Pipeline &pipeline, const QString &id)
{
    const Node node = pipeline.nodes.value(id);
    return {id, node.title, node.note, node.disabled, node.materialize, node.frozen, node.policy};
}

bool has(const Node &node, NodeFlag flag)
{
    return flag == NodeFlag::Disabled ? node.disabled : flag == NodeFlag::Frozen ? node.frozen : node.materialize;
}

}  // namespace

bool allHave(const Pipeline &pipeline, const QStringList &nodes, NodeFlag flag)
{
    return !nodes.isEmpty()
        && std::all_of(nodes.cbegin(), nodes.cend(), [&](const QString &id) { return has(pipeline.nodes.value(id), flag); });
}

QList<PipelineEdit> toggleEdits(const Pipeline &pipeline, const QStringList &nodes, NodeFlag flag)
{
    const bool on = !allHave(pipeline, nodes, flag);
    QList<PipelineEdit> edits;
    for (const QString &id : nodes) {
        if (!pipeline.nodes.contains(id) || has(pipeline.nodes.value(id), flag) == on)
            continue;
        SetNodeFlags flags = flagsOf(pipeline, id);
        (flag == NodeFlag::Disabled ? flags.disabled : flag == NodeFlag::Frozen ? flags.frozen : flags.materialize) = on;
        edits << flags;
    }
    return edits;
}

QList<PipelineEdit> titleEdits(const Pipeline &pipeline, const QString &node, const QString &title)
{
    if (!pipeline.nodes.contains(node) || pipeline.nodes.value(node).title == title)
        return {};
    SetNodeFlags flags = flagsOf(pipeline, node);
    flags.title = title;
    return {flags};
}

QList<PipelineEdit> proposedKeys(const Pipeline &pipeline, const Catalog &catalog, const Edge &edge,
                                 const std::function<QStringList(const QString &port)> &columns)
{
    const auto node = pipeline.nodes.constFind(edge.to.node);
    const OperatorSpec *spec = node == pipeline.nodes.cend() ? nullptr : catalog.find(node->op);
    const ParamSpec *keys = spec && spec->traits.splits ? spec->param(QStringLiteral("keys")) : nullptr;
    if (!keys || keys->type != ParamType::Columns || keys->over != edge.to.port || node->params.contains(keys->name))
        return {};
    const QStringList arriving = columns(edge.from.toString());
    if (arriving.isEmpty())
        return {};
    return {SetNodeParam{edge.to.node, keys->name, QJsonArray::fromStringList(arriving)}};
}

}  // namespace headrace
