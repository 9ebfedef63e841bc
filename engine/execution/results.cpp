// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/results.h"

#include "engine/base/hashing.h"
#include "engine/base/path_content.h"
#include "engine/base/quoting.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <unistd.h>

namespace headrace::execution {

namespace {

/// A second name for the same bytes; a copy where the file system has no links.
Result<void> linkOrCopy(const QString &from, const QString &to)
{
    QDir().mkpath(QFileInfo(to).path());
    QFile::remove(to);
    if (link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0 || QFile::copy(from, to))
        return {};
    return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be written.").arg(to), QStringLiteral("Check the free space and permissions."));
}

Result<void> writeWhole(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()),
                     QStringLiteral("Check the free space and permissions."));
    return {};
}

QJsonArray toJson(const QList<data::ChainStep> &chain)
{
    QJsonArray array;
    for (const data::ChainStep &step : chain)
        array << QJsonObject{{QStringLiteral("node"), step.node},
                             {QStringLiteral("op"), step.op},
                             {QStringLiteral("sql"), step.sql},
                             {QStringLiteral("transform"), step.transform},
                             {QStringLiteral("schema_in"), step.schemaIn}};
    return array;
}

QList<data::ChainStep> chainFromJson(const QJsonArray &array)
{
    QList<data::ChainStep> chain;
    for (const QJsonValue &value : array) {
        const QJsonObject step = value.toObject();
        chain << data::ChainStep{step.value(QStringLiteral("node")).toString(), step.value(QStringLiteral("op")).toString(),
                                 step.value(QStringLiteral("sql")).toString(), step.value(QStringLiteral("transform")).toObject(),
                                 step.value(QStringLiteral("schema_in")).toObject()};
    }
    return chain;
}

Result<void> writeParquet(RunState &state, const QString &table, const QString &path)
{
    HR_ASSIGN(data::Session * session, state.session());
    HR_ASSIGN(const auto connection, session->connect());
    const auto copied = connection->run(
        QStringLiteral("COPY (SELECT * FROM %1) TO %2 (FORMAT parquet, COMPRESSION snappy)").arg(table, quoteLiteral(path)));
    if (!copied)
        return copied.error();
    return {};
}

QString artifactRoot(RunState &state, int node)
{
    const auto folder = state.runFolder();
    return folder ? *folder + QStringLiteral("/artifacts/") + state.graph.nodes[size_t(node)].id : QString();
}

}  // namespace

Result<void> saveArtifacts(RunState &state, int node, NodeResult &result)
{
    const QString &id = state.graph.nodes[size_t(node)].id;
    for (auto it = result.values.cbegin(); it != result.values.cend(); ++it) {
        if (std::holds_alternative<data::Relation>(it.value()) || std::holds_alternative<std::monostate>(it.value()))
            continue;
        if (const auto *metrics = std::get_if<Metrics>(&it.value()); metrics && metrics->isEmpty())
            continue;  // a marker's, which only say that it is done
        HR_ASSIGN(const QString run, state.runFolder());
        const QString base = run + QStringLiteral("/artifacts/") + id + QLatin1Char('/') + it.key();
        if (const auto *model = std::get_if<std::shared_ptr<const learning::Model>>(&it.value())) {
            QDir(base).removeRecursively();
            QDir().mkpath(QFileInfo(base).path());
            HR_TRY((*model)->save(base));
            result.artifacts << QJsonObject{{QStringLiteral("name"), it.key()},
                                            {QStringLiteral("path"), base},
                                            {QStringLiteral("kind"), QStringLiteral("model")},
                                            {QStringLiteral("facts"),
                                             QJsonObject{{QStringLiteral("estimator"), (*model)->estimator},
                                                         {QStringLiteral("signature"), (*model)->signature},
                                                         {QStringLiteral("training"), (*model)->facts}}}};
        } else if (const auto *transform = std::get_if<learning::Transform>(&it.value())) {
            HR_TRY(writeWhole(base + QStringLiteral(".json"), QJsonDocument(transform->json).toJson()));
            result.artifacts << QJsonObject{{QStringLiteral("name"), it.key()},
                                            {QStringLiteral("path"), base + QStringLiteral(".json")},
                                            {QStringLiteral("kind"), QStringLiteral("transform")}};
        } else if (const auto *metrics = std::get_if<Metrics>(&it.value())) {
            HR_TRY(writeWhole(base + QStringLiteral(".json"), QJsonDocument(*metrics).toJson()));
            result.artifacts << QJsonObject{{QStringLiteral("name"), it.key()},
                                            {QStringLiteral("path"), base + QStringLiteral(".json")},
                                            {QStringLiteral("kind"), QStringLiteral("metrics")}};
        }
    }
    return {};
}

Result<CacheEntry> storeResult(RunState &state, int node, const QString &key, const NodeResult &result, const QList<ResultTable> &tables,
                               double seconds)
{
    HR_ASSIGN(ContentCache::Writer writer, state.cache.write(key));
    QJsonObject outputs;
    for (auto it = result.values.cbegin(); it != result.values.cend(); ++it) {
        if (const auto *model = std::get_if<std::shared_ptr<const learning::Model>>(&it.value())) {
            HR_TRY((*model)->save(writer.path(it.key())));
            outputs.insert(it.key(), QJsonObject{{QStringLiteral("kind"), QStringLiteral("model")}});
        } else if (const auto *transform = std::get_if<learning::Transform>(&it.value())) {
            outputs.insert(it.key(),
                           QJsonObject{{QStringLiteral("kind"), QStringLiteral("transform")}, {QStringLiteral("json"), transform->json}});
        } else if (const auto *metrics = std::get_if<Metrics>(&it.value())) {
            outputs.insert(it.key(), QJsonObject{{QStringLiteral("kind"), QStringLiteral("metrics")}, {QStringLiteral("json"), *metrics}});
        }
    }
    for (const ResultTable &table : tables) {
        const QString file = table.port + QStringLiteral(".parquet");
        if (!table.file.isEmpty())
            HR_TRY(linkOrCopy(table.file, writer.path(file)));
        else
            HR_TRY(writeParquet(state, table.table, writer.path(file)));
        QJsonObject output{{QStringLiteral("kind"), QStringLiteral("table")},
                           {QStringLiteral("file"), file},
                           {QStringLiteral("schema"), table.relation.relation.schema.toJson()},
                           {QStringLiteral("identity"), QJsonArray::fromStringList(table.relation.relation.identity)},
                           {QStringLiteral("chain"), toJson(table.relation.relation.chain)},
                           {QStringLiteral("rows"), table.relation.rows.value_or(-1)}};
        if (!table.relation.storedColumns.isEmpty())
            output.insert(QStringLiteral("columns"), QJsonArray::fromStringList(table.relation.storedColumns));
        outputs.insert(table.port, output);
    }
    QJsonArray artifacts;
    int number = 0;
    for (const QJsonValue &value : result.artifacts) {
        QJsonObject artifact = value.toObject();
        const QString kind = artifact.value(QStringLiteral("kind")).toString();
        const QString path = artifact.take(QStringLiteral("path")).toString();
        if (outputs.contains(artifact.value(QStringLiteral("name")).toString())
            && (kind == QLatin1String("model") || kind == QLatin1String("transform") || kind == QLatin1String("metrics")))
            continue;  // made again from the output itself
        const QString name = QStringLiteral("artifacts/%1-%2").arg(number++).arg(QFileInfo(path).fileName());
        HR_TRY(linkOrCopy(path, writer.path(name)));
        artifact.insert(QStringLiteral("file"), name);
        artifacts << artifact;
    }
    const GraphNode &entry = state.graph.nodes[size_t(node)];
    if (state.options.isAgain(state.graph.nodes[size_t(node)].id))
        state.cache.remove(key);  // else the one that was not to be believed would stay
    return writer.commit({{QStringLiteral("kind"), QStringLiteral("node")},
                          {QStringLiteral("op"), entry.op->spec.id},
                          {QStringLiteral("node"), entry.id},
                          {QStringLiteral("outputs"), outputs},
                          {QStringLiteral("metrics"), result.metrics},
                          {QStringLiteral("artifacts"), artifacts},
                          {QStringLiteral("written"), result.written},
                          {QStringLiteral("warnings"), QJsonArray::fromStringList(result.warnings)},
                          {QStringLiteral("made_ms"), QDateTime::currentMSecsSinceEpoch()},
                          {QStringLiteral("duration_s"), seconds}});
}

Result<std::shared_ptr<NodeResult>> loadResult(RunState &state, int node, const CacheEntry &entry)
{
    auto result = std::make_shared<NodeResult>();
    const QString &id = state.graph.nodes[size_t(node)].id;
    const QJsonObject outputs = entry.facts.value(QStringLiteral("outputs")).toObject();
    for (auto it = outputs.begin(); it != outputs.end(); ++it) {
        const QJsonObject output = it.value().toObject();
        const QString kind = output.value(QStringLiteral("kind")).toString();
        if (kind == QLatin1String("model")) {
            HR_ASSIGN(const auto loaded, learning::Model::load(entry.path(it.key())));
            auto model = std::make_shared<learning::Model>(*loaded);
            model->node = id;  // the same recipe may stand under another name here
            result->values.insert(it.key(), std::shared_ptr<const learning::Model>(std::move(model)));
        } else if (kind == QLatin1String("transform")) {
            result->values.insert(it.key(), learning::Transform{output.value(QStringLiteral("json")).toObject(), id});
        } else if (kind == QLatin1String("metrics")) {
            result->values.insert(it.key(), Metrics(output.value(QStringLiteral("json")).toObject()));
        }
    }
    result->metrics = entry.facts.value(QStringLiteral("metrics")).toArray();
    result->written = entry.facts.value(QStringLiteral("written")).toArray();
    for (const QJsonValue &warning : entry.facts.value(QStringLiteral("warnings")).toArray())
        result->warnings << warning.toString();
    const QJsonArray artifacts = entry.facts.value(QStringLiteral("artifacts")).toArray();
    for (const QJsonValue &value : artifacts) {
        QJsonObject artifact = value.toObject();
        const QString file = artifact.take(QStringLiteral("file")).toString();
        // The run keeps its own name for the bytes, so that evicting the cache takes nothing from it.
        const QString path = artifactRoot(state, node) + QLatin1Char('/') + QFileInfo(file).fileName().section(QLatin1Char('-'), 1);
        HR_TRY(linkOrCopy(entry.path(file), path));
        artifact.insert(QStringLiteral("path"), path);
        result->artifacts << artifact;
    }
    HR_TRY(saveArtifacts(state, node, *result));
    return result;
}

QList<PlannedRelation> loadTables(RunState &state, int node, const CacheEntry &entry)
{
    QList<PlannedRelation> relations;
    const QJsonObject outputs = entry.facts.value(QStringLiteral("outputs")).toObject();
    for (auto it = outputs.begin(); it != outputs.end(); ++it) {
        const QJsonObject output = it.value().toObject();
        if (output.value(QStringLiteral("kind")).toString() != QLatin1String("table"))
            continue;
        PlannedRelation planned;
        planned.node = node;
        planned.port = it.key();
        planned.part = partOf(state.graph, node, it.key());
        planned.handle = quoteIdentifier(state.graph.nodes[size_t(node)].id + QLatin1Char(':') + it.key());
        planned.relation.schema = data::Schema::fromJson(output.value(QStringLiteral("schema")).toObject());
        for (const QJsonValue &name : output.value(QStringLiteral("identity")).toArray())
            planned.relation.identity << name.toString();
        planned.relation.chain = chainFromJson(output.value(QStringLiteral("chain")).toArray());
        const QStringList names = planned.relation.schema.names() + data::hiddenOf(planned.relation);
        QStringList stored;
        for (const QJsonValue &name : output.value(QStringLiteral("columns")).toArray())
            stored << name.toString();
        planned.relation.sql = Relations::widened(
            planned.relation, stored.isEmpty() ? names : stored,
            QStringLiteral("read_parquet(%1)").arg(quoteLiteral(entry.path(output.value(QStringLiteral("file")).toString()))));
        const qint64 rows = output.value(QStringLiteral("rows")).toInteger(-1);
        if (rows >= 0)
            planned.rows = rows;
        relations << planned;
    }
    return relations;
}

void announceResult(RunState &state, int node, const NodeResult &result)
{
    for (const QJsonValue &value : result.artifacts) {
        QJsonObject artifact = value.toObject();
        const QString path = artifact.value(QStringLiteral("path")).toString();
        const auto content = contentOfPath(path);
        artifact.insert(QStringLiteral("bytes"), content ? content->bytes : 0);
        artifact.insert(QStringLiteral("xxh3"), content ? content->xxh3 : QString());
        state.emitNode("artifact", node, artifact);
    }
}

void announceWritten(RunState &state, int node, const NodeResult &result)
{
    for (const QJsonValue &value : result.written) {
        const QJsonObject written = value.toObject();
        QJsonObject event{{QStringLiteral("path"), written.value(QStringLiteral("path"))},
                          {QStringLiteral("role"), QStringLiteral("output")},
                          {QStringLiteral("rows"), written.value(QStringLiteral("rows"))}};
        if (const auto content = state.memory.contentOf(written.value(QStringLiteral("path")).toString(), true,
                                                        [&state] { return state.cancel->requested(); })) {
            event.insert(QStringLiteral("bytes"), content->identity.size);
            event.insert(QStringLiteral("sha256"), content->sha256);
            event.insert(QStringLiteral("xxh3"), content->xxh3);
        }
        state.emitNode("dataset", node, event);
    }
}

Result<QString> recordTable(RunState &state, int node, const ResultTable &table)
{
    const QString path = artifactRoot(state, node) + QLatin1Char('/') + table.port + QStringLiteral(".parquet");
    QDir().mkpath(QFileInfo(path).path());
    // Written beside and renamed: a run that is killed leaves no half artifact.
    HR_TRY(writeParquet(state, table.table, path + QStringLiteral(".part")));
    QFile::remove(path);
    if (!QFile::rename(path + QStringLiteral(".part"), path))
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be put in place.").arg(path),
                     QStringLiteral("Check the permissions of its folder."));
    HR_ASSIGN(const QString hash, xxh3OfFile(path));
    state.emitNode("artifact", node,
                   {{QStringLiteral("name"), table.port},
                    {QStringLiteral("kind"), QStringLiteral("table")},
                    {QStringLiteral("path"), path},
                    {QStringLiteral("bytes"), QFileInfo(path).size()},
                    {QStringLiteral("xxh3"), hash},
                    {QStringLiteral("rows"), table.relation.rows ? QJsonValue(*table.relation.rows) : QJsonValue()},
                    {QStringLiteral("facts"), QJsonObject{{QStringLiteral("schema"), table.relation.relation.schema.toJson()}}}});
    return path;
}

void recordCachedTable(RunState &state, int node, const CacheEntry &entry, const PlannedRelation &relation)
{
    const QJsonObject output = entry.facts.value(QStringLiteral("outputs")).toObject().value(relation.port).toObject();
    const QString name = output.value(QStringLiteral("file")).toString();
    const QString path = artifactRoot(state, node) + QLatin1Char('/') + relation.port + QStringLiteral(".parquet");
    if (name.isEmpty() || !linkOrCopy(entry.path(name), path))
        return;
    const QJsonObject file = entry.files.value(name).toObject();
    state.emitNode("artifact", node,
                   {{QStringLiteral("name"), relation.port},
                    {QStringLiteral("kind"), QStringLiteral("table")},
                    {QStringLiteral("path"), path},
                    {QStringLiteral("bytes"), file.value(QStringLiteral("bytes"))},
                    {QStringLiteral("xxh3"), file.value(QStringLiteral("xxh3"))},
                    {QStringLiteral("rows"), relation.rows ? QJsonValue(*relation.rows) : QJsonValue()},
                    {QStringLiteral("facts"), QJsonObject{{QStringLiteral("schema"), relation.relation.schema.toJson()}}}});
}

QString partOf(const Graph &graph, int node, const QString &port)
{
    QString through = port;
    for (int at = node;;) {
        const GraphNode &entry = graph.nodes[size_t(at)];
        const Traits &traits = entry.op->spec.traits;
        if (traits.splits)
            return through;
        // Rows stay the rows of the part through whatever keeps one row one row, fitted transforms included.
        const bool keepsRows = traits.rowwise || traits.choosesRows || traits.fits || traits.scores;
        if (!keepsRows)
            return {};
        const OutputRef *next = nullptr;
        for (const GraphInput &input : entry.inputs)
            if (entry.op->spec.input(input.port)->type == PortType::Table && !input.from.empty()) {
                next = &input.from.front();
                break;
            }
        if (!next)
            return {};
        at = next->node;
        through = next->port;
    }
}

}  // namespace headrace::execution
