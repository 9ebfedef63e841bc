// SPDX-License-Identifier: GPL-3.0-or-later
// Executor: from operators to relations, and which of them are kept.
#include "engine/base/quoting.h"
#include "engine/data/binder.h"
#include "engine/execution/context.h"
#include "engine/execution/executor.h"

#include <algorithm>

namespace headrace::execution {

namespace {

/// DuckDB binds a chain of table expressions ever slower (107 ms at 500) and refuses 1,000.
constexpr int kLongestChain = 48;

/// Whether computing the operator's relation anew costs more than reading it back: joins, groupings, text formats.
bool isCostly(const OperatorSpec &spec, size_t tableInputs)
{
    if (spec.traits.source)
        return spec.id != QLatin1String("read.parquet");
    return spec.traits.aggregates || tableInputs > 1 || spec.id == QLatin1String("table.sort") || spec.category == Category::Code;
}

}  // namespace

Result<data::Connection *> Executor::bindConnection()
{
    if (!m_connection) {
        HR_ASSIGN(data::Session * session, m_state.session());
        HR_ASSIGN(m_connection, session->connect());
    }
    return m_connection.get();
}

bool Executor::inputsKnown(int node) const
{
    for (const GraphInput &input : m_graph.nodes[size_t(node)].inputs)
        for (const OutputRef &from : input.from) {
            const PortSpec *port = m_graph.nodes[size_t(from.node)].op->spec.output(from.port);
            if (m_steps[size_t(from.node)].status == StepStatus::Failed)
                return false;
            if (port && port->type == PortType::Table && relationAt(from.node, from.port) < 0)
                return false;
            if (port && port->type == PortType::Transform && !m_state.results[size_t(from.node)])
                return false;
        }
    return true;
}

void Executor::addRelation(PlannedRelation planned, const std::vector<int> &inputs)
{
    const size_t node = size_t(planned.node);
    const OperatorSpec &spec = m_graph.nodes[node].op->spec;
    if (planned.handle.isEmpty())
        planned.handle = quoteIdentifier(m_graph.nodes[node].id + QLatin1Char(':') + planned.port);
    planned.part = partOf(m_graph, planned.node, planned.port);
    if (!inputs.empty() || planned.relation.sql.isEmpty() || spec.traits.source)
        planned.costly = !m_steps[node].fromCache && planned.table.isEmpty() && isCostly(spec, inputs.size());
    for (const int input : inputs) {
        const PlannedRelation &from = m_state.relations.at(input);
        planned.depth = std::max(planned.depth, from.depth + 1);
        planned.costly = planned.costly || from.costly;
    }
    planned.inputs = inputs;
    const QString port = planned.port;
    if (const auto coming = m_rowsToCome.find({planned.node, port}); coming != m_rowsToCome.end())
        planned.rows = coming->second;
    const std::optional<qint64> rows = planned.rows;
    const bool fromSql = planned.table.isEmpty() && !m_steps[node].fromCache;
    const int index = m_state.relations.add(std::move(planned));
    m_state.tables[node][port] = index;
    if (m_mode == Mode::Run && fromSql && (!inputs.empty() || spec.traits.source))
        m_lineage << lineageTask(m_state, index);
    m_counted.resize(size_t(m_state.relations.size()), 0);
    if (rows)
        setRows(index, *rows);
    else if (m_state.relations.at(index).relation.keepsCount && inputs.size() == 1 && m_state.relations.at(inputs.front()).rows)
        setRows(index, *m_state.relations.at(inputs.front()).rows);
}

void Executor::bindRelations(int node, const QMap<QString, data::Relation> &given)
{
    Context context(m_state, node, false, m_state.cancel);
    std::vector<int> inputs = context.inputRelations();
    std::sort(inputs.begin(), inputs.end());
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
    for (const PortSpec &port : m_graph.nodes[size_t(node)].op->spec.outputs) {
        const auto relation = given.constFind(port.name);
        const std::shared_ptr<NodeResult> &result = m_state.results[size_t(node)];
        if (relation == given.constEnd() || (result && result->values.contains(port.name)))
            continue;  // an output that the task has set replaces the relation
        if (m_mode == Mode::Run && !m_steps[size_t(node)].target && usesOf(node, port.name) == 0)
            continue;  // nobody reads it
        PlannedRelation planned;
        planned.node = node;
        planned.port = port.name;
        planned.relation = *relation;
        addRelation(std::move(planned), inputs);
    }
}

Result<void> Executor::bind(int node)
{
    const Operator &op = *m_graph.nodes[size_t(node)].op;
    Context context(m_state, node, false, m_state.cancel);
    HR_ASSIGN(data::Connection * connection, bindConnection());
    HR_TRY(context.connect(connection));
    const auto relations = op.relation(context);
    if (!relations)
        return context.explain(relations.error());
    for (const GraphInput &input : m_graph.nodes[size_t(node)].inputs)
        for (const OutputRef &from : input.from)
            if (m_steps[size_t(from.node)].knowledge != data::Knowledge::Known)
                m_steps[size_t(node)].knowledge = m_steps[size_t(from.node)].knowledge;
    for (const GraphInput &input : m_graph.nodes[size_t(node)].inputs)
        for (const OutputRef &from : input.from)
            m_steps[size_t(node)].hollow |= m_steps[size_t(from.node)].hollow;
    bindRelations(node, *relations);
    return {};
}

Result<void> Executor::bindFit(int node, const learning::Transform &transform)
{
    Context context(m_state, node, false, m_state.cancel);
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    const TableInput input = context.tables(entry.op->spec.inputs.value(0).name).value(0);
    HR_ASSIGN(const data::Relation relation,
              learning::applyTransform(transform, input.handle, input.schema, input.identity, input.chain, entry.id, entry.op->spec.id));
    for (const PortSpec &port : entry.op->spec.outputs)
        if (port.type == PortType::Table)
            bindRelations(node, {{port.name, relation}});
    return {};
}

void Executor::bindTaskTables(int node, const NodeResult &result)
{
    for (auto it = result.values.cbegin(); it != result.values.cend(); ++it)
        if (const auto *relation = std::get_if<data::Relation>(&it.value())) {
            PlannedRelation planned;
            planned.node = node;
            planned.port = it.key();
            planned.relation = *relation;
            addRelation(std::move(planned), {});
        }
}

Result<void> Executor::assume(int node)
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    if (m_mode == Mode::Plan)
        startTask(node);
    Step &step = m_steps[size_t(node)];
    Context context(m_state, node, false, m_state.cancel);
    QMap<QString, data::Schema> schemas;
    if (entry.op->schema) {
        HR_ASSIGN(data::Connection * connection, bindConnection());
        HR_TRY(context.connect(connection));
        HR_ASSIGN(schemas, entry.op->schema(context));
        // What a fit will learn is not known, but what it will do to columns may be: enough to bind what applies it.
        if (m_mode == Mode::Look && !context.result()->values.isEmpty())
            m_state.results[size_t(node)] = context.result();
    }
    step.hollow = !(m_mode == Mode::Look && entry.op->relation && entry.op->taskJudges);
    for (auto it = schemas.cbegin(); it != schemas.cend(); ++it) {
        PlannedRelation planned;
        planned.node = node;
        planned.port = it.key();
        planned.relation.schema = it.value();
        planned.table = m_state.newTable();
        planned.relation.sql = QStringLiteral("SELECT * FROM ") + planned.table;
        addRelation(std::move(planned), {});
    }
    if (entry.op->relation)
        return bind(node);
    if (schemas.isEmpty())
        assumeRemembered(node);
    return {};
}

int Executor::usesOf(int node, const QString &port) const
{
    int uses = 0;
    for (const int consumer : m_graph.nodes[size_t(node)].consumers) {
        const Step &step = m_steps[size_t(consumer)];
        const GraphNode &entry = m_graph.nodes[size_t(consumer)];
        if (step.status == StepStatus::NotNeeded || !(step.target || step.needed))
            continue;
        if (step.fromCache && !(relatesToo(consumer) && step.needed))
            continue;
        int edges = 0;
        for (const GraphInput &input : entry.inputs)
            for (const OutputRef &from : input.from)
                edges += from.node == node && from.port == port;
        if (edges == 0)
            continue;
        // A relation reads its input once for every output that is read itself; a task once, and once more where it also gives relations.
        std::set<QString> outputs;
        for (const int next : entry.consumers)
            if (m_steps[size_t(next)].status != StepStatus::NotNeeded && (m_steps[size_t(next)].target || m_steps[size_t(next)].needed)
                && !m_steps[size_t(next)].fromCache)
                for (const GraphInput &input : m_graph.nodes[size_t(next)].inputs)
                    for (const OutputRef &from : input.from)
                        if (from.node == consumer && entry.op->spec.output(from.port)
                            && entry.op->spec.output(from.port)->type == PortType::Table)
                            outputs.insert(from.port);
        const int relational = entry.op->relation || entry.op->fit ? int(outputs.size()) : 0;
        const int own = step.kind != Kind::Relation ? 1 : 0;
        uses += edges * std::max(1, relational + own);
    }
    return uses;
}

/// Whether a node, once its turn comes, reads its inputs in this run.
bool Executor::willRead(int node) const
{
    const Step &step = m_steps[size_t(node)];
    if (step.status == StepStatus::NotNeeded || !(step.target || step.needed))
        return false;
    return !step.fromCache || (relatesToo(node) && step.needed);
}

Executor::Keep Executor::relationsToKeep(int node) const
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    const Step &step = m_steps[size_t(node)];
    Keep keep;
    for (const auto &[port, index] : m_state.tables[size_t(node)]) {
        const PlannedRelation &relation = m_state.relations.at(index);
        if (!relation.table.isEmpty() || m_rowsToCome.contains({node, port}))
            continue;  // kept already, or read for all who need it
        const int uses = usesOf(node, port);
        QString reason;
        bool forReaders = false;
        if (step.target && !entry.node->frozen) {
            reason = QStringLiteral("its rows are a result of the run");
        } else if (uses == 0 && !step.target) {
            continue;
        } else if (entry.node->frozen) {
            reason = QStringLiteral("the node is frozen: its rows are kept for later runs");
        } else if (entry.node->materialize) {
            reason = QStringLiteral("the node is set to materialize");
        } else if (entry.node->policy.timeoutSeconds > 0 || entry.node->policy.retries > 0) {
            reason = QStringLiteral("the node has a time limit or retries of its own");
        } else if (relation.depth >= kLongestChain) {
            reason = QStringLiteral("the chain of %1 operators is cut here, since a longer query binds ever slower").arg(relation.depth);
        } else if (uses > 1 && relation.costly) {
            reason = QStringLiteral("%1 readers need its rows, and computing them again costs more than keeping them").arg(uses);
            forReaders = true;
        } else {
            continue;
        }
        keep.forReaders = forReaders && (keep.relations.empty() || keep.forReaders);
        keep.why = reason;
        keep.relations.push_back(index);
    }
    return keep;
}

Outlook *Executor::outlook()
{
    if (m_mode == Mode::Look || !m_state.options.lookAhead)
        return nullptr;
    if (!m_outlook)
        m_outlook = std::make_unique<Outlook>(m_state);
    return m_outlook.get();
}

}  // namespace headrace::execution
