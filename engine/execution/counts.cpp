// SPDX-License-Identifier: GPL-3.0-or-later
// Executor: exact rows of every edge, without making anyone wait.
#include "engine/base/hashing.h"
#include "engine/execution/executor.h"

namespace headrace::execution {

namespace {
constexpr size_t kCountsAtOnce = 8;
}

QString Executor::countsKey(const QString &key)
{
    return sha256("rows\n" + key.toLatin1());
}

/// The relation whose count decides this one's: up through operators that keep the number of rows.
int Executor::countRoot(int relation) const
{
    for (;;) {
        const PlannedRelation &at = m_state.relations.at(relation);
        if (at.rows || !at.relation.keepsCount || at.inputs.size() != 1 || !at.table.isEmpty())
            return relation;
        relation = at.inputs.front();
    }
}

/// `ownCounted`: the stage counts these relations itself.
std::function<void()> Executor::countWork(const std::vector<int> &relations, bool ownCounted)
{
    std::set<int> own;
    if (ownCounted)
        for (const int index : relations)
            own.insert(countRoot(index));
    std::set<int> closure;
    std::vector<int> open(relations);
    while (!open.empty()) {
        const int index = open.back();
        open.pop_back();
        if (closure.insert(index).second)
            open.insert(open.end(), m_state.relations.at(index).inputs.begin(), m_state.relations.at(index).inputs.end());
    }
    std::vector<int> roots;
    for (const int index : closure) {
        recallRows(index);
        const int root = countRoot(index);
        if (m_state.relations.at(root).rows || m_counted[size_t(root)] || own.contains(root))
            continue;
        m_counted[size_t(root)] = 1;
        roots.push_back(root);
    }
    if (roots.empty())
        return {};
    struct Query {
        QString sql;
        std::vector<int> relations;
    };
    std::vector<Query> queries;
    for (size_t at = 0; at < roots.size(); at += kCountsAtOnce) {
        Query query;
        query.relations.assign(roots.begin() + long(at), roots.begin() + long(std::min(roots.size(), at + kCountsAtOnce)));
        QStringList counts;
        for (const int root : query.relations)
            counts << QStringLiteral("(SELECT count(*) FROM %1)").arg(m_state.relations.at(root).handle);
        query.sql = m_state.relations.withClause(query.relations) + QStringLiteral("SELECT ") + counts.join(QStringLiteral(", "));
        queries.push_back(std::move(query));
    }
    return [this, queries = std::move(queries)] {
        for (const Query &query : queries) {
            if (m_state.cancel->requested())
                return;
            const auto session = m_state.session();
            if (!session)
                return;
            const auto connection = (*session)->connect();
            if (!connection)
                return;
            const auto rows = (*connection)->rows(query.sql);
            if (!rows) {
                if (!m_state.cancel->requested())
                    m_state.log(m_state.relations.at(query.relations.front()).node, QStringLiteral("warning"),
                                QStringLiteral("Rows could not be counted: ") + rows.error().toString());
                return;
            }
            const QJsonArray counts = rows->at(0).toArray();
            post([this, relations = query.relations, counts] {
                for (size_t i = 0; i < relations.size(); ++i)
                    setRows(relations[i], counts.at(qsizetype(i)).toInteger());
            });
        }
    };
}

/// The rows of a relation as an earlier run with the same recipe counted them, if it did.
void Executor::recallRows(int relation)
{
    const PlannedRelation &planned = m_state.relations.at(relation);
    if (planned.rows || m_counted[size_t(relation)] || !m_state.options.cache || m_state.keys.at(planned.node).isEmpty())
        return;
    const auto counts = m_state.cache.find(countsKey(m_state.keys.at(planned.node)));
    if (!counts)
        return;
    const QJsonValue rows = counts->facts.value(QStringLiteral("rows")).toObject().value(planned.port);
    m_state.cache.touch(*counts);
    if (rows.isDouble())
        setRows(relation, rows.toInteger());
}

void Executor::setRows(int relation, qint64 rows)
{
    std::vector<int> open{relation};
    while (!open.empty()) {
        const int index = open.back();
        open.pop_back();
        PlannedRelation &planned = m_state.relations.at(index);
        m_counted.resize(size_t(m_state.relations.size()), 0);
        const bool known = m_counted[size_t(index)] == 2;
        planned.rows = rows;
        m_counted[size_t(index)] = 2;
        if (known)
            continue;
        m_steps[size_t(planned.node)].rows.insert(planned.port, rows);
        if (m_mode == Mode::Run)
            m_state.emitNode("rows", planned.node, {{QStringLiteral("port"), planned.port}, {QStringLiteral("rows"), rows}});
        for (const int consumer : m_graph.nodes[size_t(planned.node)].consumers)
            for (const auto &[port, next] : m_state.tables[size_t(consumer)]) {
                const PlannedRelation &reader = m_state.relations.at(next);
                if (reader.relation.keepsCount && m_counted[size_t(next)] != 2)
                    open.push_back(next);
            }
    }
}

void Executor::rememberCounts()
{
    if (!m_state.options.cache)
        return;
    for (size_t i = 0; i < m_steps.size(); ++i) {
        const Step &step = m_steps[i];
        if (step.rows.isEmpty() || m_state.keys.at(int(i)).isEmpty())
            continue;
        const QString key = countsKey(m_state.keys.at(int(i)));
        if (m_state.cache.find(key))
            continue;
        QJsonObject rows;
        for (auto it = step.rows.begin(); it != step.rows.end(); ++it)
            rows.insert(it.key(), it.value());
        auto writer = m_state.cache.write(key);
        if (!writer || !writer->commit({{QStringLiteral("kind"), QStringLiteral("rows")}, {QStringLiteral("rows"), rows}}))
            return;
    }
}

}  // namespace headrace::execution
