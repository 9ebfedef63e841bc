// SPDX-License-Identifier: GPL-3.0-or-later
// Looks, when a node has failed, for the rows that made it fail.
#pragma once

#include "models/failure/failed_rows.h"
#include "models/worker/look_request.h"

#include <QHash>
#include <QObject>

namespace headrace {

class NodeStates;
class PortSchemas;
class WarmWorker;

/// One a document; window's thread. A worker does the looking, one cause after the other; nothing runs.
class FailureSearch : public QObject
{
    Q_OBJECT

public:
    struct Found {
        FailureCause cause;
        int rows = 0;
        bool all = true;  ///< there are no more than `rows`
    };

    /// `look` gives what the document is looked at with; `worker` may take seconds. All outlive it.
    FailureSearch(const Catalog *catalog, NodeStates *states, PortSchemas *schemas, WarmWorker *worker, std::function<LookRequest()> look,
                  QObject *parent = nullptr);
    ~FailureSearch() override;

    /// The rows at which a failed node failed; none: none were found, or not yet.
    std::optional<Found> of(const QString &node) const { return m_found.value(node); }
    /// 'Show the 3 rows that failed'; empty where there are none.
    QString words(const QString &node) const;
    /// What to ask a worker for the rows of a cause: {pipeline, options, port} and further members.
    static std::function<QJsonObject()> body(const LookRequest &look, const Catalog *catalog, const PortSchemas &schemas,
                                             const FailureCause &cause, const QJsonObject &more);

Q_SIGNALS:
    /// The rows of a failed node have been found, or are void.
    void changed(const QString &node);

private:
    void follow(const QStringList &nodes);
    void start();
    void tryNext();
    void end(const std::optional<Found> &found);

    const Catalog *m_catalog;
    NodeStates *m_states;
    PortSchemas *m_schemas;
    WarmWorker *m_worker;
    std::function<LookRequest()> m_look;
    QHash<QString, std::optional<Found>> m_found;
    QStringList m_queue;
    QString m_node;  ///< the one that is looked at
    QList<FailureCause> m_causes;
    int m_asked = 0;
};

}  // namespace headrace
