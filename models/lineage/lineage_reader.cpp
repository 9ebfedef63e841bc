// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/lineage_reader.h"

#include "engine/base/hashing.h"
#include "engine/host/openlineage_event.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/subpipeline.h"
#include "models/summary/node_summary.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <set>
#include <tuple>

namespace headrace {

namespace {

/// All that the store says of one run, and its pipeline.
struct RunRecord : host::RunFacts {
    QList<record::LineageEdge> edges;
    std::shared_ptr<const Pipeline> pipeline;
};

Result<RunRecord> recordOf(record::Store &store, const QString &id)
{
    HR_ASSIGN(host::RunFacts facts, host::factsOf(store, id));
    RunRecord record{std::move(facts), {}, {}};
    HR_ASSIGN(record.edges, store.lineage(record.run.row));
    return record;
}

/// The node with an id such as outer/inner.
std::optional<Node> nodeAt(const Pipeline &pipeline, const QString &id)
{
    const qsizetype slash = id.indexOf(QLatin1Char('/'));
    const auto node = pipeline.nodes.constFind(id.left(slash < 0 ? id.size() : slash));
    if (node == pipeline.nodes.constEnd())
        return std::nullopt;
    if (slash < 0)
        return *node;
    const auto inner = innerPipeline(*node);
    return inner ? nodeAt(*inner, id.mid(slash + 1)) : std::nullopt;
}

QString portKey(const QString &node, const QString &port)
{
    return node + QLatin1Char(':') + port;
}

class GraphBuilder
{
public:
    explicit GraphBuilder(const Catalog &catalog) : m_catalog(catalog) {}

    size_t size() const { return m_graph.things.size(); }

    void add(const RunRecord &record)
    {
        const int run = int(m_graph.runs.size());
        m_graph.runs << LineageRun{record.run.row,        record.run.id,        record.run.name,   record::toString(record.run.status),
                                   record.run.sourceName, record.run.workspace, record.run.startMs};
        m_ofNode.clear();
        m_fresh.clear();
        addFiles(record, run);
        for (const record::Step &step : record.steps)
            addStep(record, step, run);
        addOutputs(record);
        addModels(record);
        addMetrics(record);
        addEdges(record);
        addFlows(record);
    }

    LineageGraph take()
    {
        for (LineageThing &thing : m_graph.things)
            for (std::vector<int> *list : {&thing.above, &thing.below})
                std::sort(list->begin(), list->end());
        m_graph.index();
        return std::move(m_graph);
    }

private:
    int thing(const QString &key, int run, bool &isNew)
    {
        const auto known = m_byKey.constFind(key);
        isNew = known == m_byKey.constEnd();
        const int number = isNew ? int(m_graph.things.size()) : *known;
        if (isNew) {
            m_byKey.insert(key, number);
            m_graph.things.emplace_back();
        }
        std::vector<int> &runs = m_graph.things[size_t(number)].runs;
        if (runs.empty() || runs.back() != run)
            runs.push_back(run);
        return number;
    }

    int fileThing(const record::DatasetUse &use, int run)
    {
        bool isNew = false;
        const int number = thing(QStringLiteral("file\n") + use.source + QLatin1Char('\n') + use.digest, run, isNew);
        LineageThing &file = m_graph.things[size_t(number)];
        if (isNew) {
            file.kind = use.role == QLatin1String("output") ? ThingKind::Dataset : ThingKind::Source;
            file.title = QFileInfo(use.source).fileName();
            file.path = use.source;
            file.contentKind = use.digest.size() == 64 ? QStringLiteral("sha256") : QStringLiteral("xxh3");
            file.content = use.digest;
            file.family = QStringLiteral("file\n") + use.source;
            file.bytes = use.bytes;
            if (use.rows)
                file.rows.emplace_back(QStringLiteral("rows"), *use.rows);
        } else if (use.role == QLatin1String("output")) {
            file.kind = ThingKind::Dataset;  // made here, whoever else reads it
        }
        return number;
    }

    /// A reader of one file, and a step that only writes one, are the file.
    void addFiles(const RunRecord &record, int run)
    {
        QMap<QString, QList<const record::DatasetUse *>> ofNode;  // in order: the picture is the same at each start
        for (const record::DatasetUse &use : record.datasets)
            ofNode[use.node] << &use;
        m_files.clear();
        for (auto node = ofNode.cbegin(); node != ofNode.cend(); ++node) {
            QString op;
            for (const record::Step &step : record.steps)
                if (step.node == node.key())
                    op = step.op;
            const OperatorSpec *spec = m_catalog.find(op);
            const bool alone = node->size() == 1 && spec && (spec->traits.source || spec->traits.sink);
            for (const record::DatasetUse *use : *node) {
                const int file = fileThing(*use, run);
                if (!alone) {
                    m_files << std::tuple(file, node.key(), use->role == QLatin1String("input"));
                    continue;
                }
                m_ofNode.insert(node.key(), file);
                LineageThing &merged = m_graph.things[size_t(file)];
                if (merged.op.isEmpty()) {
                    merged.op = op;
                    merged.node = node.key();
                    m_fresh.insert(file);
                }
            }
        }
    }

    /// What a step is to do, apart from where its files lie and which run it is of; empty where the pipeline does not say.
    QString likenessOf(const RunRecord &record, const record::Step &step) const
    {
        const auto node = record.pipeline ? nodeAt(*record.pipeline, step.node) : std::nullopt;
        if (!node || isSubpipeline(*node) || step.node.contains(QLatin1Char('/')))
            return {};
        QJsonArray inputs;
        for (auto input = node->inputs.cbegin(); input != node->inputs.cend(); ++input)
            for (const PortRef &from : *input) {
                const int above = m_ofNode.value(from.node, -1);
                if (above < 0)
                    return {};
                inputs << QJsonArray{input.key(), above, from.port};
            }
        QJsonObject values;
        for (auto param = record.run.params.cbegin(); param != record.run.params.cend(); ++param)
            values.insert(param.key(), *param);
        return QString::fromUtf8(
            canonicalJson(QJsonArray{step.op, node->version, node->params, inputs, values, record.run.seed.value_or(0)}));
    }

    void addStep(const RunRecord &record, const record::Step &step, int run)
    {
        if (m_ofNode.contains(step.node)) {
            LineageThing &file = m_graph.things[size_t(m_ofNode.value(step.node))];
            if (file.status.isEmpty())
                file.status = step.status;
            return;
        }
        if (step.status == QLatin1String("skipped") || step.status == QLatin1String("waiting"))
            return;  // it did nothing
        // A run without the cache has no keys: there the operator, its parameters and what feeds it tell.
        const QString likeness = likenessOf(record, step);
        const QString key = step.key.isEmpty() ? record.run.id + QLatin1Char('\n') + step.node : QStringLiteral("step\n") + step.key;
        if (const int alike = likeness.isEmpty() ? -1 : m_alike.value(likeness, -1); alike >= 0 && !m_byKey.contains(key)) {
            QString &content = m_graph.things[size_t(alike)].content;
            const bool same = step.key.isEmpty() || m_keyOf.value(alike).isEmpty() || m_keyOf.value(alike) == step.key;
            if (same) {
                m_byKey.insert(key, alike);
                if (content.isEmpty())
                    content = step.key;
                if (!step.key.isEmpty())
                    m_keyOf.insert(alike, step.key);
            }
        }
        bool isNew = false;
        const int number = thing(key, run, isNew);
        m_ofNode.insert(step.node, number);
        if (isNew && !likeness.isEmpty() && !m_alike.contains(likeness))
            m_alike.insert(likeness, number);
        if (isNew)
            m_keyOf.insert(number, step.key);
        if (!isNew)
            return;
        m_fresh.insert(number);
        LineageThing &made = m_graph.things[size_t(number)];
        const auto node = record.pipeline ? nodeAt(*record.pipeline, step.node) : std::nullopt;
        made.title = node ? titleOf(*node, m_catalog) : step.node;
        made.op = step.op;
        made.node = step.node;
        made.contentKind = QStringLiteral("recipe");
        made.content = step.key;
        made.family = record.run.sourceName + QLatin1Char('\n') + step.node;
        made.status = step.status;
        const OperatorSpec *spec = m_catalog.find(step.op);
        if (spec && spec->category == Category::Evaluate)
            made.kind = ThingKind::Metrics;
        else if (spec && spec->traits.estimator)
            made.kind = ThingKind::Model;
    }

    void addOutputs(const RunRecord &record)
    {
        for (const record::Output &output : record.outputs) {
            const int number = m_ofNode.value(output.node, -1);
            if (number < 0)
                continue;
            LineageThing &thing = m_graph.things[size_t(number)];
            if (output.rows
                && std::none_of(thing.rows.begin(), thing.rows.end(), [&](const auto &known) { return known.first == output.port; }))
                thing.rows.emplace_back(output.port, *output.rows);
            for (const QJsonValue &value : output.schema) {
                const QJsonObject described = value.toObject();
                LineageColumn &known = column(number, described.value(QStringLiteral("name")).toString());
                if (known.type.isEmpty())
                    known.type = described.value(QStringLiteral("type")).toString();
                known.unresolved |= described.value(QStringLiteral("unresolved")).toBool();
                if (described.contains(QStringLiteral("role")))
                    m_roles.insert({number, thing.columnOf(known.name)}, described.value(QStringLiteral("role")).toString());
            }
        }
        for (auto it = record.expressions.cbegin(); it != record.expressions.cend(); ++it) {
            const qsizetype colon = it.key().indexOf(QLatin1Char(':'));
            const qsizetype dot = it.key().indexOf(QLatin1Char('.'), colon);
            const int number = m_ofNode.value(it.key().left(colon), -1);
            if (number >= 0)
                column(number, it.key().mid(dot + 1)).expression = it.value();
        }
    }

    LineageColumn &column(int number, const QString &name)
    {
        LineageThing &thing = m_graph.things[size_t(number)];
        int place = m_places.value({number, name}, -1);
        if (place < 0) {
            place = int(thing.columns.size());
            m_places.insert({number, name}, place);
            LineageColumn made;
            made.name = name;
            thing.columns << made;
        }
        return thing.columns[place];
    }

    ColumnRef ref(int number, const QString &name)
    {
        column(number, name);
        return {number, m_places.value({number, name})};
    }

    void addModels(const RunRecord &record)
    {
        for (const record::Artifact &artifact : record.artifacts) {
            const int number = m_ofNode.value(artifact.node, -1);
            if (number < 0 || !m_fresh.contains(number))
                continue;
            LineageThing &thing = m_graph.things[size_t(number)];
            if (artifact.kind == QLatin1String("model")) {
                thing.kind = ThingKind::Model;
                thing.contentKind = QStringLiteral("xxh3");
                thing.content = artifact.xxh3;
                thing.path = artifact.path;
                thing.bytes = artifact.bytes;
                thing.facts = artifact.facts;
                column(number, QStringLiteral("model")).type = artifact.facts.value(QStringLiteral("estimator")).toString();
            }
        }
    }

    void addMetrics(const RunRecord &record)
    {
        for (auto metric = record.run.metrics.cbegin(); metric != record.run.metrics.cend(); ++metric) {
            // Ids of nodes in subpipelines have slashes too: the longest that is one.
            QString node = metric.key();
            do
                node = node.left(node.lastIndexOf(QLatin1Char('/')));
            while (node.contains(QLatin1Char('/')) && !m_ofNode.contains(node));
            const int number = m_ofNode.value(node, -1);
            if (number < 0 || !m_fresh.contains(number) || node.size() == metric.key().size())
                continue;
            LineageColumn &made = column(number, metric.key().mid(node.size() + 1));
            made.value = QLocale().toString(*metric, 'g', 4);
            made.type = QStringLiteral("metric");
        }
    }

    void edge(int from, int to)
    {
        if (from < 0 || to < 0 || from == to)
            return;
        const quint64 key = quint64(from) << 32 | quint64(to);
        if (m_edges.contains(key))
            return;
        m_edges.insert(key);
        m_graph.things[size_t(from)].below.push_back(to);
        m_graph.things[size_t(to)].above.push_back(from);
    }

    void addEdges(const RunRecord &record)
    {
        const auto at = [this](const QString &node) { return m_ofNode.value(node, -1); };
        for (const auto &[file, node, reads] : m_files)
            reads ? edge(file, at(node)) : edge(at(node), file);
        for (const record::LineageEdge &recorded : record.edges)
            if (recorded.fromKind == QLatin1String("step") && recorded.toKind == QLatin1String("step"))
                edge(at(recorded.from), at(recorded.to));
        if (record.pipeline)
            for (const Edge &drawn : record.pipeline->edges())
                edge(at(drawn.from.node), at(drawn.to.node));
    }

    void flow(ColumnRef from, ColumnRef to, FlowKind kind)
    {
        if (from == to || from.thing == to.thing)
            return;
        const auto key = std::tuple(from.thing, from.column, to.thing, to.column, int(kind));
        if (m_flows.insert(key).second)
            m_graph.flows.push_back({from, to, kind});
    }

    void addFlows(const RunRecord &record)
    {
        for (const record::ColumnEdge &recorded : record.columns) {
            const int from = m_ofNode.value(recorded.fromNode, -1), to = m_ofNode.value(recorded.node, -1);
            if (from < 0 || to < 0)
                continue;
            edge(from, to);
            if (recorded.kind == QLatin1String("choosing")) {
                const ColumnRef by = ref(from, recorded.fromColumn);
                if (m_chosen.insert(std::tuple(by.thing, by.column, to)).second)
                    m_graph.choices.push_back({by, to});
            } else {
                flow(ref(from, recorded.fromColumn), ref(to, recorded.column),
                     recorded.kind == QLatin1String("value") ? FlowKind::Value : FlowKind::Deciding);
            }
        }
        if (record.pipeline)
            for (auto node = record.pipeline->nodes.cbegin(); node != record.pipeline->nodes.cend(); ++node)
                addPassing(record, node.key(), *node);
    }

    /// What the run's column lineage leaves out because it is the same for all: a file that is written has the columns that came
    /// in, a metric judges a model or the columns with predictions.
    void addPassing(const RunRecord &record, const QString &id, const Node &node)
    {
        const int to = m_ofNode.value(id, -1);
        if (to < 0)
            return;
        const OperatorSpec *spec = m_catalog.find(node.op);
        for (auto input = node.inputs.cbegin(); input != node.inputs.cend(); ++input)
            for (const PortRef &port : *input) {
                const int from = m_ofNode.value(port.node, -1);
                if (from < 0)
                    continue;
                if (spec && spec->traits.sink) {
                    for (const record::Output &output : record.outputs)
                        if (portKey(output.node, output.port) == port.toString())
                            for (const QJsonValue &value : output.schema) {
                                const QString name = value.toObject().value(QStringLiteral("name")).toString();
                                column(to, name).type = value.toObject().value(QStringLiteral("type")).toString();
                                flow(ref(from, name), ref(to, name), FlowKind::Value);
                            }
                } else if (m_graph.things[size_t(to)].kind == ThingKind::Metrics) {
                    judge(port, from, to);
                }
            }
    }

    void judge(const PortRef &port, int from, int to)
    {
        const QList<LineageColumn> metrics = m_graph.things[size_t(to)].columns;
        for (const LineageColumn &metric : metrics) {
            if (metric.type != QLatin1String("metric"))
                continue;
            const QString model = metric.name.section(QLatin1Char('/'), 0, 0);
            const bool named = metric.name.count(QLatin1Char('/')) > 1;  // MODEL/PART/NAME, of several models
            const QList<LineageColumn> columns = m_graph.things[size_t(from)].columns;
            for (const LineageColumn &column : columns) {
                if (m_graph.things[size_t(from)].kind == ThingKind::Model && column.name == QLatin1String("model")) {
                    if (!named || model == port.node.section(QLatin1Char('/'), -1))
                        flow(ref(from, column.name), ref(to, metric.name), FlowKind::Value);
                } else if (const QString role = m_roles.value(ref(from, column.name)); !role.isEmpty() && role != QLatin1String("none")) {
                    flow(ref(from, column.name), ref(to, metric.name), FlowKind::Value);
                }
            }
        }
    }

    const Catalog &m_catalog;
    LineageGraph m_graph;
    QHash<QString, int> m_byKey;
    QHash<QString, int> m_alike;  ///< by likeness
    QHash<int, QString> m_keyOf;
    QHash<std::pair<int, QString>, int> m_places;
    QHash<ColumnRef, QString> m_roles;
    QSet<quint64> m_edges;
    std::set<std::tuple<int, int, int, int, int>> m_flows;
    std::set<std::tuple<int, int, int>> m_chosen;
    // Of the run that is added:
    QHash<QString, int> m_ofNode;
    QSet<int> m_fresh;
    QList<std::tuple<int, QString, bool>> m_files;  ///< file, step, whether it is read
};

}  // namespace

Result<LineageGraph> readLineage(record::Store &store, const Catalog &catalog, const LineageScope &scope)
{
    record::RunFilter filter;
    filter.limit = 0;
    filter.filter = scope.filter;
    HR_ASSIGN(QList<qint64> rows, store.runRows(filter));
    GraphBuilder builder(catalog);
    QHash<QString, std::shared_ptr<const Pipeline>> pipelines;
    qint64 answering = 0;
    bool full = false;
    int read = 0;
    // Summaries come in pieces: of 100,000 runs only the newest are wanted.
    for (qsizetype at = 0; at < rows.size() && !full; at += 256) {
        HR_ASSIGN(const QList<record::RunSummary> summaries, store.summaries(rows.mid(at, 256)));
        for (const record::RunSummary &summary : summaries) {
            if ((!scope.run.isEmpty() && summary.id != scope.run) || summary.startMs < scope.sinceMs)
                continue;
            if (summary.status == record::RunStatus::Scheduled)
                continue;
            if (full) {
                ++answering;
                continue;
            }
            HR_ASSIGN(RunRecord record, recordOf(store, summary.id));
            ++answering;
            std::shared_ptr<const Pipeline>
                &pipeline = pipelines[record.run.pipelineHash.isEmpty() ? record.run.id : record.run.pipelineHash];
            if (!pipeline)
                if (auto whole = readPipeline(record.run.pipeline))
                    pipeline = std::make_shared<const Pipeline>(std::move(whole->pipeline));
            record.pipeline = pipeline;
            builder.add(record);
            full = int(builder.size()) >= scope.mostThings || ++read >= scope.mostRuns;
        }
    }
    LineageGraph graph = builder.take();
    graph.allRuns = scope.run.isEmpty() && scope.sinceMs == 0 ? rows.size() : answering;
    graph.complete = !full;
    return graph;
}

}  // namespace headrace
