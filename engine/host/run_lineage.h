// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the start and the end of one run as lineage events, each once, also where another process has to tell the end.
#pragma once

#include "engine/host/openlineage_event.h"
#include "engine/host/openlineage_outbox.h"

namespace headrace::host {

/// Belongs to the host's thread. What it told stands in openlineage.json in the run's folder.
class RunLineage
{
public:
    /// `target` as from lineageTarget(); empty: nothing is told. `program` of the courier; empty: headrace beside this one.
    RunLineage(StorePaths paths, QString runId, QString target, QString program);
    /// What a host that died had begun to tell.
    static std::optional<RunLineage> unfinished(const StorePaths &paths, const QString &runId);

    bool wanted() const { return !m_target.isEmpty(); }
    const QString &target() const { return m_target; }
    /// Once; further calls do nothing.
    Result<void> start(const RunFacts &facts);
    /// Once, after start() was called if it was not.
    Result<void> end(const RunFacts &facts);

private:
    Result<void> tell(const RunFacts &facts, LineageEventType type, qint64 timeMs);
    void mark() const;
    QString markFile() const { return m_paths.runFolder(m_run) + QStringLiteral("/openlineage.json"); }

    StorePaths m_paths;
    QString m_run, m_target, m_program, m_namespace;
    bool m_started = false, m_ended = false;
};

}  // namespace headrace::host
