// SPDX-License-Identifier: GPL-3.0-or-later
// A node's result on disk: as artifacts of the run, and as an entry of the cache.
#pragma once

#include "engine/execution/run_state.h"

namespace headrace::execution {

/// A stored table that belongs to a node's result.
struct ResultTable {
    QString port;
    QString table;  ///< quoted, or a query in parentheses
    PlannedRelation relation;
    QString file;               ///< its rows as Parquet, where they have been written already
    bool narrowBefore = false;  ///< the entry of an earlier run lacks some of its columns
};

/// Saves models, transforms and metrics in the run's artifact folder and adds them to the result's artifacts. On the job's thread.
Result<void> saveArtifacts(RunState &state, int node, NodeResult &result);

/// Writes the whole result as the entry of the key; tables as Parquet. On a background thread.
Result<CacheEntry> storeResult(RunState &state, int node, const QString &key, const NodeResult &result, const QList<ResultTable> &tables,
                               double seconds);

/// Takes models, transforms, metrics and artifacts back from an entry whose files have been verified.
Result<std::shared_ptr<NodeResult>> loadResult(RunState &state, int node, const CacheEntry &entry);
/// The relations of the Table outputs in an entry, reading their Parquet files.
QList<PlannedRelation> loadTables(RunState &state, int node, const CacheEntry &entry);

/// Emits the artifact events of a result, new or from the cache.
void announceResult(RunState &state, int node, const NodeResult &result);
/// Emits dataset events of the files it wrote, with their hashes. On a background thread: it reads them whole.
void announceWritten(RunState &state, int node, const NodeResult &result);
/// Writes a table that is a result of the run into the run's folder, and emits its artifact event. On a background thread.
Result<QString> recordTable(RunState &state, int node, const ResultTable &table);

/// The same for a table in a cache entry: another name for the entry's file.
void recordCachedTable(RunState &state, int node, const CacheEntry &entry, const PlannedRelation &relation);

/// The part of a split (train, validation, test) whose rows leave a port, from the graph alone; empty if none.
QString partOf(const Graph &graph, int node, const QString &port);

}  // namespace headrace::execution
