// SPDX-License-Identifier: GPL-3.0-or-later
// Folds the events of a run into what is shown of it: states of nodes, spans of time, log lines, metric points. No thread, no I/O.
#pragma once

#include "engine/base/result.h"
#include "models/run/node_states.h"

#include <QJsonObject>
#include <QList>
#include <QSet>

namespace headrace {

struct MetricSample {
    QString node;
    QString key;
    qint64 step = 0;
    double value = 0;  ///< may be NaN or infinite
    qint64 timeMs = 0;
};

struct LogLine {
    enum Level { Debug, Info, Warning, Error };
    qint64 timeMs = 0;
    Level level = Info;
    QString node;  ///< empty: of the run as a whole
    QString text;
};

/// A step in the Gantt of a run. Times are ms since the epoch, 0 where not yet.
struct RunSpan {
    QString node;
    QString stage;
    NodeStatus status = NodeStatus::Queued;
    bool skipped = false;
    qint64 plannedMs = 0;
    qint64 startMs = 0;
    qint64 endMs = 0;
    double seconds = -1;  ///< the worker's own figure; below 0 where fused
    qint64 rows = -1;     ///< the most rows at one of its ports
};

struct MemorySample {
    qint64 timeMs = 0;
    qint64 bytes = 0;
};

/// How far a run is.
struct RunFigures {
    int steps = 0;
    int finished = 0;
    int cached = 0;
    int failed = 0;
    QStringList running;
    qint64 startedMs = 0;
    qint64 lastMs = 0;  ///< of the last event
};

struct RunOutcome {
    QString run;  ///< id; empty where it never began
    QString name;
    QString status;  ///< done, failed, cancelled, interrupted
    double seconds = 0;
    RunFigures figures;
    QList<headrace::Error> errors;
};

/// What has changed since the last one was taken.
struct RunDelta {
    QHash<QString, NodeState> states;  ///< also of subpipelines as wholes; Idle: left out (skipped), as it was before
    QHash<int, RunSpan> spans;         ///< by place
    QList<MetricSample> metrics;
    QList<LogLine> lines;
    qint64 linesLeftOut = 0;
    QList<MemorySample> memory;
    RunFigures figures;
    QString run, name;
    std::optional<RunOutcome> outcome;  ///< once, at the end
    bool isEmpty() const
    {
        return states.isEmpty() && spans.isEmpty() && metrics.isEmpty() && lines.isEmpty() && memory.isEmpty() && !outcome;
    }
};

/// Belongs to one thread. Believes nothing: what is of the wrong kind or names an unknown step changes nothing.
class RunProgress
{
public:
    void apply(const QJsonObject &event);
    /// The run is over though no event said so: its host is gone, or it never began.
    void end(const QString &status, const QList<Error> &errors);
    bool ended() const { return m_ended; }
    qint64 lastSequence() const { return m_sequence; }
    /// Takes what has changed; a flood of lines or points is thinned to what can be looked at.
    RunDelta take();

private:
    void plan(const QJsonObject &event);
    void step(const QString &kind, const QJsonObject &event);
    void finish(const QJsonObject &event);
    void change(const QString &node, const NodeState &state);
    void summarize(const QString &inner);
    void log(LogLine::Level level, const QString &node, const QString &text, qint64 timeMs);

    QString m_run, m_name;
    qint64 m_sequence = 0;
    bool m_ended = false;
    QHash<QString, int> m_index;  ///< of spans by node
    QList<RunSpan> m_spans;
    QHash<QString, NodeState> m_states;
    QHash<QString, QStringList> m_inside;  ///< nodes within a subpipeline
    QSet<QString> m_told;                  ///< nodes whose failure stands in the log
    RunFigures m_figures;
    RunDelta m_delta;
};

}  // namespace headrace

Q_DECLARE_METATYPE(headrace::RunOutcome)
