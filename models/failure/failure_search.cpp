// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failure/failure_search.h"

#include "models/check/structure.h"
#include "models/run/node_states.h"
#include "models/run/status_text.h"
#include "models/worker/warm_worker.h"

#include <QJsonArray>

namespace headrace {
namespace {
constexpr int kRowsLookedFor = 1000;
}

FailureSearch::FailureSearch(const Catalog *catalog, NodeStates *states, PortSchemas *schemas, WarmWorker *worker,
                             std::function<LookRequest()> look, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_states(states), m_schemas(schemas), m_worker(worker), m_look(std::move(look))
{
    connect(states, &NodeStates::changed, this, &FailureSearch::follow);
    follow(states->all().keys());
}

FailureSearch::~FailureSearch()
{
    if (m_asked)
        m_worker->cancel(m_asked);
}

QString FailureSearch::words(const QString &node) const
{
    const auto found = m_found.value(node);
    if (!found)
        return {};
    return found->all ? tr("Show the %n rows that failed", nullptr, found->rows)
                      : tr("Show the first %1 rows that failed").arg(countText(found->rows));
}

std::function<QJsonObject()> FailureSearch::body(const LookRequest &look, const Catalog *catalog, const PortSchemas &schemas,
                                                 const FailureCause &cause, const QJsonObject &more)
{
    return [look, catalog, cause, more, known = schemas.of(cause.node + QStringLiteral(":rows"))] {
        LookRequest needed = look;
        QJsonObject with = more;
        if (!look.prefix.isEmpty()) {
            // In a file seen in its place: the content of the file is what is changed.
            const auto rows = failedRows(look.own(), *catalog, cause, [&known](const QString &) { return known; });
            needed.pipeline = neededBy(look.pipeline, {look.prefix});
            for (Pipeline &content : needed.contents)
                if (rows && content == look.own())
                    content = rows->pipeline;
            with.insert(QStringLiteral("port"), look.prefix + (rows ? rows->port : cause.node));
        } else if (const auto rows = failedRows(look.pipeline, *catalog, cause, [&known](const QString &) { return known; })) {
            needed.pipeline = neededBy(rows->pipeline, {rows->port.section(QLatin1Char(':'), 0, 0)});
            with.insert(QStringLiteral("port"), rows->port);
        } else {
            needed.pipeline = {};  // the cause is gone: there is nothing to see
            with.insert(QStringLiteral("port"), cause.node);
        }
        return needed.body(with)();
    };
}

void FailureSearch::follow(const QStringList &nodes)
{
    for (const QString &node : nodes) {
        if (m_states->of(node).status == NodeStatus::Failed) {
            if (!m_found.contains(node) && !m_queue.contains(node) && node != m_node)
                m_queue.append(node);
            continue;
        }
        m_queue.removeAll(node);
        if (node == m_node) {
            if (m_asked)
                m_worker->cancel(std::exchange(m_asked, 0));
            m_node.clear();
        }
        if (m_found.take(node))
            Q_EMIT changed(node);
    }
    start();
}

void FailureSearch::start()
{
    if (!m_node.isEmpty() || m_queue.isEmpty())
        return;
    m_node = m_queue.takeFirst();
    m_causes = causesOf(m_look().own(), *m_catalog, m_node);
    tryNext();
}

void FailureSearch::tryNext()
{
    if (m_causes.isEmpty()) {
        end(std::nullopt);
        return;
    }
    const FailureCause cause = m_causes.takeFirst();
    m_asked = m_worker->ask(QStringLiteral("preview"),
                            body(m_look(), m_catalog, *m_schemas, cause, {{QStringLiteral("limit"), kRowsLookedFor}}), this,
                            [this, cause](const Result<QJsonObject> &answer) {
                                m_asked = 0;
                                // A cause that cannot be looked at is none that a person could be shown.
                                const qsizetype rows = answer ? answer->value(QStringLiteral("rows")).toArray().size() : 0;
                                if (rows == 0)
                                    tryNext();
                                else
                                    end(Found{cause, int(rows), answer->value(QStringLiteral("complete")).toBool()});
                            });
}

void FailureSearch::end(const std::optional<Found> &found)
{
    const QString node = std::exchange(m_node, {});
    m_found.insert(node, found);
    if (found)
        Q_EMIT changed(node);
    start();
}

}  // namespace headrace

#include "moc_failure_search.cpp"
