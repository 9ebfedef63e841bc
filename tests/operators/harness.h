// SPDX-License-Identifier: GPL-3.0-or-later
// Runs relation operators over small tables as the planner would: bound against stubs, then fused into one query.
#pragma once

#include "engine/data/binder.h"
#include "engine/operators/operator.h"

#include <QJsonArray>

namespace headrace::tests {

/// A context good enough to bind relation operators. Tables only.
class BindContext : public NodeContext
{
public:
    BindContext(data::Connection &connection, QString node, const Operator &op, QJsonObject params, QMap<QString, PipelineParameter> scope,
                quint64 seed)
        : m_connection(connection),
          m_node(std::move(node)),
          m_params(op.spec.params, std::move(params)),
          m_scope(std::move(scope)),
          m_seed(seed)
    {}
    void connectTable(const QString &port, const TableInput &input) { m_tables[port] << input; }

    const QString &node() const override { return m_node; }
    const Params &params() const override { return m_params; }
    quint64 seed() const override { return m_seed; }
    const QMap<QString, PipelineParameter> &scope() const override { return m_scope; }
    const PathPolicy &paths() const override { return m_paths; }
    data::Connection &connection() override { return m_connection; }
    QList<TableInput> tables(const QString &port) const override { return m_tables.value(port); }
    QList<learning::Transform> transforms(const QString &) const override { return {}; }
    QList<std::pair<QString, std::shared_ptr<const learning::Model>>> models(const QString &) const override { return {}; }
    QList<std::pair<QString, Metrics>> metricSets(const QString &) const override { return {}; }
    Result<data::Schema> describe(const QString &sql) override;

private:
    data::Connection &m_connection;
    QString m_node;
    Params m_params;
    QMap<QString, PipelineParameter> m_scope;
    quint64 m_seed;
    PathPolicy m_paths{QStringLiteral("/nowhere"), QStringLiteral("/nowhere")};
    QMap<QString, QList<TableInput>> m_tables;
};

/// A chain of steps over tables given as JSON; remembers every output by NODE:PORT.
class Bench
{
public:
    /// With `shuffled`, each step's rows are stored in another order before the next step reads them.
    explicit Bench(data::Connection &connection, bool shuffled = false) : m_connection(connection), m_shuffled(shuffled) {}

    /// {"columns": [["a", "INTEGER"], …], "rows": [[1], …]}; values are cast from text. Its identity is a hidden row number.
    Result<void> addTable(const QString &name, const QJsonObject &table);
    /// {"id", "op", "params", "inputs": {port: "table" | "node:port" | […]}}
    Result<void> addStep(const QJsonObject &step, const QMap<QString, PipelineParameter> &scope, quint64 seed);

    const data::Relation *relation(const QString &nodeAndPort) const;
    QStringList outputs() const { return m_outputs.keys(); }
    /// The whole as one query: every relation before it as a common table expression.
    QString fused(const QString &select) const;
    /// The rows in identity order, with all columns, hidden ones too.
    Result<data::Rows> open(const QString &nodeAndPort) const;
    /// The visible columns' rows in identity order.
    Result<QJsonArray> rows(const QString &nodeAndPort) const;
    /// What must hold for every relation: schema as bound, hidden columns there, identity unique up to equal rows, chain equal.
    Result<void> checkInvariants(const QString &nodeAndPort) const;

private:
    TableInput input(const QString &reference) const;
    QString handleOf(const QString &nodeAndPort) const;

    Result<void> define(const QString &nodeAndPort, const data::Relation &relation);

    data::Connection &m_connection;
    bool m_shuffled;
    QList<std::pair<QString, QString>> m_definitions;  ///< handle and SQL
    QMap<QString, data::Relation> m_outputs;
    QMap<QString, QString> m_chainBase;  ///< for an output whose chain has one step more than its input's: the input
};

}  // namespace headrace::tests
