// SPDX-License-Identifier: GPL-3.0-or-later
// All that lives with one open document: the pipeline, what is known at its ports, what runs say of its nodes.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "models/check/live_check.h"
#include "models/document/pipeline_document.h"
#include "models/log/log_model.h"
#include "models/run/node_states.h"
#include "models/run/run_control.h"
#include "models/schema/port_schemas.h"
#include "models/worker/look_request.h"

#include <QPointer>

namespace headrace {

class FailureSearch;
class WarmWorker;

/// Belongs to the window's thread. Views take a session and read its parts; they die before it.
class DocumentSession : public QObject
{
    Q_OBJECT

public:
    /// `worker` answers what must be quick (schemas, first rows); `slow` what may take seconds (statistics, scratches, charts), so
    /// that the first never waits for the second; null: the same. Both outlive the session.
    DocumentSession(std::unique_ptr<PipelineDocument> document, const Catalog &catalog, WarmWorker *worker, WarmWorker *slow = nullptr,
                    RunControl::Programs programs = {}, QObject *parent = nullptr);
    ~DocumentSession() override;

    PipelineDocument *document() const { return m_document.get(); }
    NodeStates *states() const { return m_states.get(); }
    PortSchemas *schemas() const { return m_schemas.get(); }
    LiveCheck *check() const { return m_check.get(); }
    RunControl *run() const { return m_run.get(); }
    LogModel *log() const { return m_log.get(); }
    FailureSearch *failures() const { return m_failures.get(); }
    const Catalog &catalog() const { return m_catalog; }
    WarmWorker *worker() const { return m_worker; }
    WarmWorker *slowWorker() const { return m_slow; }

    /// The document as it is now with the options a look at it needs: for WarmWorker::ask(…, look().body({…}), …).
    LookRequest look() const;
    /// The document is the file of a subpipeline of another session: looked at as what stands at that node (outer/inner) there,
    /// with the rows that come to it, as long as that session lives and the node names the file. Null: for itself.
    void setAround(DocumentSession *around, const QString &node);
    bool isAround() const;
    /// Paths outside the workspace that a person allowed for this document; checks again.
    const QStringList &allowed() const { return m_allowed; }
    void setAllowed(const QStringList &paths);
    /// Interpreter of Python steps; empty: the workspace's.
    void setPython(const QString &python) { m_python = python; }

    /// A node for a person: its title, or its operator's.
    QString titleOf(const QString &node) const;
    /// The first Table output of a node as NODE:PORT; empty where it gives no rows.
    QString firstTablePort(const QString &node) const;
    /// All of them.
    QStringList tablePorts(const QString &node) const;

Q_SIGNALS:
    /// It is looked at in its place, or for itself again.
    void aroundChanged();

private:
    const Catalog &m_catalog;
    QPointer<DocumentSession> m_around;
    QString m_aroundNode;
    WarmWorker *m_worker;
    WarmWorker *m_slow;
    QStringList m_allowed;
    QString m_python;
    std::unique_ptr<PipelineDocument> m_document;
    std::unique_ptr<NodeStates> m_states;
    std::unique_ptr<PortSchemas> m_schemas;
    std::unique_ptr<LogModel> m_log;
    std::unique_ptr<RunControl> m_run;
    std::unique_ptr<LiveCheck> m_check;
    std::unique_ptr<FailureSearch> m_failures;
};

}  // namespace headrace
