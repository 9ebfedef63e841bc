// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/context.h"

#include "engine/base/hashing.h"
#include "engine/data/binder.h"
#include "engine/protocol/messages.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace headrace::execution {

namespace {
constexpr qint64 kProgressEveryMs = 50;
const QString kKeptFile = QStringLiteral("kept.bin");
}  // namespace

Context::Context(RunState &state, int node, bool forTask, std::shared_ptr<CancelToken> cancel)
    : m_state(state), m_index(node), m_entry(state.graph.nodes[size_t(node)]), m_forTask(forTask), m_cancel(std::move(cancel))
{
    // Everything is looked up here, on the coordinating thread; afterwards the context touches no shared lists.
    for (const GraphInput &input : m_entry.inputs) {
        if (forTask)
            if (const auto matrix = state.matrices.extract({node, input.port}); !matrix.empty())
                m_matrices.insert(input.port, matrix.mapped());
        const PortSpec *spec = m_entry.op->spec.input(input.port);
        for (const OutputRef &from : input.from) {
            const QString &fromId = state.graph.nodes[size_t(from.node)].id;
            if (spec->type == PortType::Table) {
                const auto found = state.tables[size_t(from.node)].find(from.port);
                if (found == state.tables[size_t(from.node)].end())
                    continue;
                const PlannedRelation &relation = state.relations.at(found->second);
                m_tables[input.port] << TableInput{fromId,
                                                   from.port,
                                                   forTask ? state.relations.fromItem(found->second) : relation.handle,
                                                   relation.relation.schema,
                                                   relation.relation.identity,
                                                   relation.relation.chain,
                                                   relation.part};
                // Once, even where a table is joined with itself.
                if (std::find(m_inputRelations.begin(), m_inputRelations.end(), found->second) == m_inputRelations.end())
                    m_inputRelations.push_back(found->second);
                continue;
            }
            const std::shared_ptr<NodeResult> &result = state.results[size_t(from.node)];
            if (!result)
                continue;
            const PortValue value = result->values.value(from.port);
            if (const auto *transform = std::get_if<learning::Transform>(&value))
                m_transforms[input.port] << *transform;
            else if (const auto *model = std::get_if<std::shared_ptr<const learning::Model>>(&value))
                m_models[input.port] << std::pair(fromId, *model);
            else if (const auto *metrics = std::get_if<Metrics>(&value))
                m_metricSets[input.port] << std::pair(fromId, *metrics);
        }
    }
}

Context::~Context() = default;

void Context::useToken(std::shared_ptr<CancelToken> token)
{
    m_cancel = std::move(token);
}

Result<void> Context::connect(data::Connection *shared)
{
    m_connection = shared;
    if (!shared) {
        HR_ASSIGN(m_own, newConnection());
        m_connection = m_own.get();
        m_interrupt = m_cancel->onCancel([connection = m_connection] { connection->interrupt(); });
    }
    return {};
}

const QMap<QString, PipelineParameter> &Context::scope() const
{
    static const QMap<QString, PipelineParameter> none;
    return m_entry.scope ? *m_entry.scope : none;
}

data::Connection &Context::connection()
{
    Q_ASSERT(m_connection);
    return *m_connection;
}

QList<TableInput> Context::tables(const QString &port) const
{
    return m_tables.value(port);
}

QList<learning::Transform> Context::transforms(const QString &port) const
{
    return m_transforms.value(port);
}

QList<std::pair<QString, std::shared_ptr<const learning::Model>>> Context::models(const QString &port) const
{
    return m_models.value(port);
}

QList<std::pair<QString, Metrics>> Context::metricSets(const QString &port) const
{
    return m_metricSets.value(port);
}

QString Context::maker(const QString &port) const
{
    const GraphInput *input = m_entry.input(port);
    return input && !input->from.empty() ? m_state.graph.nodes[size_t(input->from.front().node)].op->spec.id : QString();
}

bool Context::wanted(const QString &port) const
{
    for (const int consumer : m_entry.consumers)
        for (const GraphInput &input : m_state.graph.nodes[size_t(consumer)].inputs)
            for (const OutputRef &from : input.from)
                if (from.node == m_index && from.port == port)
                    return true;
    return m_state.options.to.contains(m_entry.id);
}

Result<data::Schema> Context::describe(const QString &sql)
{
    QList<data::Stub> stubs;
    if (!m_forTask)
        for (const int index : m_inputRelations) {
            const PlannedRelation &relation = m_state.relations.at(index);
            stubs << data::Stub{relation.handle, relation.relation.schema, data::hiddenOf(relation.relation)};
        }
    return data::describe(connection(), sql, stubs);
}

Result<std::unique_ptr<data::Connection>> Context::newConnection()
{
    HR_ASSIGN(data::Session * session, m_state.session());
    return session->connect();
}

Result<QString> Context::folder()
{
    HR_ASSIGN(const QString run, m_state.runFolder());
    // The id may hold slashes (subpipelines): folders below folders, all of them ids.
    const QString path = run + QStringLiteral("/artifacts/") + m_entry.id;
    if (!QDir().mkpath(path))
        return Error(ErrorCode::Io, QStringLiteral("The folder %1 cannot be made.").arg(path),
                     QStringLiteral("Check the free space and permissions."))
            .at(m_entry.id);
    return path;
}

std::shared_ptr<learning::Matrix> Context::takeMatrix(const QString &port)
{
    return m_matrices.take(port);
}

void Context::metric(const QString &key, double value, qint64 step)
{
    m_result->metrics << QJsonArray{key, protocol::numberToJson(value), step};
    m_state.emitNode("metric", m_index,
                     {{QStringLiteral("key"), m_entry.id + QLatin1Char('/') + key},
                      {QStringLiteral("value"), protocol::numberToJson(value)},
                      {QStringLiteral("step"), step}});
}

void Context::progress(qint64 done, qint64 total, const QString &unit)
{
    if (m_lastProgress.isValid() && m_lastProgress.elapsed() < kProgressEveryMs && done != total)
        return;
    const double seconds = m_lastProgress.isValid() ? double(m_lastProgress.nsecsElapsed()) * 1e-9 : 0;
    QJsonObject event{{QStringLiteral("done"), done}, {QStringLiteral("total"), total}, {QStringLiteral("unit"), unit}};
    if (seconds > 0 && m_progressAt >= 0)
        event.insert(QStringLiteral("rate"), double(done - m_progressAt) / seconds);
    m_progressAt = done;
    m_lastProgress.start();
    m_state.emitNode("step_progress", m_index, event);
}

QString Context::keptKey(const QString &name) const
{
    return sha256(m_state.keys.inputsKey(m_index).toLatin1() + '\n' + name.toUtf8());
}

std::optional<QByteArray> Context::recall(const QString &name)
{
    if (!m_state.options.cache)
        return std::nullopt;
    const auto entry = m_state.cache.find(keptKey(name));
    if (!entry || !m_state.cache.verify(*entry, kKeptFile))
        return std::nullopt;
    m_state.cache.touch(*entry);
    QFile file(entry->path(kKeptFile));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

void Context::keep(const QString &name, const std::function<QByteArray()> &bytesOf)
{
    if (!m_state.options.cache)
        return;
    const QByteArray bytes = bytesOf();
    if (bytes.isEmpty())
        return;
    auto writer = m_state.cache.write(keptKey(name));
    if (!writer)
        return;  // a cache that cannot be written costs time later, nothing now
    QFile file(writer->path(kKeptFile));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return;
    file.close();
    if (const auto entry = writer->commit({{QStringLiteral("kind"), QStringLiteral("kept")}, {QStringLiteral("name"), name}}); !entry)
        log(QStringLiteral("warning"), entry.error().toString());
}

void Context::artifact(const QString &name, const QString &path, const QString &kind, const QJsonObject &facts)
{
    m_result->artifacts << QJsonObject{
        {QStringLiteral("name"), name}, {QStringLiteral("path"), path}, {QStringLiteral("kind"), kind}, {QStringLiteral("facts"), facts}};
}

void Context::wrote(const QString &path, qint64 rows)
{
    QJsonObject written{{QStringLiteral("path"), path}, {QStringLiteral("rows"), rows}};
    if (const auto identity = FileIdentity::of(path))
        written.insert(QStringLiteral("identity"), identity->toJson());
    m_result->written << written;
}

void Context::warn(const QString &text)
{
    m_result->warnings << text;
    log(QStringLiteral("warning"), text);
}

}  // namespace headrace::execution
