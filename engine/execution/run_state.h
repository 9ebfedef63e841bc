// SPDX-License-Identifier: GPL-3.0-or-later
// What all parts of one run share: session, cancel, events, cache, and what stands at every port so far.
#pragma once

#include "engine/base/content_cache.h"
#include "engine/base/file_identity.h"
#include "engine/base/last_results.h"
#include "engine/execution/cancel.h"
#include "engine/execution/events.h"
#include "engine/execution/graph.h"
#include "engine/execution/keys.h"
#include "engine/execution/options.h"
#include "engine/execution/relations.h"

#include <atomic>
#include <map>
#include <memory>

namespace headrace::execution {

/// What a node gave, beside relations.
struct NodeResult {
    QMap<QString, PortValue> values;  ///< by output port; a Table set by a task is a data::Relation over a stored table
    QJsonArray metrics;               ///< [key without the node, value, step]
    QJsonArray artifacts;             ///< {name, path, kind, facts}
    QJsonArray written;               ///< {path, rows, identity}: files outside the store
    QStringList warnings;
};

struct RunState {
    RunState(const Options &o, const Graph &g, EventSink &e);
    ~RunState();

    const Options &options;
    const Graph &graph;
    EventSink &events;
    ContentCache cache;
    ContentMemory memory;
    Keys keys;
    LastResults last;
    PathPolicy paths;
    std::shared_ptr<CancelToken> cancel = std::make_shared<CancelToken>();

    /// Opened at the first need: a run that comes from the cache as a whole never starts DuckDB.
    Result<data::Session *> session();
    /// From now on session() is the other's, which must live longer.
    void borrowSession(RunState &lender) { m_lender = &lender; }
    /// The run's private folder; made at the first call.
    Result<QString> runFolder();
    QString newTable();
    /// The folders and files the session may touch; to be complete before session() is first called.
    QStringList sourceFiles;
    QStringList sourceFolders;

    Relations relations;                               ///< coordinator only
    std::vector<std::map<QString, int>> tables;        ///< by node: Table output port to relation; coordinator only
    std::vector<std::shared_ptr<NodeResult>> results;  ///< by node; set by the coordinator when a job has ended
    /// By task and input: rows that were read for it in one pass with those of others; coordinator only.
    std::map<std::pair<int, QString>, std::shared_ptr<learning::Matrix>> matrices;

    void emitNode(const char *event, int node, QJsonObject more = {}) const;
    /// For events of which there may be tens of thousands: `more` as JSON text, with a comma before it.
    void emitText(const char *event, int node, const QByteArray &more) const;
    void log(int node, const QString &level, const QString &text) const;

private:
    RunState *m_lender = nullptr;
    std::mutex m_mutex;
    std::unique_ptr<data::Session> m_session;
    std::shared_ptr<void> m_sessionCancel;
    QString m_runFolder;
    bool m_ownsRunFolder = false;
    std::atomic<int> m_nextTable = 0;
};

}  // namespace headrace::execution
