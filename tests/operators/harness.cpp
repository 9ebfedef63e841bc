// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/operators/harness.h"

#include "engine/base/quoting.h"
#include "engine/operators/builtin.h"

namespace headrace::tests {

Result<data::Schema> BindContext::describe(const QString &sql)
{
    QList<data::Stub> stubs;
    QStringList seen;
    for (const QList<TableInput> &inputs : std::as_const(m_tables)) {
        for (const TableInput &input : inputs) {
            if (seen.contains(input.handle))
                continue;
            seen << input.handle;
            data::Relation relation;
            relation.identity = input.identity;
            stubs << data::Stub{input.handle, input.schema, data::hiddenOf(relation)};
        }
    }
    auto schema = data::describe(m_connection, sql, stubs);
    if (!schema)
        return std::move(schema.error()).at(m_node);
    return schema;
}

QString Bench::handleOf(const QString &nodeAndPort) const
{
    return quoteIdentifier(QStringLiteral("__hr_node_") + nodeAndPort);
}

Result<void> Bench::addTable(const QString &name, const QJsonObject &table)
{
    const QString output = name + QStringLiteral(":rows");
    data::Relation relation;
    QStringList items;
    for (const QJsonValue value : table.value(QStringLiteral("columns")).toArray()) {
        const QJsonArray column = value.toArray();
        relation.schema.columns << data::Column{column[0].toString(), column[1].toString()};
        items << QStringLiteral("CAST(c%1 AS %2) AS %3").arg(items.size()).arg(column[1].toString(), quoteIdentifier(column[0].toString()));
    }
    QStringList values, names{QStringLiteral("r")};
    const QJsonArray rows = table.value(QStringLiteral("rows")).toArray();
    for (qsizetype r = 0; r < qMax(qsizetype(1), rows.size()); ++r) {
        QStringList row{QString::number(r)};
        for (qsizetype c = 0; c < items.size(); ++c) {
            const QJsonValue value = rows.at(r).toArray().at(c);
            row << (value.isNull() || value.isUndefined() ? QStringLiteral("CAST(NULL AS VARCHAR)")
                        : value.isArray()                 ? quoteLiteral(sqlLiteral(value))
                                                          : quoteLiteral(value.isString() ? value.toString() : sqlLiteral(value)));
        }
        values << QLatin1Char('(') + row.join(QLatin1Char(',')) + QLatin1Char(')');
    }
    for (qsizetype c = 0; c < items.size(); ++c)
        names << QStringLiteral("c%1").arg(c);
    items << QStringLiteral("r AS __hr_0");
    relation.identity = QStringList{data::hiddenColumn(0)};
    relation.sql = QStringLiteral("SELECT %1 FROM (VALUES %2) AS t(%3)%4")
                       .arg(items.join(QStringLiteral(", ")), values.join(QStringLiteral(", ")), names.join(QLatin1Char(',')),
                            rows.isEmpty() ? QStringLiteral(" WHERE FALSE") : QString());
    HR_ASSIGN(const auto bound, m_connection.describe(relation.sql));
    for (int i = 0; i < relation.schema.columns.size(); ++i)
        relation.schema.columns[i].type = bound[i].type;
    return define(output, relation);
}

Result<void> Bench::define(const QString &nodeAndPort, const data::Relation &relation)
{
    m_definitions << std::pair(handleOf(nodeAndPort), relation.sql);
    m_outputs.insert(nodeAndPort, relation);
    if (!m_shuffled)
        return {};
    const QString table = QStringLiteral("hr_stored_%1").arg(m_definitions.size());
    const QString select = fused(QStringLiteral("SELECT t.* FROM %1 AS t ORDER BY hash(CAST(t AS VARCHAR)), 1").arg(handleOf(nodeAndPort)));
    HR_TRY(m_connection.run(QStringLiteral("CREATE OR REPLACE TEMP TABLE %1 AS %2").arg(table, select)));
    m_definitions.last().second = QStringLiteral("SELECT * FROM ") + table;
    return {};
}

TableInput Bench::input(const QString &reference) const
{
    const QString output = reference.contains(QLatin1Char(':')) ? reference : reference + QStringLiteral(":rows");
    const data::Relation relation = m_outputs.value(output);
    TableInput input;
    input.node = output.section(QLatin1Char(':'), 0, 0);
    input.port = output.section(QLatin1Char(':'), 1);
    input.handle = handleOf(output);
    input.schema = relation.schema;
    input.identity = relation.identity;
    input.chain = relation.chain;
    return input;
}

Result<void> Bench::addStep(const QJsonObject &step, const QMap<QString, PipelineParameter> &scope, quint64 seed)
{
    const QString id = step.value(QStringLiteral("id")).toString();
    const Operator *op = findOperator(step.value(QStringLiteral("op")).toString());
    if (!op || !op->relation)
        return Error(ErrorCode::NotFound,
                     QStringLiteral("There is no relation operator '%1'.").arg(step.value(QStringLiteral("op")).toString()));
    BindContext context(m_connection, id, *op, step.value(QStringLiteral("params")).toObject(), scope, seed);
    QString only;
    int count = 0;
    const QJsonObject inputs = step.value(QStringLiteral("inputs")).toObject();
    for (auto port = inputs.constBegin(); port != inputs.constEnd(); ++port) {
        const QJsonArray references = port->isArray() ? port->toArray() : QJsonArray{*port};
        for (const QJsonValue reference : references) {
            context.connectTable(port.key(), input(reference.toString()));
            only = reference.toString();
            ++count;
        }
    }
    auto outputs = op->relation(context);
    if (!outputs)
        return context.explain(std::move(outputs).error());
    for (auto output = outputs->constBegin(); output != outputs->constEnd(); ++output) {
        const QString name = id + QLatin1Char(':') + output.key();
        HR_TRY(define(name, *output));
        if (count == 1 && output->chain.size() == input(only).chain.size() + 1)
            m_chainBase.insert(name, only.contains(QLatin1Char(':')) ? only : only + QStringLiteral(":rows"));
    }
    return {};
}

const data::Relation *Bench::relation(const QString &nodeAndPort) const
{
    const auto found = m_outputs.constFind(nodeAndPort);
    return found == m_outputs.constEnd() ? nullptr : &*found;
}

QString Bench::fused(const QString &select) const
{
    QStringList definitions;
    for (const auto &[handle, sql] : m_definitions)
        definitions << handle + QStringLiteral(" AS (") + sql + QLatin1Char(')');
    return QStringLiteral("WITH ") + definitions.join(QStringLiteral(", ")) + QLatin1Char(' ') + select;
}

Result<data::Rows> Bench::open(const QString &nodeAndPort) const
{
    const data::Relation relation = m_outputs.value(nodeAndPort);
    return m_connection.query(
        fused(QStringLiteral("SELECT * FROM %1 %2").arg(handleOf(nodeAndPort), data::orderClause(relation.schema, relation.identity))));
}

Result<QJsonArray> Bench::rows(const QString &nodeAndPort) const
{
    const data::Relation relation = m_outputs.value(nodeAndPort);
    return m_connection.rows(fused(
        QStringLiteral("SELECT %1 FROM %2 %3")
            .arg(quoteIdentifiers(relation.schema.names()), handleOf(nodeAndPort), data::orderClause(relation.schema, relation.identity))));
}

Result<void> Bench::checkInvariants(const QString &nodeAndPort) const
{
    const auto wrong = [&](const QString &text) { return Error(ErrorCode::Internal, nodeAndPort + QStringLiteral(": ") + text); };
    const data::Relation relation = m_outputs.value(nodeAndPort);
    const QString handle = handleOf(nodeAndPort);
    HR_ASSIGN(const QList<data::Column> columns, m_connection.describe(fused(QStringLiteral("SELECT * FROM ") + handle)));
    QList<data::Column> visible;
    QStringList hidden, all;
    for (const data::Column &column : columns) {
        all << column.name;
        if (column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
            hidden << column.name;
        else
            visible << column;
    }
    if (visible.size() != relation.schema.columns.size())
        return wrong(QStringLiteral("%1 columns are declared, %2 come").arg(relation.schema.columns.size()).arg(visible.size()));
    for (int i = 0; i < visible.size(); ++i) {
        const data::Column &declared = relation.schema.columns[i];
        if (visible[i].name != declared.name || visible[i].type != declared.type)
            return wrong(QStringLiteral("declared %1 %2, comes %3 %4").arg(declared.name, declared.type, visible[i].name, visible[i].type));
    }
    for (const QString &name : relation.identity) {
        if (!all.contains(name))
            return wrong(QStringLiteral("the identity's column %1 is not there").arg(name));
    }
    for (const QString &name : std::as_const(hidden)) {
        if (!relation.identity.contains(name))
            return wrong(QStringLiteral("the hidden column %1 is in no identity").arg(name));
    }
    const QString identity = quoteIdentifiers(relation.identity.isEmpty() ? relation.schema.names() : relation.identity);
    const QString shown = quoteIdentifiers(relation.schema.names());
    // Rows of equal identity must be equal altogether: else their order would not be told.
    HR_ASSIGN(const QJsonValue ties,
              m_connection.scalar(fused(
                  QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM (SELECT DISTINCT %1, %2 FROM %3) GROUP BY %4 HAVING count(*) > 1)")
                      .arg(QStringLiteral("row(%1) AS hr_i").arg(identity), QStringLiteral("row(%1) AS hr_v").arg(shown), handle,
                           QStringLiteral("hr_i")))));
    if (ties.toInteger() != 0)
        return wrong(QStringLiteral("the identity does not order the rows"));
    if (const QString base = m_chainBase.value(nodeAndPort); !base.isEmpty()) {
        QString sql = relation.chain.last().sql;
        sql.replace(QStringLiteral("{in}"),
                    QStringLiteral("(SELECT %1 FROM %2)").arg(quoteIdentifiers(m_outputs.value(base).schema.names()), handleOf(base)));
        HR_ASSIGN(
            const QJsonValue different,
            m_connection.scalar(fused(
                QStringLiteral("SELECT count(*) FROM ((SELECT %1 FROM %2 EXCEPT ALL (%3)) UNION ALL ((%3) EXCEPT ALL SELECT %1 FROM %2))")
                    .arg(shown, handle, sql))));
        if (different.toInteger() != 0)
            return wrong(QStringLiteral("the chain's step gives other rows: %1").arg(sql));
    }
    return {};
}

}  // namespace headrace::tests
