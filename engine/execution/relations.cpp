// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/relations.h"

#include "engine/base/quoting.h"

namespace headrace::execution {

int Relations::add(PlannedRelation relation)
{
    m_relations.push_back(std::move(relation));
    return int(m_relations.size()) - 1;
}

void Relations::collect(int index, std::vector<char> &seen, std::vector<int> &order) const
{
    // Depth is bounded by the planner's cut, so recursion is safe here.
    if (seen[size_t(index)])
        return;
    seen[size_t(index)] = 1;
    for (const int input : at(index).inputs)
        collect(input, seen, order);
    order.push_back(index);
}

QString Relations::withClause(const std::vector<int> &indices) const
{
    std::vector<char> seen(m_relations.size(), 0);
    std::vector<int> order;
    for (const int index : indices)
        collect(index, seen, order);
    QString sql;
    for (const int index : order) {
        // Without the hint DuckDB computes a table expression that is read twice only once, in full: no filter goes through it.
        sql += (sql.isEmpty() ? QStringLiteral("WITH ") : QStringLiteral(",\n     ")) + at(index).handle
            + QStringLiteral(" AS NOT MATERIALIZED (") + at(index).relation.sql + QLatin1Char(')');
    }
    return sql.isEmpty() ? sql : sql + QLatin1Char('\n');
}

QString Relations::compose(int index) const
{
    const PlannedRelation &relation = at(index);
    if (!relation.table.isEmpty() && relation.storedColumns.isEmpty())
        return QStringLiteral("SELECT * FROM ") + relation.table;
    if (relation.inputs.empty())
        return relation.relation.sql;
    // Not behind the WITH itself: the relation's own SQL may begin with one.
    return withClause({index}) + QStringLiteral("SELECT * FROM ") + relation.handle;
}

QString Relations::fromItem(int index) const
{
    const PlannedRelation &relation = at(index);
    const bool whole = !relation.table.isEmpty() && relation.storedColumns.isEmpty();
    return whole ? relation.table : QLatin1Char('(') + compose(index) + QLatin1Char(')');
}

QString Relations::widened(const data::Relation &relation, const QStringList &stored, const QString &from)
{
    QStringList items;
    for (const data::Column &column : relation.schema.columns) {
        const QString name = quoteIdentifier(column.name);
        if (stored.contains(column.name))
            items << name;
        else
            items << (column.type.isEmpty() ? QStringLiteral("NULL AS ") + name
                                            : QStringLiteral("CAST(NULL AS %1) AS %2").arg(column.type, name));
    }
    for (const QString &hidden : data::hiddenOf(relation))
        items << (stored.contains(hidden) ? QString() : QStringLiteral("CAST(NULL AS BIGINT) AS ")) + quoteIdentifier(hidden);
    return QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), from);
}

void Relations::store(int index, const QString &table, const QString &sql, const QStringList &columns)
{
    PlannedRelation &relation = at(index);
    relation.table = table;
    relation.storedColumns = columns;
    relation.relation.sql = sql;
    relation.inputs.clear();
    relation.depth = 1;
    relation.costly = false;
}

}  // namespace headrace::execution
