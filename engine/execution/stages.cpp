// SPDX-License-Identifier: GPL-3.0-or-later
// Executor: jobs, and what follows when they end.
#include "engine/base/quoting.h"
#include "engine/execution/context.h"
#include "engine/execution/executor.h"

#include <algorithm>
#include <cmath>

namespace headrace::execution {

namespace {

/// An error in the terms of who asked to stop, if someone did.
Error asAsked(Error error, const CancelToken &token, double timeoutSeconds)
{
    switch (token.reason()) {
    case CancelToken::Reason::None:
        return error;
    case CancelToken::Reason::Cancelled:
        return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    case CancelToken::Reason::TimedOut:
        return Error(ErrorCode::TimedOut, QStringLiteral("The node took longer than its limit of %1 s.").arg(timeoutSeconds),
                     QStringLiteral("Raise the limit, or give the node less to do."));
    }
    return error;
}

}  // namespace

int Executor::newStage(int node, const QString &kind, const QString &why, const std::vector<int> &relations, bool alone)
{
    Stage stage;
    stage.alone = alone && relations.empty();
    stage.id = int(m_stages.size()) + 1;
    stage.node = node;
    stage.kind = kind;
    stage.why = why;
    std::set<int> nodes;
    std::vector<int> open(relations);
    std::set<int> seen;
    while (!open.empty()) {
        const int index = open.back();
        open.pop_back();
        if (!seen.insert(index).second)
            continue;
        const PlannedRelation &relation = m_state.relations.at(index);
        if (!relation.table.isEmpty() || m_steps[size_t(relation.node)].fromCache || m_readTogether.contains(index))
            continue;
        if (m_steps[size_t(relation.node)].kind == Kind::Relation)
            nodes.insert(relation.node);
        open.insert(open.end(), relation.inputs.begin(), relation.inputs.end());
    }
    nodes.erase(node);
    stage.nodes.assign(nodes.begin(), nodes.end());  // indices are in topological order
    stage.nodes.push_back(node);
    if (m_mode != Mode::Run)
        for (const int index : relations)
            stage.sql << m_state.relations.compose(index);
    for (const int member : stage.nodes) {
        Step &step = m_steps[size_t(member)];
        if (step.stage < 0 || member == node)
            step.stage = stage.id;
    }
    if (m_mode == Mode::Run && !stage.alone)
        sayStart(stage);
    m_stages.push_back(std::move(stage));
    return m_stages.back().id;
}

void Executor::sayStart(const Stage &stage)
{
    QJsonArray ids;
    for (const int member : stage.nodes)
        ids << m_graph.nodes[size_t(member)].id;
    m_state.events.emitEvent(
        {{QStringLiteral("event"), QStringLiteral("stage_started")}, {QStringLiteral("stage"), stage.id}, {QStringLiteral("nodes"), ids}});
    for (const int member : stage.nodes) {
        Step &step = m_steps[size_t(member)];
        if (step.started)
            continue;
        step.started = true;
        m_state.emitNode("step_started", member, {{QStringLiteral("stage"), stage.id}});
    }
}

void Executor::dispatch(int node, int stage, Job job)
{
    const RunPolicy &policy = m_graph.nodes[size_t(node)].node->policy;
    auto token = std::make_shared<CancelToken>();
    Running running{node, token, {}, policy.timeoutSeconds > 0};
    if (running.hasDeadline)
        running.deadline = Clock::now() + std::chrono::microseconds(qint64(std::min(policy.timeoutSeconds, 1e9) * 1e6));
    m_running.push_back(running);
    m_steps[size_t(node)].status = StepStatus::Running;
    ++m_steps[size_t(node)].attempt;
    if (m_stages[size_t(stage - 1)].alone) {
        Finished finished;
        finished.node = node;
        finished.stage = stage;
        const auto start = Clock::now();
        if (auto done = job(token, finished); !done)
            finished.error = std::move(done.error()).at(m_graph.nodes[size_t(node)].id);
        finished.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        complete(std::move(finished));
        return;
    }
    auto guard = m_state.cancel->onCancel([token] { token->request(); });
    m_jobs->start([this, node, stage, token, guard, timeout = policy.timeoutSeconds, job = std::move(job)] {
        auto finished = std::make_shared<Finished>();
        finished->node = node;
        finished->stage = stage;
        const auto start = Clock::now();
        if (auto done = job(token, *finished); !done)
            finished->error = asAsked(std::move(done.error()), *token, timeout).at(m_graph.nodes[size_t(node)].id);
        finished->seconds = std::chrono::duration<double>(Clock::now() - start).count();
        post([this, finished] { complete(std::move(*finished)); });
    });
}

/// What an earlier run has kept of a relation, and this one cannot do with: kept again, so that both are served from now on.
QStringList Executor::keptColumns(int node, const QString &port) const
{
    QStringList names;
    if (m_mode != Mode::Run || !m_state.options.cache)
        return names;
    if (const auto entry = m_state.cache.find(m_state.keys.at(node)))
        for (const QJsonValue &name :
             entry->facts.value(QStringLiteral("outputs")).toObject().value(port).toObject().value(QStringLiteral("columns")).toArray())
            names << name.toString();
    return names;
}

void Executor::startMaterialize(int node, const Keep &keep)
{
    const std::vector<int> &relations = keep.relations;
    const int stage = newStage(node, QStringLiteral("materialize"), keep.why, relations);
    struct Piece {
        int relation;
        QString table;
        QString sql;
        QStringList columns;  ///< empty: all
    };
    std::vector<Piece> pieces;
    for (const int index : relations) {
        const PlannedRelation &relation = m_state.relations.at(index);
        Piece piece{index, m_state.newTable(), m_state.relations.compose(index), {}};
        Outlook *ahead = keep.forReaders ? outlook() : nullptr;
        if (const auto read = ahead ? ahead->columnsRead(node, relation.port, [this](int reader) { return willRead(reader); })
                                    : std::nullopt) {
            const QStringList all = relation.relation.schema.names() + data::hiddenOf(relation.relation);
            const QStringList before = keptColumns(node, relation.port);
            for (const QString &name : all)
                if (read->contains(name) || before.contains(name))
                    piece.columns << name;
            if (piece.columns.isEmpty() && !all.isEmpty())
                piece.columns << all.first();  // for its rows alone
            if (piece.columns.size() == all.size())
                piece.columns.clear();
            else
                piece.sql = QStringLiteral("SELECT %1 FROM (%2)").arg(quoteIdentifiers(piece.columns), piece.sql);
        }
        pieces.push_back(std::move(piece));
    }
    if (m_mode != Mode::Run) {
        m_stages.back().sql.clear();
        for (const Piece &piece : pieces) {
            m_stages.back().sql << piece.sql;
            storeTable(piece.relation, piece.table, piece.columns);
        }
        finishStep(node, StepStatus::Done, -1);
        return;
    }
    if (m_state.options.counts)
        m_countWork[stage] = countWork(relations, true);
    dispatch(node, stage, [this, pieces](const std::shared_ptr<CancelToken> &token, Finished &finished) -> Result<void> {
        HR_ASSIGN(data::Session * session, m_state.session());
        HR_ASSIGN(const auto connection, session->connect());
        const auto guard = token->onCancel([raw = connection.get()] { raw->interrupt(); });
        for (const Piece &piece : pieces) {
            HR_TRY(connection->run(QStringLiteral("CREATE OR REPLACE TABLE %1 AS %2").arg(piece.table, piece.sql)));
            HR_ASSIGN(const QJsonValue rows, connection->scalar(QStringLiteral("SELECT count(*) FROM ") + piece.table));
            ResultTable table;
            table.table = piece.table;
            table.relation.storedColumns = piece.columns;
            table.relation.rows = rows.toInteger();
            finished.stored.emplace_back(piece.relation, table);
        }
        return {};
    });
}

void Executor::storeTable(int relation, const QString &table, const QStringList &columns)
{
    const QString sql = columns.isEmpty() ? QStringLiteral("SELECT * FROM ") + table
                                          : Relations::widened(m_state.relations.at(relation).relation, columns, table);
    m_state.relations.store(relation, table, sql, columns);
}

void Executor::startTask(int node)
{
    const Operator &op = *m_graph.nodes[size_t(node)].op;
    const bool fits = m_steps[size_t(node)].kind == Kind::Fit;
    // Shared with the job's thread; made here since it reads the relations.
    auto context = std::make_shared<Context>(m_state, node, true, m_state.cancel);
    const std::vector<int> relations = context->inputRelations();
    const int stage = newStage(node, fits ? QStringLiteral("fit") : QStringLiteral("task"),
                               fits ? QStringLiteral("the node learns from all rows before it can change any")
                                    : QStringLiteral("the node runs as a task of its own"),
                               relations, op.instant && m_graph.nodes[size_t(node)].node->policy.timeoutSeconds <= 0);
    if (m_mode != Mode::Run)
        return;
    if (m_state.options.counts && !relations.empty())
        m_countWork[stage] = countWork(relations);
    const auto isTable = [](const PortSpec &port) { return port.type == PortType::Table; };
    const bool data = std::any_of(op.spec.inputs.begin(), op.spec.inputs.end(), isTable)
        || std::any_of(op.spec.outputs.begin(), op.spec.outputs.end(), isTable);
    dispatch(node, stage,
             [this, &op, node, fits, data, context](const std::shared_ptr<CancelToken> &token, Finished &finished) -> Result<void> {
                 context->useToken(token);
                 if (data)
                     HR_TRY(context->connect());
                 if (fits) {
                     HR_ASSIGN(learning::Transform transform, op.fit(*context));
                     transform.node = context->node();
                     for (const PortSpec &port : op.spec.outputs)
                         if (port.type == PortType::Transform)
                             context->setOutput(port.name, transform);
                 } else {
                     HR_TRY(op.task(*context));
                 }
                 finished.result = context->result();
                 return saveArtifacts(m_state, node, *finished.result);
             });
}

void Executor::complete(Finished &&finished)
{
    const int node = finished.node;
    Step &step = m_steps[size_t(node)];
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    std::erase_if(m_running, [node](const Running &running) { return running.node == node; });
    Stage &stage = m_stages[size_t(finished.stage - 1)];
    stage.seconds = finished.seconds;

    if (finished.error && stage.alone) {
        stage.alone = false;
        sayStart(stage);
    }
    if (finished.error) {
        const RunPolicy &policy = entry.node->policy;
        if (step.attempt <= policy.retries && finished.error->code != ErrorCode::Cancelled && !m_state.cancel->requested()) {
            m_state.emitNode("step_failed", node,
                             {{QStringLiteral("status"),
                               finished.error->code == ErrorCode::TimedOut ? QStringLiteral("timed_out") : QStringLiteral("failed")},
                              {QStringLiteral("error"), finished.error->toJson()},
                              {QStringLiteral("attempt"), step.attempt},
                              {QStringLiteral("retry"), true},
                              {QStringLiteral("stage"), step.stage}});
            const double wait = std::min(policy.retryDelaySeconds * std::pow(2.0, step.attempt - 1), 3600.0);
            m_delayed.push_back({Clock::now() + std::chrono::microseconds(qint64(wait * 1e6)), node});
            step.status = StepStatus::Ready;
            return;
        }
        m_countWork.erase(finished.stage);
        failStep(node, std::move(*finished.error), StepStatus::Failed);
        return;
    }

    if (finished.read >= 0 && !finished.shared) {
        // The order of the rows takes a sort: they are kept as a table then.
        m_readTogether.erase(finished.read);
        m_notTogether.insert(finished.read);
        if (auto counts = m_countWork.extract(finished.stage); !counts.empty() && counts.mapped())
            inBackground(std::move(counts.mapped()));
        m_state.events.emitEvent({{QStringLiteral("event"), QStringLiteral("stage_finished")},
                                  {QStringLiteral("stage"), stage.id},
                                  {QStringLiteral("duration_s"), finished.seconds}});
        --step.attempt;
        startMaterialize(node, relationsToKeep(node));
        return;
    }
    const bool readTogether = finished.read >= 0;
    if (readTogether)
        spreadRows(finished);

    Result<void> bound;
    QList<ResultTable> tables;
    if (finished.result) {
        m_state.results[size_t(node)] = finished.result;
        if (step.kind == Kind::Fit) {
            for (const PortValue &value : std::as_const(finished.result->values))
                if (const auto *transform = std::get_if<learning::Transform>(&value))
                    bound = bindFit(node, *transform);
        } else {
            bindTaskTables(node, *finished.result);
            for (const auto &[port, index] : m_state.tables[size_t(node)])
                tables << ResultTable{port, QLatin1Char('(') + m_state.relations.at(index).relation.sql + QLatin1Char(')'),
                                      m_state.relations.at(index)};
            if (bound && entry.op->relation)
                bound = bind(node);
        }
    }
    for (auto &[index, table] : finished.stored) {
        const qint64 rows = table.relation.rows.value_or(0);
        const int root = countRoot(index);
        storeTable(index, table.table, table.relation.storedColumns);
        setRows(index, rows);
        setRows(root, rows);
        table.port = m_state.relations.at(index).port;
        table.relation = m_state.relations.at(index);
        table.narrowBefore = !keptColumns(node, table.port).isEmpty();
        tables << table;
    }
    if (!bound) {
        failStep(node, std::move(bound.error()).at(entry.id), StepStatus::Failed);
        return;
    }
    if (!stage.alone)
        m_state.events.emitEvent({{QStringLiteral("event"), QStringLiteral("stage_finished")},
                                  {QStringLiteral("stage"), stage.id},
                                  {QStringLiteral("duration_s"), finished.seconds}});
    for (const int member : stage.nodes) {
        Step &fused = m_steps[size_t(member)];
        if (member == node || fused.published)
            continue;
        fused.published = true;
        m_state.emitNode("step_finished", member,
                         {{QStringLiteral("status"), QStringLiteral("done")},
                          {QStringLiteral("stage"), stage.id},
                          {QStringLiteral("duration_s"), QJsonValue()}});
    }
    if (finished.result)
        m_lineage += lineageTasksOfResult(m_state, node, *finished.result);
    if (!m_lineage.isEmpty())
        inBackground([this, tasks = std::exchange(m_lineage, {})] { recordLineage(m_state, tasks); });
    if (entry.node->frozen)
        for (const auto &[port, index] : m_state.tables[size_t(node)])
            if (std::none_of(tables.begin(), tables.end(), [&port = port](const ResultTable &table) { return table.port == port; }))
                tables << ResultTable{port, QLatin1Char('(') + m_state.relations.compose(index) + QLatin1Char(')'),
                                      m_state.relations.at(index), QString()};
    const std::shared_ptr<NodeResult> result = finished.result ? finished.result : std::make_shared<NodeResult>();
    announceResult(m_state, node, *result);
    if (!readTogether)
        storeBehind(node, result, tables, finished.seconds);
    if (const auto counts = m_countWork.find(stage.id); counts != m_countWork.end()) {
        if (counts->second)
            inBackground(std::move(counts->second));
        m_countWork.erase(counts);
    }
    finishStep(node, result->warnings.isEmpty() ? StepStatus::Done : StepStatus::Warning, finished.seconds);
}

void Executor::storeBehind(int node, const std::shared_ptr<NodeResult> &result, const QList<ResultTable> &tables, double seconds)
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    // A frozen node keeps its result whatever it is, under a key of its own: it holds every output, which others' need not.
    const bool cached = m_state.options.cache && (entry.node->frozen || entry.op->mayBeCached(entry.params))
        && !m_state.keys.at(node).isEmpty();
    const QString key = lastKey(node, m_state.keys.at(node));
    // Rows that nothing in the pipeline reads are a result of the run: they are recorded with it.
    std::vector<char> isResult;
    for (const ResultTable &table : tables)
        isResult.push_back(m_steps[size_t(node)].target && usesOf(node, table.port) == 0);
    if (!cached && result->written.isEmpty() && std::find(isResult.begin(), isResult.end(), 1) == isResult.end())
        return;
    inBackground([this, node, key, result, tables, seconds, cached, isResult] {
        if (m_state.cancel->requested())
            return;
        announceWritten(m_state, node, *result);
        QList<ResultTable> stored = tables;
        for (qsizetype i = 0; i < stored.size(); ++i) {
            if (!isResult[size_t(i)])
                continue;
            auto file = recordTable(m_state, node, stored[i]);
            if (file)
                stored[i].file = *file;
            else
                m_state.log(node, QStringLiteral("warning"), QStringLiteral("The rows were not recorded: ") + file.error().toString());
        }
        if (!cached)
            return;
        // An entry without columns that are read now makes way.
        const bool narrow = std::any_of(stored.begin(), stored.end(), [](const ResultTable &table) { return table.narrowBefore; });
        if (narrow)
            m_state.cache.remove(key);
        if (const auto kept = storeResult(m_state, node, key, *result, stored, seconds); !kept)
            m_state.log(node, QStringLiteral("warning"), QStringLiteral("The result was not cached: ") + kept.error().toString());
        else
            noteResult(node, key);
    });
}

}  // namespace headrace::execution
