// SPDX-License-Identifier: GPL-3.0-or-later
// A TaskContext for tests of one operator: parameters and inputs are given, and what the operator does is kept.
// For executables that link headrace_operators.
#pragma once

#include "engine/base/quoting.h"
#include "engine/operators/operator.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <map>

namespace headrace::tests {

class FakeTaskContext : public TaskContext
{
public:
    struct Metric {
        double value = 0;
        qint64 step = 0;
    };

    /// `values` are the node's parameters; the operator's defaults are filled in.
    explicit FakeTaskContext(const Operator &op, const QJsonObject &values = {}, const QString &node = QStringLiteral("node"))
        : m_node(node), m_params(op.spec.params, values), m_paths(m_folder.path(), m_folder.path())
    {
        auto session = data::Session::open({});
        if (!session)
            qFatal("%s", qPrintable(session.error().toString()));
        m_session = std::move(*session);
        m_connection = std::move(*m_session->connect());
    }
    /// Another node over the same tables.
    FakeTaskContext(const Operator &op, const QJsonObject &values, const FakeTaskContext &other,
                    const QString &node = QStringLiteral("node"))
        : m_node(node), m_params(op.spec.params, values), m_paths(m_folder.path(), m_folder.path()), m_session(other.m_session)
    {
        m_connection = std::move(*m_session->connect());
    }

    // ---- what the test gives

    QMap<QString, QList<TableInput>> inputTables;
    QList<learning::Transform> inputTransforms;
    QList<std::pair<QString, std::shared_ptr<const learning::Model>>> inputModels;
    QList<std::pair<QString, Metrics>> inputMetrics;
    bool cancel = false;
    int threadCount = 2;
    qint64 memory = qint64(1) << 30;

    /// Runs SQL that must succeed.
    void sql(const QString &text)
    {
        if (const auto result = m_connection->run(text); !result)
            qFatal("%s: %s", qPrintable(text.left(500)), qPrintable(result.error().toString()));
    }
    /// A table of the session as an input: its columns, and its rowid as the hidden identity.
    void give(const QString &port, const QString &table, const QString &part = {}, const QList<data::ChainStep> &chain = {})
    {
        TableInput input;
        input.node = QStringLiteral("source");
        input.port = QStringLiteral("rows");
        input.handle = QStringLiteral("(SELECT *, rowid AS __hr_0 FROM %1)").arg(quoteIdentifier(table));
        input.schema.columns = *m_connection->describe(QStringLiteral("SELECT * FROM ") + quoteIdentifier(table));
        input.identity = {data::hiddenColumn(0)};
        input.part = part;
        input.chain = chain;
        inputTables[port] << input;
    }
    void give(const QString &port, const data::Relation &relation, const QString &node, const QString &part = {})
    {
        inputTables[port] << TableInput{node,
                                        QStringLiteral("rows"),
                                        QLatin1Char('(') + relation.sql + QLatin1Char(')'),
                                        relation.schema,
                                        relation.identity,
                                        relation.chain,
                                        part};
    }

    // ---- what the operator did

    QMap<QString, PortValue> outputs;
    std::map<QString, Metric> metrics;  ///< the last of each key
    QStringList logs;
    QStringList warnings;
    QMap<QString, QString> artifacts;  ///< name to path
    QMap<QString, qint64> written;
    QMap<QString, QByteArray> kept;  ///< hand it to another context to test recall

    template <class T> T output(const QString &port) const
    {
        const auto *value = outputs.contains(port) ? std::get_if<T>(&outputs.constFind(port).value()) : nullptr;
        return value ? *value : T();
    }
    /// The rows of a relation in the order of its identity, visible columns alone.
    QJsonArray rowsOf(const data::Relation &relation)
    {
        const auto rows = m_connection->rows(
            QStringLiteral("SELECT %1 FROM (%2) %3")
                .arg(quoteIdentifiers(relation.schema.names()), relation.sql, data::orderClause(relation.schema, relation.identity)));
        if (!rows)
            qFatal("%s", qPrintable(rows.error().toString()));
        return *rows;
    }

    // ---- TaskContext

    const QString &node() const override { return m_node; }
    const Params &params() const override { return m_params; }
    quint64 seed() const override { return 0; }
    const QMap<QString, PipelineParameter> &scope() const override { return m_scope; }
    const PathPolicy &paths() const override { return m_paths; }
    data::Connection &connection() override { return *m_connection; }
    QList<TableInput> tables(const QString &port) const override { return inputTables.value(port); }
    QList<learning::Transform> transforms(const QString &) const override { return inputTransforms; }
    QList<std::pair<QString, std::shared_ptr<const learning::Model>>> models(const QString &) const override { return inputModels; }
    QList<std::pair<QString, Metrics>> metricSets(const QString &) const override { return inputMetrics; }
    Result<data::Schema> describe(const QString &text) override
    {
        HR_ASSIGN(const auto columns, m_connection->describe(text));
        data::Schema schema;
        for (const data::Column &column : columns) {
            if (!column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
                schema.columns << column;
        }
        return schema;
    }
    Result<std::unique_ptr<data::Connection>> newConnection() override { return m_session->connect(); }
    int threads() const override { return threadCount; }
    qint64 memoryBytes() const override { return memory; }
    Result<QString> folder() override { return m_folder.path(); }
    bool cancelled() const override { return cancel; }
    std::shared_ptr<void> onCancel(std::function<void()>) override { return {}; }
    QString newTable() override { return quoteIdentifier(QStringLiteral("made_%1_%2").arg(m_node).arg(++m_tables)); }
    void setOutput(const QString &port, PortValue value) override { outputs.insert(port, std::move(value)); }
    void metric(const QString &key, double value, qint64 step) override { metrics[key] = {value, step}; }
    void log(const QString &level, const QString &text) override { logs << level + QStringLiteral(": ") + text; }
    void progress(qint64, qint64, const QString &) override {}
    std::optional<QByteArray> recall(const QString &name) override
    {
        return kept.contains(name) ? std::optional(kept.value(name)) : std::nullopt;
    }
    void keep(const QString &name, const std::function<QByteArray()> &bytes) override { kept.insert(name, bytes()); }
    void artifact(const QString &name, const QString &path, const QString &, const QJsonObject &) override { artifacts.insert(name, path); }
    void wrote(const QString &path, qint64 rows) override { written.insert(path, rows); }
    void warn(const QString &text) override { warnings << text; }

private:
    QTemporaryDir m_folder;
    QString m_node;
    Params m_params;
    PathPolicy m_paths;
    QMap<QString, PipelineParameter> m_scope;
    std::shared_ptr<data::Session> m_session;
    std::unique_ptr<data::Connection> m_connection;
    int m_tables = 0;
};

}  // namespace headrace::tests
