// SPDX-License-Identifier: GPL-3.0-or-later
// What the last or the present run says of each node of a document: what the canvas, the inspector and the timeline show.
#pragma once

#include <QHash>
#include <QMap>
#include <QObject>
#include <QString>

namespace headrace {

enum class NodeStatus {
    Idle,      ///< never ran
    Stale,     ///< ran, and something it depends on has changed since
    Queued,    ///< will run
    Running,   ///< runs now
    Done,      ///< ran in the last run
    Cached,    ///< its result came from the cache
    Warning,   ///< ran, and has something to say
    Failed,    ///< failed, timed out or was cancelled
    Disabled,  ///< switched off by the user
};

struct NodeState {
    NodeStatus status = NodeStatus::Idle;
    double progress = -1;  ///< 0 to 1 while it runs; below 0 where unknown
    qint64 done = 0;       ///< of `total`, in `unit`
    qint64 total = 0;
    QString unit;                ///< rows, rounds, …
    double rate = 0;             ///< units a second; 0 where unknown
    double seconds = -1;         ///< how long it took; below 0 where it ran fused with others
    QMap<QString, qint64> rows;  ///< exact rows by output port, where counted
    QString message;             ///< why it failed or warns, in words
    QString hint;                ///< what to do next

    bool operator==(const NodeState &) const = default;
};

/// By node id (outer/inner within subpipelines). Belongs to the window's thread; written by run control, read by all views.
class NodeStates : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    NodeState of(const QString &node) const { return m_states.value(node); }
    const QHash<QString, NodeState> &all() const { return m_states; }
    void set(const QString &node, const NodeState &state);
    /// Several at once: one signal.
    void set(const QHash<QString, NodeState> &states);
    void clear();

Q_SIGNALS:
    void changed(const QStringList &nodes);

private:
    QHash<QString, NodeState> m_states;
};

}  // namespace headrace
