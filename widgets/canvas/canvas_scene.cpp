// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_scene.h"

#include "engine/pipeline/subpipeline.h"
#include "models/summary/node_summary.h"

#include <algorithm>

namespace headrace {
namespace {

constexpr qsizetype kReloadFrom = 1500;  // edits at once from which reading anew is quicker

double heightFor(qsizetype ports)
{
    return kNodeHeightOnCanvas + std::max<qsizetype>(0, ports - 3) * kCanvasGrid;
}

double portOffset(double height, size_t count, int port)
{
    if (count <= 1)
        return height / 2;
    if (count == 2)
        return height / 2 + (port == 0 ? -10 : 10);
    return 12 + (height - 24) / double(count - 1) * port;
}

int named(const std::vector<ScenePort> &ports, const QString &name)
{
    for (size_t i = 0; i < ports.size(); ++i)
        if (ports[i].name == name)
            return int(i);
    return -1;
}

}  // namespace

QPointF SceneNode::inputAt(int port) const
{
    return {rect.left(), rect.top() + (port < 0 ? rect.height() / 2 : portOffset(rect.height(), inputs.size(), port))};
}

QPointF SceneNode::outputAt(int port) const
{
    return {rect.right(), rect.top() + (port < 0 ? rect.height() / 2 : portOffset(rect.height(), outputs.size(), port))};
}

int SceneNode::inputNamed(const QString &name) const
{
    return named(inputs, name);
}

int SceneNode::outputNamed(const QString &name) const
{
    return named(outputs, name);
}

CanvasScene::CanvasScene(PipelineDocument *document, const Catalog &catalog, NodeStates *states, PortSchemas *schemas, QString prefix,
                         QObject *parent)
    : QObject(parent), m_document(document), m_catalog(catalog), m_states(states), m_schemas(schemas), m_prefix(std::move(prefix))
{
    m_router.setInterval(0);
    connect(&m_router, &QTimer::timeout, this, &CanvasScene::routeSome);
    connect(document, &PipelineDocument::edited, this, &CanvasScene::apply);
    connect(states, &NodeStates::changed, this, &CanvasScene::takeStates);
    connect(schemas, &PortSchemas::diagnosticsChanged, this, &CanvasScene::takeDiagnostics);
    reload();
}

const SceneNode *CanvasScene::find(const QString &id) const
{
    const int node = indexOf(id);
    return node < 0 ? nullptr : &m_nodes[size_t(node)];
}

int CanvasScene::edgeIndex(const Edge &edge) const
{
    if (const SceneNode *node = find(edge.to.node))
        for (const int i : node->in)
            if (m_edges[size_t(i)].edge == edge)
                return i;
    return -1;
}

QStringList CanvasScene::framesInOrder() const
{
    const auto &frames = pipeline().layout.frames;
    QStringList ids = frames.keys();
    std::stable_sort(ids.begin(), ids.end(), [&frames](const QString &a, const QString &b) {
        const QSizeF x = frames.constFind(a)->rect.size();
        const QSizeF y = frames.constFind(b)->rect.size();
        return x.width() * x.height() > y.width() * y.height();
    });
    return ids;
}

QRectF CanvasScene::bounds() const
{
    QRectF all;
    const auto unite = [&all](const QRectF &rect) { all = all.isNull() ? rect : all.united(rect); };
    for (const SceneNode &node : m_nodes)
        if (node.there)
            unite(node.rect);
    for (const Frame &frame : pipeline().layout.frames)
        unite(frame.rect);
    for (const Note &note : pipeline().layout.notes)
        unite(note.rect);
    return all;
}

QRectF CanvasScene::paintedRect(const SceneNode &node) const
{
    return node.rect.adjusted(-kGlow, -kGlow, kGlow, kGlow);
}

void CanvasScene::look(const QRectF &area)
{
    if (!m_silent)  // while all is read anew, one word at the end is enough
        Q_EMIT changed(area);
}

void CanvasScene::reload()
{
    m_silent = true;
    m_nodes.clear();
    m_edges.clear();
    m_freeNodes.clear();
    m_freeEdges.clear();
    m_index.clear();
    m_waiting.clear();
    m_nodeIndex.clear();
    m_edgeIndex.clear();
    m_unrouted.clear();
    if (!m_document) {
        m_silent = false;
        return;
    }
    const Pipeline &content = pipeline();
    m_nodes.reserve(size_t(content.nodes.size()));
    m_index.reserve(content.nodes.size());
    SpokenOutputs spoken;
    bool asked = false;
    for (auto it = content.nodes.cbegin(); it != content.nodes.cend(); ++it) {
        if (!asked && !m_catalog.find(it->op)) {
            spoken = spokenOutputs(content);
            asked = true;
        }
        const int number = int(m_nodes.size());
        SceneNode &node = m_nodes.emplace_back();
        node.id = it.key();
        node.there = true;
        const Signature ports = portsOfNode(it.key(), *it, m_catalog, spoken);
        node.inputs = scenePorts(ports.inputs);
        node.outputs = scenePorts(ports.outputs);
        m_index.insert(node.id, number);
        fill(node, *it);
    }
    for (size_t i = 0; i < m_nodes.size(); ++i)
        m_nodeIndex.insert(int(i), m_nodes[i].rect);
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        const Node &node = *content.nodes.constFind(m_nodes[i].id);
        for (auto input = node.inputs.cbegin(); input != node.inputs.cend(); ++input)
            for (const PortRef &from : *input)
                addEdge({from, {m_nodes[i].id, input.key()}});
    }
    takeDiagnostics();
    countMotion();
    m_silent = false;
    Q_EMIT everythingChanged();
    Q_EMIT structureChanged();
}

void CanvasScene::fill(SceneNode &node, const Node &source)
{
    node.title = titleOf(source, m_catalog);
    node.summary = summaryOf(source, m_catalog, pipeline().parameters);
    node.icon = iconOf(source.op, m_catalog);
    node.category = categoryOf(source.op, m_catalog);
    node.subpipeline = isSubpipeline(source);
    node.disabled = source.disabled;
    node.materialize = source.materialize;
    node.frozen = source.frozen;
    node.note = source.note;
    node.rect = QRectF(pipeline().layout.positions.value(node.id),
                       QSizeF(kNodeWidthOnCanvas, heightFor(qsizetype(std::max(node.inputs.size(), node.outputs.size())))));
    node.state = m_states->of(m_prefix + node.id);
    if (node.disabled)
        node.state.status = NodeStatus::Disabled;
}

void CanvasScene::apply(const QList<PipelineEdit> &edits)
{
    const bool anew = edits.isEmpty() || edits.size() > kReloadFrom
        || std::any_of(edits.cbegin(), edits.cend(), [](const PipelineEdit &edit) {
                          return std::holds_alternative<RenameNode>(edit) || std::holds_alternative<SetParameter>(edit);
                      });
    if (anew) {
        reload();
        return;
    }
    bool structure = false;
    bool ground = false;  // frames and notes lie under or over everything
    for (const PipelineEdit &edit : edits) {
        if (const auto *node = std::get_if<SetNode>(&edit)) {
            takeNode(node->id);
            structure = true;
        } else if (const auto *param = std::get_if<SetNodeParam>(&edit)) {
            takeNode(param->id);
        } else if (const auto *flags = std::get_if<SetNodeFlags>(&edit)) {
            takeNode(flags->id);
            structure = true;
        } else if (const auto *input = std::get_if<SetInput>(&edit)) {
            if (const int target = indexOf(input->to.node); target >= 0)
                takeEdges(target);
        } else if (const auto *position = std::get_if<SetPosition>(&edit)) {
            if (const int moved = indexOf(position->id); moved >= 0)
                place(moved);
            structure = true;
        } else if (std::holds_alternative<SetFrame>(edit) || std::holds_alternative<SetNote>(edit)) {
            structure = ground = true;
        }
    }
    takeDiagnostics();
    countMotion();
    if (ground)
        look(QRectF());
    if (structure)
        Q_EMIT structureChanged();
}

}  // namespace headrace

#include "moc_canvas_scene.cpp"
