// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/requests.h"

#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/catalog/leaks.h"
#include "engine/data/lineage.h"
#include "engine/data/session.h"
#include "engine/execution/compare.h"
#include "engine/execution/describe.h"
#include "engine/execution/executor.h"
#include "engine/execution/look.h"
#include "engine/execution/subpipelines.h"
#include "engine/execution/trust.h"
#include "engine/execution/views.h"
#include "engine/learning/model.h"
#include "engine/operators/builtin.h"
#include "engine/pipeline/format.h"
#include "engine/protocol/messages.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace headrace::execution {

namespace {

const Catalog &catalog()
{
    static const Catalog catalog = builtinCatalog();
    return catalog;
}

QJsonArray toJson(const QList<Diagnostic> &diagnostics)
{
    QJsonArray array;
    for (const Diagnostic &diagnostic : diagnostics)
        array << diagnostic.toJson();
    return array;
}

/// What every request about a pipeline begins with.
struct Prepared {
    Options options;
    QList<Diagnostic> diagnostics;
    std::unique_ptr<Graph> graph;
};

/// A subpipeline's node is none of the graph: what nothing else within reads of the nodes it holds stands for it.
QStringList insideSubpipelines(const Graph &graph, const QStringList &ids)
{
    QStringList inside;
    for (const QString &id : ids) {
        const QString prefix = id + QLatin1Char('/');
        const qsizetype before = inside.size();
        if (!graph.index.contains(id))
            for (const GraphNode &node : graph.nodes)
                if (node.id.startsWith(prefix) && std::none_of(node.consumers.begin(), node.consumers.end(), [&](int consumer) {
                        return graph.nodes[size_t(consumer)].id.startsWith(prefix);
                    }))
                    inside << node.id;
        if (inside.size() == before)
            inside << id;
    }
    return inside;
}

Prepared prepare(const QJsonObject &request)
{
    Prepared prepared;
    prepared.options = Options::fromJson(request.value(QStringLiteral("options")).toObject());
    // A tenth of what a user's runs and looks may use together is kept for looks; runs are told their share by their host.
    if (!request.value(QStringLiteral("options")).toObject().value(QStringLiteral("memory")).toInteger()
        && request.value(QStringLiteral("request")).toString() != QLatin1String("run"))
        prepared.options.memoryBytes /= 10;
    ReadPipeline read = pipelineFromJson(request.value(QStringLiteral("pipeline")).toObject());
    prepared.diagnostics = read.diagnostics;
    ResolveOptions resolving;
    resolving.values = prepared.options.values;
    resolving.folder = prepared.options.folder;
    resolving.upgrade = [](Node &node) { catalog().upgrade(node); };
    resolving.readFile = subpipelineReader(prepared.options.paths(), prepared.options.contents);
    prepared.graph = Graph::build(read.pipeline, catalog(), resolving, prepared.diagnostics);
    if (prepared.graph)
        prepared.options.to = insideSubpipelines(*prepared.graph, prepared.options.to);
    for (const QString &id : prepared.options.to)
        if (prepared.graph && !prepared.graph->index.contains(id)) {
            Diagnostic diagnostic;
            diagnostic.code = QStringLiteral("unknown_node");
            diagnostic.node = id;
            diagnostic.text = QStringLiteral("There is no node '%1' to run to.").arg(id);
            const QString near = closestTo(id, prepared.graph->index.keys());
            diagnostic.hint = near.isEmpty() ? QString() : QStringLiteral("Did you mean '%1'?").arg(near);
            diagnostic.replacement = near;
            prepared.diagnostics << diagnostic;
        }
    return prepared;
}

/// The first error of the diagnostics as an Error, and all of them as errors of the run.
Error invalid(const QList<Diagnostic> &diagnostics)
{
    for (const Diagnostic &diagnostic : diagnostics)
        if (diagnostic.severity == Severity::Error)
            return diagnostic.toError();
    return Error(ErrorCode::Internal, QStringLiteral("The pipeline could not be planned."));
}

void cancelWith(const std::shared_ptr<CancelToken> &outer, RunState &state, std::shared_ptr<void> &guard)
{
    guard = outer->onCancel([token = state.cancel] { token->request(); });
}

Result<QJsonObject> validate(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel)
{
    Prepared prepared = prepare(request);
    QJsonObject schemas;
    if (prepared.graph && !hasErrors(prepared.diagnostics)) {
        prepared.diagnostics += findLeaks(prepared.graph->pipeline, catalog());
        RunState state(prepared.options, *prepared.graph, events);
        std::shared_ptr<void> guard;
        cancelWith(cancel, state, guard);
        Executor executor(state, Mode::Look);
        const Outcome outcome = executor.run();
        if (outcome.cancelled)
            return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        prepared.diagnostics += executor.diagnostics();
        for (const Error &error : outcome.errors) {
            Diagnostic diagnostic;
            diagnostic.code = QStringLiteral("bind_") + toString(error.code);
            diagnostic.node = error.node;
            diagnostic.parameter = error.parameter;
            diagnostic.text = error.text;
            diagnostic.hint = error.hint;
            prepared.diagnostics << diagnostic;
        }
        for (int i = 0; i < int(prepared.graph->nodes.size()); ++i)
            for (const PortSpec &port : prepared.graph->nodes[size_t(i)].op->spec.outputs) {
                if (port.type != PortType::Table)
                    continue;
                const int relation = executor.relationAt(i, port.name);
                data::Schema schema;
                schema.knowledge = data::Knowledge::Unknown;
                if (relation >= 0) {
                    schema = state.relations.at(relation).relation.schema;
                    schema.knowledge = executor.knowledgeAt(i) == data::Knowledge::Remembered ? data::Knowledge::Remembered
                                                                                              : data::Knowledge::Known;
                }
                schemas.insert(prepared.graph->nodes[size_t(i)].id + QLatin1Char(':') + port.name, schema.toJson());
            }
    }
    // What leaves a subpipeline is what leaves the node within that the output stands for.
    if (prepared.graph)
        for (auto output = prepared.graph->subpipelineOutputs.cbegin(); output != prepared.graph->subpipelineOutputs.cend(); ++output)
            if (const auto schema = schemas.constFind(output->toString()); schema != schemas.constEnd())
                schemas.insert(output.key(), QJsonValue(*schema));
    return QJsonObject{{QStringLiteral("diagnostics"), toJson(prepared.diagnostics)}, {QStringLiteral("schemas"), schemas}};
}

Result<QJsonObject> plan(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel)
{
    Prepared prepared = prepare(request);
    if (!prepared.graph || hasErrors(prepared.diagnostics))
        return invalid(prepared.diagnostics);
    prepared.options.cache = false;
    RunState state(prepared.options, *prepared.graph, events);
    std::shared_ptr<void> guard;
    cancelWith(cancel, state, guard);
    Executor executor(state, Mode::Plan);
    const Outcome outcome = executor.run();
    if (outcome.cancelled)
        return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    if (!outcome.errors.isEmpty())
        return outcome.errors.first();
    if (hasErrors(executor.diagnostics()))
        return invalid(executor.diagnostics());
    QJsonArray stages;
    for (const Stage &stage : executor.stages()) {
        QJsonArray nodes;
        for (const int node : stage.nodes)
            nodes << prepared.graph->nodes[size_t(node)].id;
        stages << QJsonObject{{QStringLiteral("id"), stage.id},     {QStringLiteral("node"), prepared.graph->nodes[size_t(stage.node)].id},
                              {QStringLiteral("kind"), stage.kind}, {QStringLiteral("nodes"), nodes},
                              {QStringLiteral("why"), stage.why},   {QStringLiteral("sql"), QJsonArray::fromStringList(stage.sql)}};
    }
    QJsonArray later;
    for (int i = 0; i < int(prepared.graph->nodes.size()); ++i)
        if (executor.status(i) == StepStatus::Unknown
            && !std::any_of(executor.stages().begin(), executor.stages().end(), [i](const Stage &s) { return s.node == i; }))
            later << prepared.graph->nodes[size_t(i)].id;
    return QJsonObject{{QStringLiteral("stages"), stages}, {QStringLiteral("planned_later"), later}};
}

/// Lets sinks write below the run's folder instead of where they say: a run made again overwrites nothing.
void makeSinksPrivate(Prepared &prepared)
{
    for (GraphNode &node : prepared.graph->nodes) {
        if (!node.op->spec.traits.sink)
            continue;
        QJsonObject params = node.node->params;
        for (const ParamSpec &spec : node.op->spec.params)
            if (spec.type == ParamType::Path && spec.writes && params.contains(spec.name))
                params.insert(
                    spec.name,
                    QStringLiteral("%1/sinks/%2/%3")
                        .arg(prepared.options.runFolder, node.id, params.value(spec.name).toString().section(QLatin1Char('/'), -1)));
        node.params = Params(node.op->spec.params, params);
    }
    prepared.options.allow << prepared.options.runFolder;
}

Result<QJsonObject> run(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel)
{
    Prepared prepared = prepare(request);
    if (prepared.graph && !hasErrors(prepared.diagnostics))
        prepared.diagnostics += findLeaks(prepared.graph->pipeline, catalog());
    QJsonArray errors;
    for (const Diagnostic &diagnostic : std::as_const(prepared.diagnostics)) {
        if (diagnostic.severity == Severity::Error)
            errors << diagnostic.toError().toJson();
        else
            events.emitEvent({{QStringLiteral("event"), QStringLiteral("log")},
                              {QStringLiteral("node"), diagnostic.node},
                              {QStringLiteral("level"), QStringLiteral("warning")},
                              {QStringLiteral("text"), diagnostic.toError().toString()}});
    }
    if (!errors.isEmpty() || !prepared.graph)
        return QJsonObject{{QStringLiteral("status"), QStringLiteral("invalid")},
                           {QStringLiteral("errors"), errors},
                           {QStringLiteral("diagnostics"), toJson(prepared.diagnostics)}};
    if (request.value(QStringLiteral("options")).toObject().value(QStringLiteral("private_sinks")).toBool())
        makeSinksPrivate(prepared);
    RunState state(prepared.options, *prepared.graph, events);
    std::shared_ptr<void> guard;
    cancelWith(cancel, state, guard);
    Executor executor(state, Mode::Run);
    const Outcome outcome = executor.run();
    for (const Error &error : outcome.errors)
        errors << error.toJson();
    return QJsonObject{{QStringLiteral("status"),
                        outcome.cancelled ? QStringLiteral("cancelled")
                            : outcome.ok  ? QStringLiteral("done")
                                          : QStringLiteral("failed")},
                       {QStringLiteral("errors"), errors}};
}

Result<QJsonObject> trustProbe(const QJsonObject &request)
{
    const Prepared prepared = prepare(request);
    if (!prepared.graph || hasErrors(prepared.diagnostics))
        return invalid(prepared.diagnostics);
    HR_ASSIGN(const QJsonArray scripts, scriptsOf(*prepared.graph, prepared.options.paths()));
    return QJsonObject{{QStringLiteral("scripts"), scripts}};
}

}  // namespace

Result<QJsonObject> lookAt(const QJsonObject &request, const QStringList &ports, const QString &scratch, EventSink &events,
                           const std::shared_ptr<CancelToken> &cancel, const std::function<Result<QJsonObject>(const Looked &)> &use)
{
    Prepared prepared = prepare(request);
    if (!prepared.graph || hasErrors(prepared.diagnostics))
        return invalid(prepared.diagnostics);
    prepared.options.to.clear();
    std::vector<std::pair<int, QString>> places;
    for (const QString &text : ports) {
        auto port = PortRef::fromString(text);
        // An output of a subpipeline stands for one of a node within; without a name the first one that gives rows.
        const QMap<QString, PortRef> &outputs = prepared.graph->subpipelineOutputs;
        for (auto output = outputs.lowerBound(port ? text : text + QLatin1Char(':'));
             output != outputs.cend() && (port ? output.key() == text : output.key().startsWith(text + QLatin1Char(':'))); ++output) {
            const int inner = prepared.graph->index.value(output->node, -1);
            const PortSpec *spec = inner < 0 ? nullptr : prepared.graph->nodes[size_t(inner)].op->spec.output(output->port);
            if (spec && spec->type == PortType::Table) {
                port = *output;
                break;
            }
        }
        const QString node = port ? port->node : text;
        const int index = prepared.graph->index.value(node, -1);
        if (index < 0) {
            const QString near = closestTo(node, prepared.graph->index.keys());
            return Error(ErrorCode::NotFound, QStringLiteral("There is no node '%1'.").arg(node),
                         near.isEmpty() ? QString() : QStringLiteral("Did you mean '%1'?").arg(near));
        }
        const OperatorSpec &spec = prepared.graph->nodes[size_t(index)].op->spec;
        QString name = port ? port->port : QString();
        QStringList tables;
        for (const PortSpec &output : spec.outputs)
            if (output.type == PortType::Table)
                tables << output.name;
        if (name.isEmpty())
            name = tables.value(0);
        if (!tables.contains(name))
            return Error(ErrorCode::NotFound, QStringLiteral("'%1' has no table output '%2'.").arg(node, name),
                         tables.isEmpty() ? QStringLiteral("It gives no rows.")
                                          : QStringLiteral("It has: %1.").arg(tables.join(QStringLiteral(", "))))
                .at(node);
        prepared.options.to << node;
        places.emplace_back(index, name);
    }
    if (!scratch.isEmpty())
        prepared.options.runFolder = scratch;
    RunState state(prepared.options, *prepared.graph, events);
    std::shared_ptr<void> guard;
    cancelWith(cancel, state, guard);
    Executor executor(state, Mode::Look);
    const Outcome outcome = executor.run();
    if (!outcome.errors.isEmpty())
        return outcome.errors.first();
    if (hasErrors(executor.diagnostics()))
        return invalid(executor.diagnostics());
    std::vector<int> relations;
    for (const auto &[index, name] : places) {
        const int relation = executor.relationAt(index, name);
        const QString &node = prepared.graph->nodes[size_t(index)].id;
        if (relation < 0 || executor.hollowAt(index))
            return Error(ErrorCode::NotFound,
                         QStringLiteral("What leaves '%1' is not known before a run.").arg(node + QLatin1Char(':') + name),
                         QStringLiteral("Run to see."))
                .at(node);
        relations.push_back(relation);
    }
    HR_ASSIGN(data::Session * session, state.session());
    HR_ASSIGN(const auto connection, session->connect());
    return use({state, *connection, relations});
}

namespace {

/// Binds up to a port, with the results of earlier runs, and gives what `use` makes of its relation.
Result<QJsonObject> look(
    const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel,
    const std::function<Result<QJsonObject>(RunState &, data::Connection &, const PlannedRelation &, const QString &from)> &use)
{
    return lookAt(request, {request.value(QStringLiteral("port")).toString()}, {}, events, cancel, [&use](const Looked &looked) {
        const int relation = looked.relations.front();
        return use(looked.state, looked.connection, looked.state.relations.at(relation), looked.state.relations.fromItem(relation));
    });
}

QJsonArray columnsOf(const data::Schema &schema)
{
    return schema.toJson().value(QStringLiteral("columns")).toArray();
}

Result<QJsonObject> preview(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel)
{
    const qint64 limit = std::clamp<qint64>(request.value(QStringLiteral("limit")).toInteger(1000), 0, 100'000);
    return look(
        request, events, cancel,
        [limit](RunState &, data::Connection &connection, const PlannedRelation &relation, const QString &from) -> Result<QJsonObject> {
            const data::Schema &schema = relation.relation.schema;
            HR_ASSIGN(
                QJsonArray rows,
                connection.rows(QStringLiteral("SELECT %1 FROM %2 LIMIT %3").arg(quoteIdentifiers(schema.names()), from).arg(limit + 1)));
            const bool complete = rows.size() <= limit;
            if (!complete)
                rows.removeLast();
            return QJsonObject{
                {QStringLiteral("columns"), columnsOf(schema)}, {QStringLiteral("rows"), rows}, {QStringLiteral("complete"), complete}};
        });
}

Result<QJsonObject> describe(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel)
{
    return look(
        request, events, cancel,
        [](RunState &state, data::Connection &connection, const PlannedRelation &relation, const QString &from) -> Result<QJsonObject> {
            const data::Schema &schema = relation.relation.schema;
            // Kept once, since the statistics read it more than once and it may be a long chain.
            const QString table = state.newTable();
            HR_TRY(connection.run(
                QStringLiteral("CREATE TEMP TABLE %1 AS SELECT %2 FROM %3").arg(table, quoteIdentifiers(schema.names()), from)));
            return describeTable(connection, table, schema);
        });
}

}  // namespace

QJsonObject greeting()
{
    return {{QStringLiteral("protocol"), protocol::kVersion},
            {QStringLiteral("version"), QCoreApplication::applicationVersion()},
            {QStringLiteral("catalog"), catalog().fingerprint()},
            {QStringLiteral("pid"), qint64(QCoreApplication::applicationPid())},
            {QStringLiteral("libraries"),
             QJsonObject{{QStringLiteral("duckdb"), data::Session::libraryVersion()},
                         {QStringLiteral("xgboost"), QStringLiteral(HEADRACE_XGBOOST_VERSION)},
                         {QStringLiteral("qt"), QString::fromLatin1(qVersion())}}}};
}

Result<QJsonObject> answer(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel, Views &views)
{
    const QString name = request.value(QStringLiteral("request")).toString();
    if (name == QLatin1String("hello"))
        return greeting();
    if (name == QLatin1String("validate"))
        return validate(request, events, cancel);
    if (name == QLatin1String("plan"))
        return plan(request, events, cancel);
    if (name == QLatin1String("run"))
        return run(request, events, cancel);
    if (name == QLatin1String("trust_probe"))
        return trustProbe(request);
    if (name == QLatin1String("preview"))
        return preview(request, events, cancel);
    if (name == QLatin1String("describe"))
        return describe(request, events, cancel);
    if (name == QLatin1String("compare"))
        return compareOutputs(request.value(QStringLiteral("before")).toObject(), request.value(QStringLiteral("after")).toObject());
    if (name == QLatin1String("open_view"))
        return views.open(request, events, cancel);
    if (name == QLatin1String("page"))
        return views.page(request, cancel);
    if (name == QLatin1String("close_view"))
        return views.close(request);
    if (name == QLatin1String("query"))
        return views.query(request, events, cancel);
    if (name == QLatin1String("shutdown"))
        return QJsonObject();
    if (name == QLatin1String("lineage_sql")) {
        HR_ASSIGN(const data::StatementLineage lineage,
                  data::lineageOfText(request.value(QStringLiteral("sql")).toString(), request.value(QStringLiteral("schema")).toString()));
        return lineage.toJson();
    }
    return Error(ErrorCode::Usage, QStringLiteral("The worker knows no request '%1'.").arg(name),
                 QStringLiteral("Both programs must be of the same version."));
}

}  // namespace headrace::execution
