// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator sees while it is bound or run.
#pragma once

#include "engine/execution/run_state.h"

#include <QElapsedTimer>

namespace headrace::execution {

/// One node, bound on the coordinating thread or run on a job's thread; used by one thread at a time.
class Context : public TaskContext
{
public:
    /// `forTask`: handles are whole FROM items instead of names of relations, and the connection is the context's own.
    Context(RunState &state, int node, bool forTask, std::shared_ptr<CancelToken> cancel);
    ~Context() override;

    const QString &node() const override { return m_entry.id; }
    const Params &params() const override { return m_entry.params; }
    quint64 seed() const override { return m_state.options.seed; }
    const QMap<QString, PipelineParameter> &scope() const override;
    const PathPolicy &paths() const override { return m_state.paths; }
    data::Connection &connection() override;
    QList<TableInput> tables(const QString &port) const override;
    QList<learning::Transform> transforms(const QString &port) const override;
    QList<std::pair<QString, std::shared_ptr<const learning::Model>>> models(const QString &port) const override;
    QList<std::pair<QString, Metrics>> metricSets(const QString &port) const override;
    QString python() const override { return m_state.options.python; }
    bool trusts(const QString &sha256) const override { return m_state.options.trustAll || m_state.options.trusted.contains(sha256); }
    QString maker(const QString &port) const override;
    void expect(const QString &port, const learning::Transform &transform) override { m_result->values.insert(port, transform); }
    bool wanted(const QString &port) const override;
    Result<data::Schema> describe(const QString &sql) override;

    Result<std::unique_ptr<data::Connection>> newConnection() override;
    int threads() const override { return m_state.options.threads; }
    qint64 memoryBytes() const override { return m_state.options.memoryBytes; }
    Result<QString> folder() override;
    bool cancelled() const override { return m_cancel->requested(); }
    std::shared_ptr<void> onCancel(std::function<void()> stop) override { return m_cancel->onCancel(std::move(stop)); }
    QString newTable() override { return m_state.newTable(); }
    void setOutput(const QString &port, PortValue value) override { m_result->values.insert(port, std::move(value)); }
    std::shared_ptr<learning::Matrix> takeMatrix(const QString &port) override;
    void metric(const QString &key, double value, qint64 step) override;
    void log(const QString &level, const QString &text) override { m_state.log(m_index, level, text); }
    void progress(qint64 done, qint64 total, const QString &unit) override;
    std::optional<QByteArray> recall(const QString &name) override;
    void keep(const QString &name, const std::function<QByteArray()> &bytesOf) override;
    void artifact(const QString &name, const QString &path, const QString &kind, const QJsonObject &facts) override;
    void wrote(const QString &path, qint64 rows) override;
    void warn(const QString &text) override;

    std::shared_ptr<NodeResult> result() const { return m_result; }
    /// The token of the job that runs it; before connect().
    void useToken(std::shared_ptr<CancelToken> token);
    /// Opens the connection that connection() gives; to be called (and checked) before a function that may use it.
    Result<void> connect(data::Connection *shared = nullptr);
    /// The relation at an input, for describe's stubs.
    const std::vector<int> &inputRelations() const { return m_inputRelations; }

private:
    QString keptKey(const QString &name) const;

    RunState &m_state;
    int m_index;
    const GraphNode &m_entry;
    bool m_forTask;
    std::shared_ptr<CancelToken> m_cancel;
    std::shared_ptr<NodeResult> m_result = std::make_shared<NodeResult>();
    QMap<QString, QList<TableInput>> m_tables;
    std::vector<int> m_inputRelations;
    QMap<QString, QList<learning::Transform>> m_transforms;
    QMap<QString, QList<std::pair<QString, std::shared_ptr<const learning::Model>>>> m_models;
    QMap<QString, QList<std::pair<QString, Metrics>>> m_metricSets;
    QMap<QString, std::shared_ptr<learning::Matrix>> m_matrices;
    std::unique_ptr<data::Connection> m_own;
    data::Connection *m_connection = nullptr;
    std::shared_ptr<void> m_interrupt;
    QElapsedTimer m_lastProgress;
    qint64 m_progressAt = -1;
};

}  // namespace headrace::execution
