// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the facts of one run in batches: calls only queue, flush() makes one transaction of all that waits.
#pragma once

#include "engine/record/database.h"
#include "engine/record/run_record.h"

#include <QHash>

#include <array>
#include <utility>
#include <vector>

namespace headrace::record {

/// Belongs to one thread. After an Error of flush() the batch still waits, and the next flush() tries it again.
class RunWriter
{
public:
    RunWriter(Database database, qint64 row) : m_database(std::move(database)), m_row(row) { m_database.setPatience(kPatienceMs); }

    /// So many steps are to come, and as many stages.
    void expect(qsizetype steps);
    void stage(const Stage &stage);     ///< inserts or replaces, by id
    void step(const Step &step);        ///< inserts or replaces, by node
    void output(const Output &output);  ///< inserts or replaces, by node and port
    void metric(const MetricPoint &point);
    void artifact(const Artifact &artifact);
    void dataset(const DatasetUse &use);
    void edge(const LineageEdge &edge);
    void column(const ColumnEdge &edge);
    void expression(const QString &node, const QString &port, const QString &column, const QString &sql);

    /// Facts that arrive with the worker's hello.
    void libraries(const QJsonObject &versions) { m_libraries = versions; }
    void heartbeat(qint64 nowMs) { m_heartbeat = nowMs; }
    /// How many facts wait.
    qsizetype waiting() const { return m_waiting; }

    /// Waits at most 200 ms for other writers, so that its caller stays responsive; TimedOut then, and nothing is lost.
    Result<void> flush();
    /// Writes what waits and the end of the run, on the disk before it returns.
    Result<void> finish(RunStatus status, qint64 endMs, double durationS, const QJsonArray &errors, std::optional<qint64> peakMemory);

private:
    static constexpr int kPatienceMs = 200;
    static constexpr int kPatienceAtEndMs = 15000;
    void writeAll();
    void writeSteps();
    void writeMetrics();
    void writeFiles();
    void writeLineage();
    qint64 seriesOf(const QString &key);
    void clear();

    Database m_database;
    qint64 m_row;
    qsizetype m_waiting = 0;
    /// What waits of things that are written by name, by the place at which they were first named.
    template <class T> struct Waiting {
        QHash<QString, int> places;
        std::vector<T> values;
        std::vector<char> isWaiting;
        std::vector<int> waiting;  ///< places

        void put(const QString &name, const T &value)
        {
            int &slot = places[name];  // the place, from 1
            if (slot == 0) {
                values.push_back(value);
                isWaiting.push_back(0);
                slot = int(values.size());
            } else {
                values[size_t(slot - 1)] = value;
            }
            const int place = slot - 1;
            if (!std::exchange(isWaiting[size_t(place)], 1))
                waiting.push_back(place);
        }
        void expect(qsizetype count)
        {
            places.reserve(count);
            values.reserve(size_t(count));
            isWaiting.reserve(size_t(count));
        }
        void clear()
        {
            for (const int place : waiting)
                isWaiting[size_t(place)] = 0;
            waiting.clear();
        }
    };
    Waiting<Stage> m_stages;
    Waiting<Step> m_steps;
    QHash<QString, Output> m_outputs;
    struct Point {
        qint64 step;
        qint64 timestampMs;
        double value;
    };
    /// The points of one series that wait; the queue stays when it is empty.
    struct Series {
        QString key;
        std::vector<Point> points;
    };
    QList<Artifact> m_artifacts;
    QList<DatasetUse> m_datasets;
    QList<LineageEdge> m_edges;
    QList<ColumnEdge> m_columns;
    QList<std::array<QString, 4>> m_expressions;
    std::vector<Series> m_series;
    QHash<QString, int> m_seriesIndex;
    std::optional<QJsonObject> m_libraries;
    std::optional<qint64> m_heartbeat;
};

}  // namespace headrace::record
