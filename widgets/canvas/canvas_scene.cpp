// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_scene.h"

#include "engine/pipeline/subpipeline.h"
#include "models/summary/node_summary.h"

#include <QElapsedTimer>

#include <algorithm>

namespace headrace {
namespace {

constexpr qsizetype kReloadFrom = 1500;   // edits at once from which reading anew is quicker
constexpr double kGlow = 16;              // how far selection and ports reach beyond a node, px
constexpr double kFarthestRouted = 4000;  // px: beyond, a curve is as good as a way around
constexpr int kSliceMs = 6;

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

std::vector<ScenePort> scenePorts(const QList<PortSpec> &specs)
{
    std::vector<ScenePort> ports;
    ports.reserve(size_t(specs.size()));
    for (const PortSpec &spec : specs)
        ports.push_back({spec.name, spec.type, spec.cardinality, spec.doc});
    return ports;
}

int named(const std::vector<ScenePort> &ports, const QString &name)
{
    for (size_t i = 0; i < ports.size(); ++i)
        if (ports[i].name == name)
            return int(i);
    return -1;
}

/// The stronger of two states of nodes within one subpipeline.
int weight(NodeStatus status)
{
    switch (status) {
    case NodeStatus::Running:
        return 8;
    case NodeStatus::Failed:
        return 7;
    case NodeStatus::Queued:
        return 6;
    case NodeStatus::Warning:
        return 5;
    case NodeStatus::Stale:
        return 4;
    case NodeStatus::Done:
        return 3;
    case NodeStatus::Cached:
        return 2;
    default:
        return 0;
    }
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

void CanvasScene::takeNode(const QString &id)
{
    const auto source = pipeline().nodes.constFind(id);
    int number = indexOf(id);
    if (source == pipeline().nodes.cend()) {
        if (number >= 0)
            dropNode(number);
        return;
    }
    const bool fresh = number < 0;
    if (fresh) {
        if (m_freeNodes.empty()) {
            number = int(m_nodes.size());
            m_nodes.emplace_back();
        } else {
            number = m_freeNodes.back();
            m_freeNodes.pop_back();
            m_nodes[size_t(number)] = SceneNode();
        }
        m_nodes[size_t(number)].id = id;
        m_nodes[size_t(number)].there = true;
        m_index.insert(id, number);
    }
    const Signature ports = portsOfNode(pipeline(), id, m_catalog);
    SceneNode &node = m_nodes[size_t(number)];
    node.inputs = scenePorts(ports.inputs);
    node.outputs = scenePorts(ports.outputs);
    fill(node, *source);
    m_nodeIndex.update(number, node.rect);
    look(paintedRect(node));
    takeEdges(number);
    if (fresh) {
        const QList<int> waiting = m_waiting.values(id);
        m_waiting.remove(id);
        for (const int edge : waiting)
            link(edge);
    } else {
        const std::vector<int> out = node.out;
        for (const int edge : out)
            link(edge);
    }
    unrouteNear(node.rect);
}

void CanvasScene::dropNode(int number)
{
    SceneNode &node = m_nodes[size_t(number)];
    look(paintedRect(node));
    const std::vector<int> in = node.in;
    for (const int edge : in)
        dropEdge(edge);
    for (const int edge : node.out) {
        SceneEdge &lost = m_edges[size_t(edge)];
        look(boundsOfEdge(edge));
        lost.from = -1;
        m_edgeIndex.remove(edge);
        m_waiting.insert(node.id, edge);
    }
    m_nodeIndex.remove(number);
    m_index.remove(node.id);
    const QRectF left = node.rect;
    node = SceneNode();
    m_freeNodes.push_back(number);
    unrouteNear(left);
}

void CanvasScene::takeEdges(int number)
{
    const std::vector<int> in = m_nodes[size_t(number)].in;
    for (const int edge : in)
        dropEdge(edge);
    const auto source = pipeline().nodes.constFind(m_nodes[size_t(number)].id);
    if (source == pipeline().nodes.cend())
        return;
    for (auto input = source->inputs.cbegin(); input != source->inputs.cend(); ++input)
        for (const PortRef &from : *input)
            addEdge({from, {source.key(), input.key()}});
}

int CanvasScene::addEdge(const Edge &edge)
{
    int number = 0;
    if (m_freeEdges.empty()) {
        number = int(m_edges.size());
        m_edges.emplace_back();
    } else {
        number = m_freeEdges.back();
        m_freeEdges.pop_back();
        m_edges[size_t(number)] = SceneEdge();
    }
    SceneEdge &added = m_edges[size_t(number)];
    added.edge = edge;
    added.there = true;
    added.to = indexOf(edge.to.node);
    if (added.to >= 0)
        m_nodes[size_t(added.to)].in.push_back(number);
    link(number);
    return number;
}

void CanvasScene::dropEdge(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    const auto drop = [number](std::vector<int> &list) { list.erase(std::remove(list.begin(), list.end(), number), list.end()); };
    if (edge.to >= 0)
        drop(m_nodes[size_t(edge.to)].in);
    if (edge.from >= 0)
        drop(m_nodes[size_t(edge.from)].out);
    else
        m_waiting.remove(edge.edge.from.node, number);
    if (edge.drawable())
        look(boundsOfEdge(number));
    m_edgeIndex.remove(number);
    edge = SceneEdge();
    m_freeEdges.push_back(number);
}

void CanvasScene::link(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    const int from = indexOf(edge.edge.from.node);
    if (from < 0) {
        m_waiting.insert(edge.edge.from.node, number);
        return;
    }
    if (edge.from != from) {
        edge.from = from;
        m_nodes[size_t(from)].out.push_back(number);
    }
    edge.fromPort = m_nodes[size_t(from)].outputNamed(edge.edge.from.port);
    edge.toPort = edge.to < 0 ? -1 : m_nodes[size_t(edge.to)].inputNamed(edge.edge.to.port);
    shape(number);
}

void CanvasScene::shape(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    if (!edge.drawable())
        return;
    const QPointF from = m_nodes[size_t(edge.from)].outputAt(edge.fromPort);
    const QPointF to = m_nodes[size_t(edge.to)].inputAt(edge.toPort);
    edge.shape = EdgeShape();
    edge.shape.middle = (from + to) / 2;
    edge.routed = false;
    m_unrouted.push_back(number);
    if (!m_router.isActive())
        m_router.start();
    const QRectF before = m_edgeIndex.rectOf(number);
    const QRectF box = QRectF(from, to).normalized().adjusted(-32, -kGlow, 32, kGlow);
    m_edgeIndex.update(number, box);
    look(before.isNull() ? box : before.united(box));
}

void CanvasScene::route(int number)
{
    SceneEdge &edge = m_edges[size_t(number)];
    if (!edge.drawable() || edge.routed)
        return;
    edge.routed = true;
    const QPointF from = m_nodes[size_t(edge.from)].outputAt(edge.fromPort);
    const QPointF to = m_nodes[size_t(edge.to)].inputAt(edge.toPort);
    const bool forward = runsForward(from, to);
    if (forward)
        edge.shape = curve(from, to);
    const QRectF span = QRectF(from, to).normalized();
    bool blocked = !forward;
    std::vector<int> near;
    if (span.width() + span.height() < kFarthestRouted) {
        near = m_nodeIndex.query(forward ? span.adjusted(0, -2, 0, 2) : span.adjusted(-240, -160, 240, 160));
        for (const int other : near)
            blocked = blocked || (other != edge.from && other != edge.to && crosses(edge.shape.line, m_nodes[size_t(other)].rect));
    }
    if (blocked) {
        if (forward)
            near = m_nodeIndex.query(span.adjusted(-64, -160, 64, 160));
        QList<QRectF> obstacles;
        for (const int other : near)
            obstacles.append(m_nodes[size_t(other)].rect);
        edge.shape = rounded(cornersAround(from, to, obstacles, std::max(edge.fromPort, 0)));
    }
    const QRectF box = edge.shape.line.boundingRect().adjusted(-kGlow, -kGlow, kGlow, kGlow);
    if (box != m_edgeIndex.rectOf(number))
        m_edgeIndex.update(number, box);
}

void CanvasScene::routeIn(const QRectF &area)
{
    for (const int edge : m_edgeIndex.query(area))
        route(edge);
}

void CanvasScene::routeSome()
{
    QElapsedTimer slice;
    slice.start();
    QRectF touched;
    while (!m_unrouted.empty() && slice.elapsed() < kSliceMs) {
        const int edge = m_unrouted.back();
        m_unrouted.pop_back();
        if (size_t(edge) >= m_edges.size() || m_edges[size_t(edge)].routed)
            continue;
        const QRectF before = m_edgeIndex.rectOf(edge);
        route(edge);
        if (m_edges[size_t(edge)].routed)
            touched |= before.united(m_edgeIndex.rectOf(edge));
    }
    if (!touched.isNull())
        look(touched);
    if (m_unrouted.empty())
        m_router.stop();
}

void CanvasScene::unrouteNear(const QRectF &area)
{
    for (const int number : m_edgeIndex.query(area.adjusted(-kGlow, -kGlow, kGlow, kGlow)))
        if (SceneEdge &edge = m_edges[size_t(number)]; std::exchange(edge.routed, false)) {
            m_unrouted.push_back(number);
            look(boundsOfEdge(number));
        }
    if (!m_unrouted.empty() && !m_router.isActive())
        m_router.start();
}

void CanvasScene::place(int number)
{
    SceneNode &node = m_nodes[size_t(number)];
    const QRectF before = node.rect;
    node.rect.moveTopLeft(pipeline().layout.positions.value(node.id));
    if (node.rect == before)
        return;
    m_nodeIndex.update(number, node.rect);
    look(paintedRect(node));
    look(before.adjusted(-kGlow, -kGlow, kGlow, kGlow));
    for (const int edge : node.in)
        shape(edge);
    for (const int edge : node.out)
        shape(edge);
    unrouteNear(before);
    unrouteNear(node.rect);
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

void CanvasScene::takeStates(const QStringList &ids)
{
    QSet<int> touched;
    QList<QRectF> areas;
    for (const QString &id : ids) {
        if (!id.startsWith(m_prefix))
            continue;
        const QString rest = id.mid(m_prefix.size());
        if (const int node = indexOf(rest.section(QLatin1Char('/'), 0, 0)); node >= 0)
            touched.insert(node);
    }
    for (const int number : std::as_const(touched)) {
        SceneNode &node = m_nodes[size_t(number)];
        NodeState state = m_states->of(m_prefix + node.id);
        if (node.subpipeline && state.status == NodeStatus::Idle) {
            const QString inside = m_prefix + node.id + QLatin1Char('/');
            const auto &all = m_states->all();
            for (auto it = all.cbegin(); it != all.cend(); ++it)
                if (it.key().startsWith(inside) && weight(it->status) > weight(state.status)) {
                    state.status = it->status;
                    state.message = it->message;
                }
        }
        if (node.disabled)
            state.status = NodeStatus::Disabled;
        if (state == node.state)
            continue;
        const bool rows = state.rows != node.state.rows || state.status != node.state.status;
        node.state = state;
        areas.append(paintedRect(node));
        if (rows) {
            for (const int edge : node.out)
                areas.append(boundsOfEdge(edge));
            for (const int edge : node.in)
                areas.append(boundsOfEdge(edge));
        }
    }
    countMotion();  // before anyone looks: what moves is drawn on and on
    for (const QRectF &area : std::as_const(areas))
        look(area);
}

void CanvasScene::takeDiagnostics()
{
    QHash<int, std::pair<int, int>> counts;
    QHash<int, QString> words;
    for (const Diagnostic &diagnostic : m_schemas->diagnostics()) {
        if (!diagnostic.node.startsWith(m_prefix))
            continue;
        const int node = indexOf(diagnostic.node.mid(m_prefix.size()).section(QLatin1Char('/'), 0, 0));
        if (node < 0)
            continue;
        auto &[errors, warnings] = counts[node];
        if (diagnostic.severity == Severity::Error) {
            if (errors++ == 0)
                words[node] = diagnostic.text;
        } else if (diagnostic.severity == Severity::Warning) {
            if (warnings++ == 0 && errors == 0)
                words[node] = diagnostic.text;
        }
    }
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        SceneNode &node = m_nodes[i];
        const auto [errors, warnings] = counts.value(int(i));
        if (!node.there || (node.errors == errors && node.warnings == warnings))
            continue;
        node.errors = errors;
        node.warnings = warnings;
        node.problem = words.value(int(i));
        look(paintedRect(node));
    }
}

qint64 CanvasScene::rowsOf(const SceneEdge &edge) const
{
    return edge.from < 0 ? -1 : m_nodes[size_t(edge.from)].state.rows.value(edge.edge.from.port, -1);
}

bool CanvasScene::carriesData(const SceneEdge &edge) const
{
    return edge.drawable() && m_nodes[size_t(edge.to)].state.status == NodeStatus::Running;
}

void CanvasScene::countMotion()
{
    m_carrying.clear();
    m_running.clear();
    for (size_t i = 0; i < m_nodes.size(); ++i)
        if (m_nodes[i].there && m_nodes[i].state.status == NodeStatus::Running) {
            m_running.push_back(int(i));
            m_carrying.insert(m_carrying.end(), m_nodes[i].in.begin(), m_nodes[i].in.end());
        }
}

SceneHit CanvasScene::hit(QPointF at, double pixel) const
{
    SceneHit found;
    const double reach = std::max(9.0, 8 * pixel);
    const QRectF near(at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    const std::vector<int> nodes = nodesIn(near);
    double best = reach * reach;
    for (auto it = nodes.rbegin(); it != nodes.rend(); ++it) {
        const SceneNode &node = m_nodes[size_t(*it)];
        const auto test = [&](QPointF place, SceneHit::Kind kind, int port) {
            const QPointF off = place - at;
            const double distance = QPointF::dotProduct(off, off);
            if (distance < best) {
                best = distance;
                found = {kind, *it, port, -1, {}, 0};
            }
        };
        for (size_t port = 0; port < node.outputs.size(); ++port)
            test(node.outputAt(int(port)), SceneHit::Output, int(port));
        for (size_t port = 0; port < node.inputs.size(); ++port)
            test(node.inputAt(int(port)), SceneHit::Input, int(port));
    }
    if (found.kind != SceneHit::Nothing)
        return found;
    for (auto it = nodes.rbegin(); it != nodes.rend(); ++it)
        if (m_nodes[size_t(*it)].rect.contains(at))
            return {SceneHit::NodeBody, *it, -1, -1, {}, 0};
    const auto &notes = pipeline().layout.notes;
    for (auto it = notes.cend(); it != notes.cbegin();) {
        --it;
        if (!it->rect.contains(at))
            continue;
        const QRectF corner(it->rect.bottomRight() - QPointF(14, 14), QSizeF(14, 14));
        return {corner.contains(at) ? SceneHit::NoteCorner : SceneHit::NoteBody, -1, -1, -1, it.key(), 0};
    }
    const double line = std::max(6.0, 5 * pixel);
    best = line * line;
    for (const int number : edgesIn(near)) {
        const SceneEdge &edge = m_edges[size_t(number)];
        double along = 0;
        const double distance = squaredDistance(edge.shape.line, at, &along);
        if (edge.drawable() && distance < best) {
            best = distance;
            found = {SceneHit::EdgeLine, -1, -1, number, {}, along};
        }
    }
    if (found.kind != SceneHit::Nothing)
        return found;
    const QStringList frames = framesInOrder();
    for (auto id = frames.crbegin(); id != frames.crend(); ++id) {
        const QRectF rect = pipeline().layout.frames.value(*id).rect;
        if (!rect.adjusted(-4, -4, 4, 4).contains(at))
            continue;
        const QRectF corner(rect.bottomRight() - QPointF(14, 14), QSizeF(18, 18));
        if (corner.contains(at))
            return {SceneHit::FrameCorner, -1, -1, -1, *id, 0};
        // Within, a frame is empty canvas: only its title line and its border are taken hold of.
        if (at.y() < rect.top() + 28 || !rect.adjusted(5, 5, -5, -5).contains(at))
            return {SceneHit::FrameTitle, -1, -1, -1, *id, 0};
    }
    return found;
}

}  // namespace headrace

#include "moc_canvas_scene.cpp"
