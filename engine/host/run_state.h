// SPDX-License-Identifier: GPL-3.0-or-later
// Follows a run by the worker's events: what it came to so far, and the facts that the store has still to write.
#pragma once

#include "engine/host/run_report.h"
#include "engine/record/run_writer.h"

#include <QHash>

namespace headrace::host {

/// Believes nothing: an event that names an unknown step, a path outside the run's folders or a value of the wrong type
/// changes nothing and is counted. Belongs to one thread.
class RunState
{
public:
    RunState(record::RunWriter &writer, QStringList folders) : m_writer(writer), m_folders(std::move(folders)) {}

    /// Takes one event; false where it could not be true.
    bool apply(const QJsonObject &event, qint64 nowMs);
    bool planned() const { return m_planned; }
    int refused() const { return m_refused; }
    qsizetype stepCount() const { return m_order.size(); }
    qsizetype finishedSteps() const { return m_finished; }
    QStringList runningNodes() const;

    /// What a running step says of its progress; total 0 where unknown.
    struct Progress {
        QString node;
        qint64 done = 0;
        qint64 total = 0;
        QString unit;
        double rate = 0;
    };
    const Progress &progress() const { return m_progress; }

    /// Ends what still runs or waits when the run ends otherwise than by itself: running steps take `status` and the error,
    /// waiting ones become skipped.
    void endUnfinished(const QString &status, const Error &error, qint64 nowMs);
    bool anyUnfinished() const;
    bool anyFailed() const;
    /// Steps, stages, rows and metrics; the rest is the host's to fill.
    void fill(RunReport &report) const;

private:
    bool plan(const QJsonObject &event);
    /// The stage of that id, new or known; the caller gives it to the writer.
    record::Stage *addStage(const QJsonValue &id, const QJsonArray &nodes);
    bool stepEvent(const QString &kind, const QJsonObject &event, qint64 nowMs);
    bool stageEvent(const QString &kind, const QJsonObject &event, qint64 nowMs);
    bool metric(const QJsonObject &event, qint64 nowMs);
    bool rows(const QJsonObject &event);
    bool output(const QJsonObject &event);
    bool artifact(const QJsonObject &event, qint64 nowMs);
    bool dataset(const QJsonObject &event);
    bool lineage(const QJsonObject &event);
    bool isOurs(const QString &path) const;

    record::RunWriter &m_writer;
    QStringList m_folders;
    QHash<QString, record::Step> m_steps;
    QStringList m_order;
    QList<record::Stage> m_stages;
    QHash<QString, int> m_stageIndex;
    QMap<QString, QMap<QString, qint64>> m_rows;
    QMap<QString, double> m_metrics;
    QHash<QString, qint64> m_metricSteps;
    Progress m_progress;
    qsizetype m_finished = 0;
    int m_refused = 0;
    bool m_planned = false;
};

}  // namespace headrace::host
