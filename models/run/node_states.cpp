// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/node_states.h"

namespace headrace {

void NodeStates::set(const QString &node, const NodeState &state)
{
    set(QHash<QString, NodeState>{{node, state}});
}

void NodeStates::set(const QHash<QString, NodeState> &states)
{
    QStringList nodes;
    for (auto it = states.cbegin(); it != states.cend(); ++it) {
        NodeState &old = m_states[it.key()];
        if (old == *it)
            continue;
        old = *it;
        nodes.append(it.key());
    }
    if (!nodes.isEmpty())
        Q_EMIT changed(nodes);
}

void NodeStates::clear()
{
    const QStringList nodes = m_states.keys();
    m_states.clear();
    if (!nodes.isEmpty())
        Q_EMIT changed(nodes);
}

}  // namespace headrace

#include "moc_node_states.cpp"
