// SPDX-License-Identifier: GPL-3.0-or-later
// What runs and checks say of the nodes of a scene.
#include "widgets/canvas/canvas_scene.h"

namespace headrace {
namespace {

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
    if (counts.isEmpty() && !m_anyProblem)
        return;
    m_anyProblem = !counts.isEmpty();
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

}  // namespace headrace
