// SPDX-License-Identifier: GPL-3.0-or-later
// The run store of one user: opening it, beginning runs, finding them again. docs/ARCHITECTURE.md says who writes what.
#pragma once

#include "engine/record/database.h"
#include "engine/record/run_query.h"
#include "engine/record/run_record.h"
#include "engine/record/run_writer.h"

#include <functional>

namespace headrace::record {

struct NewRun {
    QString id;          ///< from newRunId()
    QString name;        ///< empty: two words
    QString experiment;  ///< empty: Default; made if it is not there
    QString sourceName;  ///< path of the pipeline file
    QString workspace;
    QString user;
    QByteArray pipeline;
    QString pipelineHash;
    QJsonObject options;
    std::optional<qint64> seed;
    QMap<QString, QString> params;
    QJsonObject machine;
    QString gitCommit;
    QString resumedFrom;
    QString reproduces;
    HostIdentity host;
    qint64 startMs = 0;
    QString artifactUri;  ///< folder of its files
};

struct BegunRun {
    qint64 row = 0;
    QString id;
    QString name;
};

struct RunFilter {
    QString experiment;    ///< empty: all
    int limit = 50;        ///< 0: all
    bool deleted = false;  ///< whether deleted runs are listed
    QString filter;        ///< in the language of run_query.h; empty: all
    QString order;         ///< as in run_query.h; empty: the newest first
};

/// One connection; belongs to one thread. Several processes may have the same store open at once.
class Store
{
public:
    /// Makes the folder and file if need be. A damaged store is set aside and recovered, which notice() then says.
    static Result<Store> open(const QString &path);
    /// What happened while opening that a person must hear; mostly empty.
    const QString &notice() const { return m_notice; }
    Database &database() { return m_database; }

    Result<BegunRun> begin(const NewRun &run);
    /// Forgets a run that never began (an invalid pipeline).
    Result<void> discard(qint64 row);
    /// A writer with a connection of its own.
    Result<RunWriter> writer(qint64 row) const;

    /// Runs that are recorded as running but whose host is gone become interrupted; gives their ids. `alive` tells whether a
    /// process of this boot still is what it was; `boot` is ours. Runs of another boot are judged by their heartbeat.
    Result<QStringList> markInterrupted(const std::function<bool(const HostIdentity &)> &alive, const QString &boot, qint64 nowMs);

    /// The run with this id, unique beginning of an id, name (the newest of that name), or 'last'.
    /// NotFound with the closest name as hint; Usage where several ids begin so.
    Result<Run> find(const QString &reference);
    Result<QList<RunSummary>> runs(const RunFilter &filter);
    /// The keys of the runs alone, for a table that shows a part of many: 100,000 of them in a blink.
    Result<QList<qint64>> runRows(const RunFilter &filter);
    Result<QList<RunSummary>> summaries(const QList<qint64> &rows);
    /// What could be a column of the run table or a word of a filter: the keys that any run has, sorted.
    Result<FilterWords> filterWords();
    Result<QStringList> recentNames(int limit);
    Result<QList<Stage>> stages(qint64 row);
    Result<QList<Step>> steps(qint64 row);
    Result<QList<Output>> outputs(qint64 row);
    Result<QList<MetricPoint>> metricHistory(qint64 row, const QString &key);
    Result<QList<Artifact>> artifacts(qint64 row);
    Result<QList<DatasetUse>> datasets(qint64 row);
    Result<QList<LineageEdge>> lineage(qint64 row);
    Result<QList<ColumnEdge>> columnLineage(qint64 row);
    Result<QMap<QString, QString>> columnExpressions(qint64 row);  ///< by NODE:PORT.COLUMN
    /// Keys of cache entries that starred runs and registered models need.
    Result<QSet<QString>> keptKeys();

    // Annotations, by anyone.
    Result<void> setTag(qint64 row, const QString &key, const std::optional<QString> &value);
    Result<void> setNote(qint64 row, const QString &text, qint64 nowMs);
    Result<void> setStarred(qint64 row, bool starred, qint64 nowMs);
    Result<void> trust(const QString &sha256, const QString &path, qint64 nowMs);
    Result<QStringList> trusted();

private:
    FileLock m_lock;  ///< shared while open; recovery wants it alone
    QString m_notice;
    Database m_database;
};

}  // namespace headrace::record
