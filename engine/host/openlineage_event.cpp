// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/openlineage_event.h"

#include "engine/base/version.h"
#include "engine/pipeline/format.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace headrace::host {

namespace {

constexpr const char *kSpec = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
constexpr const char *kFacets = "https://openlineage.io/spec/facets/";

QString producer()
{
    return QStringLiteral("urn:headrace:") + programVersion();
}

/// A facet with the two members that every facet has. `schema` is VERSION/NAME.
QJsonObject facet(const char *schema, QJsonObject members)
{
    const QString path = QLatin1String(schema);
    members.insert(QStringLiteral("_producer"), producer());
    members.insert(QStringLiteral("_schemaURL"),
                   QLatin1String(kFacets) + path + QStringLiteral(".json#/$defs/") + path.section(QLatin1Char('/'), 1));
    return members;
}

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString place(const QString &node, const QString &port, const QString &column)
{
    return node + QLatin1Char(':') + port + QLatin1Char('.') + column;
}

/// A model of a run is a dataset by its content, wherever its files lie.
struct Dataset {
    QString space;
    QString name;
};

Dataset fileDataset(const QString &path)
{
    return {QStringLiteral("file"), path};
}

/// How a column comes to be, along all paths from the files.
struct Source {
    Dataset dataset;
    QString field;
    bool direct = false;    ///< its values flow
    bool deciding = false;  ///< it only decides
    bool identity = true;   ///< passed on as it is
    auto key() const { return dataset.space + QLatin1Char('\n') + dataset.name + QLatin1Char('\n') + field; }
};

/// Answers from which columns of the files that were read a column comes.
class ColumnWalk
{
public:
    explicit ColumnWalk(const RunFacts &facts) : m_facts(facts)
    {
        for (const record::ColumnEdge &edge : facts.columns)
            if (edge.kind == QLatin1String("choosing"))
                m_choosing[edge.node + QLatin1Char(':') + edge.port] << &edge;
            else
                m_from[place(edge.node, edge.port, edge.column)] << &edge;
        for (const record::DatasetUse &use : facts.datasets)
            if (use.role == QLatin1String("input"))
                m_files[use.node] << fileDataset(use.source);
    }

    QList<Source> sourcesOf(const QString &node, const QString &port, const QString &column)
    {
        QHash<QString, Source> found;
        QSet<QString> seen;
        walk(node, port, column, true, true, found, seen);
        return sorted(found);
    }

    /// Columns that chose the rows of a port, here or anywhere before.
    QList<Source> choosersOf(const QString &node, const QString &port)
    {
        QHash<QString, Source> found;
        QSet<QString> ports, seen;
        QStringList open{node + QLatin1Char(':') + port};
        while (!open.isEmpty()) {
            const QString at = open.takeLast();
            if (ports.contains(at))
                continue;
            ports.insert(at);
            for (const record::ColumnEdge *edge : m_choosing.value(at))
                walk(edge->fromNode, edge->fromPort, edge->fromColumn, false, false, found, seen);
            if (m_before.isEmpty())
                for (const record::ColumnEdge &edge : m_facts.columns)
                    m_before[edge.node + QLatin1Char(':') + edge.port].insert(edge.fromNode + QLatin1Char(':') + edge.fromPort);
            for (const QString &before : m_before.value(at))
                open << before;
        }
        return sorted(found);
    }

private:
    void walk(const QString &node, const QString &port, const QString &column, bool direct, bool identity, QHash<QString, Source> &found,
              QSet<QString> &seen)
    {
        // A stack of its own: chains may be thousands of steps long.
        struct At {
            QString node, port, column;
            bool direct, identity;
        };
        QList<At> open{{node, port, column, direct, identity}};
        while (!open.isEmpty()) {
            const At at = open.takeLast();
            const QString name = place(at.node, at.port, at.column);
            const QString mark = name + QLatin1Char(at.direct ? '+' : '-') + QLatin1Char(at.identity ? '+' : '-');
            if (seen.contains(mark))
                continue;
            seen.insert(mark);
            for (const Dataset &dataset : m_files.value(at.node)) {
                Source source{dataset, at.column, at.direct, !at.direct, at.identity};
                Source &known = found.insert(source.key(), found.value(source.key(), source)).value();
                known.direct |= source.direct;
                known.deciding |= source.deciding;
                known.identity &= source.identity;
            }
            for (const record::ColumnEdge *edge : m_from.value(name)) {
                const bool value = edge->kind == QLatin1String("value");
                open << At{edge->fromNode, edge->fromPort, edge->fromColumn, at.direct && value,
                           at.identity && value && edge->fromColumn == at.column && !m_facts.expressions.contains(name)};
            }
        }
    }

    static QList<Source> sorted(const QHash<QString, Source> &found)
    {
        QList<Source> list = found.values();
        std::sort(list.begin(), list.end(), [](const Source &a, const Source &b) { return a.key() < b.key(); });
        return list;
    }

    const RunFacts &m_facts;
    QHash<QString, QList<const record::ColumnEdge *>> m_from, m_choosing;
    QHash<QString, QSet<QString>> m_before;
    QHash<QString, QList<Dataset>> m_files;
};

QJsonObject inputField(const Source &source, bool choosing)
{
    QJsonArray transformations;
    if (choosing) {
        transformations << QJsonObject{{QStringLiteral("type"), QStringLiteral("INDIRECT")},
                                       {QStringLiteral("subtype"), QStringLiteral("FILTER")}};
    } else {
        if (source.direct)
            transformations << QJsonObject{
                {QStringLiteral("type"), QStringLiteral("DIRECT")},
                {QStringLiteral("subtype"), source.identity ? QStringLiteral("IDENTITY") : QStringLiteral("TRANSFORMATION")}};
        if (source.deciding)
            transformations << QJsonObject{{QStringLiteral("type"), QStringLiteral("INDIRECT")},
                                           {QStringLiteral("subtype"), QStringLiteral("CONDITION")}};
    }
    return {{QStringLiteral("namespace"), source.dataset.space},
            {QStringLiteral("name"), source.dataset.name},
            {QStringLiteral("field"), source.field},
            {QStringLiteral("transformations"), transformations}};
}

QJsonArray schemaFields(const QJsonArray &schema)
{
    QJsonArray fields;
    for (const QJsonValue &column : schema)
        fields << QJsonObject{{QStringLiteral("name"), column.toObject().value(QStringLiteral("name"))},
                              {QStringLiteral("type"), column.toObject().value(QStringLiteral("type"))},
                              {QStringLiteral("ordinal_position"), fields.size() + 1}};
    return fields;
}

class EventMaker
{
public:
    explicit EventMaker(const RunFacts &facts) : m_facts(facts), m_walk(facts)
    {
        for (const record::Output &output : facts.outputs)
            m_outputs.insert(output.node + QLatin1Char(':') + output.port, &output);
        if (const auto read = readPipeline(facts.run.pipeline))
            for (auto node = read->pipeline.nodes.cbegin(); node != read->pipeline.nodes.cend(); ++node)
                for (const QList<PortRef> &from : node->inputs)
                    if (!from.isEmpty())
                        m_feeds.insert(node.key(), from.first());
    }

    QJsonArray inputs()
    {
        QJsonArray list;
        QSet<QString> seen;
        QHash<QString, int> readers;
        for (const record::DatasetUse &use : m_facts.datasets)
            readers[use.node] += use.role == QLatin1String("input");
        for (const record::DatasetUse &use : m_facts.datasets) {
            if (use.role != QLatin1String("input") || seen.contains(use.source))
                continue;
            seen.insert(use.source);
            const record::Output *rows = m_outputs.value(use.node + QStringLiteral(":rows"));
            // What several files gave together cannot be told apart.
            const bool alone = readers.value(use.node) == 1;
            const auto count = use.rows ? use.rows : rows && alone ? rows->rows : std::nullopt;
            QJsonObject statistics{{QStringLiteral("fileCount"), 1}};
            if (count)
                statistics.insert(QStringLiteral("rowCount"), *count);
            if (use.bytes)
                statistics.insert(QStringLiteral("size"), *use.bytes);
            list << QJsonObject{
                {QStringLiteral("namespace"), QStringLiteral("file")},
                {QStringLiteral("name"), use.source},
                {QStringLiteral("facets"), datasetFacets(use.digest, use.schema.isEmpty() && rows ? rows->schema : use.schema)},
                {QStringLiteral("inputFacets"),
                 QJsonObject{{QStringLiteral("inputStatistics"), facet("1-0-0/InputStatisticsInputDatasetFacet", statistics)}}}};
        }
        return list;
    }

    QJsonArray outputs(const QString &space, const QString &job)
    {
        QJsonArray list;
        for (const record::DatasetUse &use : m_facts.datasets) {
            if (use.role != QLatin1String("output"))
                continue;
            const PortRef from = m_feeds.value(use.node);
            const record::Output *written = m_outputs.value(from.toString());
            const QJsonArray schema = use.schema.isEmpty() && written ? written->schema : use.schema;
            QJsonObject facets = datasetFacets(use.digest, schema);
            if (!from.node.isEmpty())
                facets.insert(QStringLiteral("columnLineage"), columnLineage(from.node, from.port, schema, {}));
            list << output({QStringLiteral("file"), use.source}, facets, use.rows, use.bytes);
        }
        // A model is what comes of a run as much as a file is.
        for (const record::Artifact &artifact : m_facts.artifacts) {
            if (artifact.kind != QLatin1String("model"))
                continue;
            const QJsonArray schema{
                QJsonObject{{QStringLiteral("name"), QStringLiteral("model")}, {QStringLiteral("type"), QStringLiteral("MODEL")}}};
            QJsonObject facets = datasetFacets(artifact.xxh3, schema);
            facets.insert(QStringLiteral("columnLineage"), columnLineage(artifact.node, artifact.name, schema, artifact.node));
            list << output({space, job + QLatin1Char('/') + artifact.node + QLatin1Char('/') + artifact.name}, facets, {}, artifact.bytes);
        }
        return list;
    }

private:
    static QJsonObject datasetFacets(const QString &version, const QJsonArray &schema)
    {
        QJsonObject facets;
        if (!schema.isEmpty())
            facets.insert(QStringLiteral("schema"), facet("1-2-0/SchemaDatasetFacet", {{QStringLiteral("fields"), schemaFields(schema)}}));
        if (!version.isEmpty())
            facets.insert(QStringLiteral("version"),
                          facet("1-0-1/DatasetVersionDatasetFacet", {{QStringLiteral("datasetVersion"), version}}));
        return facets;
    }

    static QJsonObject output(const Dataset &dataset, const QJsonObject &facets, std::optional<qint64> rows, std::optional<qint64> bytes)
    {
        QJsonObject statistics{{QStringLiteral("fileCount"), 1}};
        if (rows)
            statistics.insert(QStringLiteral("rowCount"), *rows);
        if (bytes)
            statistics.insert(QStringLiteral("size"), *bytes);
        return {{QStringLiteral("namespace"), dataset.space},
                {QStringLiteral("name"), dataset.name},
                {QStringLiteral("facets"), facets},
                {QStringLiteral("outputFacets"),
                 QJsonObject{{QStringLiteral("outputStatistics"), facet("1-0-2/OutputStatisticsOutputDatasetFacet", statistics)}}}};
    }

    QJsonObject columnLineage(const QString &node, const QString &port, const QJsonArray &schema, const QString &learner)
    {
        QJsonObject fields;
        for (const QJsonValue &value : schema) {
            const QString column = value.toObject().value(QStringLiteral("name")).toString();
            QJsonArray from;
            for (const Source &source : m_walk.sourcesOf(node, port, column))
                from << inputField(source, false);
            fields.insert(column, QJsonObject{{QStringLiteral("inputFields"), from}});
        }
        QJsonArray choosing;
        QSet<QString> ports{node + QLatin1Char(':') + port};
        if (!learner.isEmpty())
            for (const record::ColumnEdge &edge : m_facts.columns)
                if (edge.node == learner)
                    ports.insert(edge.fromNode + QLatin1Char(':') + edge.fromPort);
        QSet<QString> seen;
        for (const QString &at : std::as_const(ports))
            for (const Source &source : m_walk.choosersOf(at.section(QLatin1Char(':'), 0, 0), at.section(QLatin1Char(':'), 1)))
                if (!seen.contains(source.key())) {
                    seen.insert(source.key());
                    choosing << inputField(source, true);
                }
        QJsonObject members{{QStringLiteral("fields"), fields}};
        if (!choosing.isEmpty())
            members.insert(QStringLiteral("dataset"), choosing);
        return facet("1-2-0/ColumnLineageDatasetFacet", members);
    }

    const RunFacts &m_facts;
    ColumnWalk m_walk;
    QHash<QString, const record::Output *> m_outputs;
    QHash<QString, PortRef> m_feeds;  ///< what feeds the first input of a node
};

/// Receivers take letters, digits and a few signs in a namespace.
QString defaultNamespace(const record::Run &run)
{
    QString space = QStringLiteral("headrace://") + run.machine.value(QStringLiteral("host")).toString() + run.workspace;
    static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9:;=/_\\-.@+]"));
    return space.replace(other, QStringLiteral("_"));
}

QString jobName(const record::Run &run)
{
    QString name = run.workspace.isEmpty() ? run.sourceName : QDir(run.workspace).relativeFilePath(run.sourceName);
    if (run.sourceName.isEmpty())
        name = QStringLiteral("unsaved pipeline");
    for (const char *ending : {".json", ".pipeline"})
        if (name.endsWith(QLatin1String(ending)))
            name.chop(qsizetype(qstrlen(ending)));
    return name;
}

QJsonObject runFacets(const RunFacts &facts, LineageEventType type)
{
    QJsonObject facets{{QStringLiteral("processing_engine"),
                        facet("1-1-1/ProcessingEngineRunFacet",
                              {{QStringLiteral("name"), QStringLiteral("Headrace")}, {QStringLiteral("version"), programVersion()}})}};
    QJsonArray parameters;
    for (auto param = facts.run.params.cbegin(); param != facts.run.params.cend(); ++param)
        parameters << QJsonObject{
            {QStringLiteral("key"), param.key()}, {QStringLiteral("name"), param.key()}, {QStringLiteral("value"), param.value()}};
    if (!parameters.isEmpty())
        facets.insert(QStringLiteral("executionParameters"),
                      facet("1-0-0/ExecutionParametersRunFacet", {{QStringLiteral("parameters"), parameters}}));
    if (type == LineageEventType::Fail || type == LineageEventType::Abort) {
        QStringList messages;
        bool script = false;
        for (const QJsonValue &value : facts.run.errors) {
            const Error error = Error::fromJson(value.toObject());
            messages << error.toString();
            for (const record::Step &step : facts.steps)
                script |= step.node == error.node && step.op == QLatin1String("code.python");
        }
        if (messages.isEmpty())
            messages << QStringLiteral("The run is %1.").arg(record::toString(facts.run.status));
        facets.insert(QStringLiteral("errorMessage"),
                      facet("1-0-1/ErrorMessageRunFacet",
                            {{QStringLiteral("message"), messages.join(QLatin1Char('\n'))},
                             {QStringLiteral("programmingLanguage"), script ? QStringLiteral("PYTHON") : QStringLiteral("C++")}}));
    }
    return facets;
}

}  // namespace

Result<RunFacts> factsOf(record::Store &store, const QString &runId)
{
    RunFacts facts;
    HR_ASSIGN(facts.run, store.find(runId));
    const qint64 row = facts.run.row;
    HR_ASSIGN(facts.steps, store.steps(row));
    HR_ASSIGN(facts.outputs, store.outputs(row));
    HR_ASSIGN(facts.artifacts, store.artifacts(row));
    HR_ASSIGN(facts.datasets, store.datasets(row));
    HR_ASSIGN(facts.columns, store.columnLineage(row));
    HR_ASSIGN(facts.expressions, store.columnExpressions(row));
    return facts;
}

QString toString(LineageEventType type)
{
    static constexpr const char *kNames[] = {"START", "COMPLETE", "FAIL", "ABORT"};
    return QLatin1String(kNames[int(type)]);
}

LineageEventType endOf(const record::Run &run)
{
    switch (run.status) {
    case record::RunStatus::Done:
        return LineageEventType::Complete;
    case record::RunStatus::Cancelled:
    case record::RunStatus::Interrupted:
        return LineageEventType::Abort;
    default:
        break;
    }
    const ErrorCode code = run.errors.isEmpty() ? ErrorCode::Failed : Error::fromJson(run.errors.at(0).toObject()).code;
    return code == ErrorCode::Crashed || code == ErrorCode::OutOfMemory ? LineageEventType::Abort : LineageEventType::Fail;
}

QString uuidOfRun(const QString &runId)
{
    QString uuid = runId;
    for (const int at : {20, 16, 12, 8})
        if (uuid.size() > at)
            uuid.insert(at, QLatin1Char('-'));
    return uuid;
}

QJsonObject openLineageEvent(const RunFacts &facts, LineageEventType type, qint64 timeMs, const QString &lineageNamespace)
{
    const QString space = lineageNamespace.isEmpty() ? defaultNamespace(facts.run) : lineageNamespace;
    const QString job = jobName(facts.run);
    QJsonObject event{{QStringLiteral("eventType"), toString(type)},
                      {QStringLiteral("eventTime"), timeText(timeMs)},
                      {QStringLiteral("producer"), producer()},
                      {QStringLiteral("schemaURL"), QLatin1String(kSpec)},
                      {QStringLiteral("run"),
                       QJsonObject{{QStringLiteral("runId"), uuidOfRun(facts.run.id)}, {QStringLiteral("facets"), runFacets(facts, type)}}},
                      {QStringLiteral("job"),
                       QJsonObject{{QStringLiteral("namespace"), space},
                                   {QStringLiteral("name"), job},
                                   {QStringLiteral("facets"),
                                    QJsonObject{{QStringLiteral("jobType"),
                                                 facet("2-0-4/JobTypeJobFacet",
                                                       {{QStringLiteral("processingType"), QStringLiteral("BATCH")},
                                                        {QStringLiteral("integration"), QStringLiteral("HEADRACE")},
                                                        {QStringLiteral("jobType"), QStringLiteral("PIPELINE")}})}}}}}};
    if (type != LineageEventType::Start) {
        EventMaker maker(facts);
        event.insert(QStringLiteral("inputs"), maker.inputs());
        event.insert(QStringLiteral("outputs"), maker.outputs(space, job));
    }
    return event;
}

}  // namespace headrace::host
