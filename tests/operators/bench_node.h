// SPDX-License-Identifier: GPL-3.0-or-later
// One node on a bench: an operator with parameters in a workspace of its own, bound and run without an executor.
#pragma once

#include "engine/operators/builtin.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace headrace::tests {

/// A folder that is a workspace, and a database that may read and write in it.
class Workspace
{
public:
    Workspace() { QDir(m_folder.path()).mkpath(QStringLiteral("private")); }
    QString path(const QString &name = {}) const
    {
        return name.isEmpty() ? QFileInfo(m_folder.path()).canonicalFilePath() : path() + QLatin1Char('/') + name;
    }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<missing>");
    }

private:
    QTemporaryDir m_folder;
};

/// Records what a task does.
class BenchNode : public TaskContext
{
public:
    BenchNode(const Workspace &workspace, const QString &op, const QJsonObject &params, const QStringList &allowed = {})
        : m_workspace(workspace),
          m_operator(findOperator(op)),
          m_params(m_operator ? Params(m_operator->spec.params, params) : Params({}, {})),
          m_paths(workspace.path(), workspace.path(), allowed)
    {
        if (!m_operator)
            qFatal("no operator %s", qPrintable(op));
    }

    /// Opens the database with exactly the files that the operator names, as the executor does; again for each call.
    Result<void> open()
    {
        data::SessionOptions options;
        options.threads = threadsUsed;
        options.allowedFolders << m_workspace.path(QStringLiteral("private"));
        options.allowedPaths << m_workspace.path(QStringLiteral("never"));
        if (m_operator->sourceFiles) {
            HR_ASSIGN(const QStringList files, m_operator->sourceFiles(*this));
            options.allowedPaths << files;
        }
        m_connection.reset();
        m_session.reset();
        HR_ASSIGN(m_session, data::Session::open(options));
        HR_ASSIGN(m_connection, m_session->connect());
        for (const QString &sql : std::as_const(setup))
            HR_TRY(m_connection->run(sql));
        return {};
    }
    /// The relations of the operator.
    Result<QMap<QString, data::Relation>> bind()
    {
        HR_TRY(open());
        return m_operator->relation(*this);
    }
    /// Runs the task if there is one and it has something to do, then binds; outputs of the task replace relations.
    Result<QMap<QString, data::Relation>> runAndBind()
    {
        HR_TRY(open());
        if (m_operator->task && (!m_operator->taskNeeded || m_operator->taskNeeded(*this)))
            HR_TRY(m_operator->task(*this));
        QMap<QString, data::Relation> relations;
        if (m_operator->relation) {
            HR_ASSIGN(relations, m_operator->relation(*this));
        }
        for (auto it = outputs.cbegin(); it != outputs.cend(); ++it)
            if (const auto *relation = std::get_if<data::Relation>(&it.value()))
                relations[it.key()] = *relation;
        return relations;
    }
    Result<void> run()
    {
        HR_TRY(runAndBind());
        return {};
    }
    /// The rows at an output, in identity order, values as JSON.
    Result<QJsonArray> rows(const QString &port = QStringLiteral("rows"), const QString &columns = QStringLiteral("*"))
    {
        HR_ASSIGN(const auto relations, runAndBind());
        const data::Relation relation = relations.value(port);
        schema = relation.schema;
        QString visible = columns;
        if (columns == QLatin1String("*"))
            visible = quoteNames(relation.schema.names());
        return m_connection->rows(
            QStringLiteral("SELECT %1 FROM (%2) %3").arg(visible, relation.sql, data::orderClause(relation.schema, relation.identity)));
    }
    QString typesText() const
    {
        QStringList texts;
        for (const data::Column &column : schema.columns)
            texts << column.name + QLatin1Char(' ') + column.type;
        return texts.join(QStringLiteral(", "));
    }
    /// An input: SQL that gives its rows, described now.
    Result<void> input(const QString &port, const QString &sql, const QStringList &identity)
    {
        HR_TRY(open());
        TableInput input;
        input.node = QStringLiteral("before");
        input.port = QStringLiteral("rows");
        input.handle = QStringLiteral("(%1)").arg(sql);
        input.identity = identity;
        HR_ASSIGN(const QList<data::Column> columns, m_connection->describe(sql));
        for (const data::Column &column : columns)
            if (!column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
                input.schema.columns << column;
        m_tables[port] << input;
        return {};
    }

    const QString &node() const override { return m_node; }
    const Params &params() const override { return m_params; }
    quint64 seed() const override { return 42; }
    const QMap<QString, PipelineParameter> &scope() const override { return m_scope; }
    const PathPolicy &paths() const override { return m_paths; }
    data::Connection &connection() override { return *m_connection; }
    QList<TableInput> tables(const QString &port) const override { return m_tables.value(port); }
    QList<learning::Transform> transforms(const QString &) const override { return {}; }
    QList<std::pair<QString, std::shared_ptr<const learning::Model>>> models(const QString &) const override { return {}; }
    QList<std::pair<QString, Metrics>> metricSets(const QString &) const override { return {}; }
    Result<data::Schema> describe(const QString &sql) override
    {
        HR_ASSIGN(const QList<data::Column> columns, m_connection->describe(sql));
        data::Schema found;
        for (const data::Column &column : columns)
            if (!column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
                found.columns << column;
        return found;
    }
    Result<std::unique_ptr<data::Connection>> newConnection() override { return m_session->connect(); }
    int threads() const override { return threadsUsed; }
    qint64 memoryBytes() const override { return qint64(1) << 30; }
    Result<QString> folder() override { return m_workspace.path(QStringLiteral("private")); }
    bool cancelled() const override { return false; }
    std::shared_ptr<void> onCancel(std::function<void()>) override { return nullptr; }
    QString newTable() override { return QStringLiteral("\"__hr_t%1\"").arg(m_nextTable++); }
    void setOutput(const QString &port, PortValue value) override { outputs[port] = std::move(value); }
    void metric(const QString &key, double value, qint64) override { metrics[key] = value; }
    void log(const QString &level, const QString &text) override { logs << level + QStringLiteral(": ") + text; }
    void progress(qint64, qint64, const QString &) override {}
    std::optional<QByteArray> recall(const QString &) override { return std::nullopt; }
    void keep(const QString &, const std::function<QByteArray()> &) override {}
    void artifact(const QString &, const QString &, const QString &, const QJsonObject &) override {}
    void wrote(const QString &path, qint64 rows) override { written << QStringLiteral("%1 %2").arg(path, QString::number(rows)); }
    void warn(const QString &text) override { warnings << text; }

    int threadsUsed = 2;
    QStringList setup;  ///< statements run in each new database
    data::Schema schema;
    QMap<QString, PortValue> outputs;
    QMap<QString, double> metrics;
    QStringList logs, warnings, written;

private:
    static QString quoteNames(const QStringList &names)
    {
        QStringList quoted;
        for (const QString &name : names)
            quoted << QLatin1Char('"') + QString(name).replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        return quoted.join(QStringLiteral(", "));
    }

    const Workspace &m_workspace;
    const Operator *m_operator;
    QString m_node = QStringLiteral("node");
    Params m_params;
    PathPolicy m_paths;
    QMap<QString, PipelineParameter> m_scope;
    std::unique_ptr<data::Session> m_session;
    std::unique_ptr<data::Connection> m_connection;
    QMap<QString, QList<TableInput>> m_tables;
    int m_nextTable = 0;
};

inline QString compact(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

/// The rows as compact JSON, or the error's words.
inline QString rowsText(BenchNode &node, const QString &port = QStringLiteral("rows"), const QString &columns = QStringLiteral("*"))
{
    const auto rows = node.rows(port, columns);
    return rows ? compact(*rows) : QStringLiteral("error: ") + rows.error().toString();
}

}  // namespace headrace::tests
