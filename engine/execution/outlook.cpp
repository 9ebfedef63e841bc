// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/outlook.h"

#include "engine/execution/context.h"
#include "engine/execution/executor.h"

#include <algorithm>

namespace headrace::execution {

namespace {

/// Binding a node costs some tenths of a millisecond: above this the answer costs more than it saves.
constexpr size_t kMostNodes = 2000;

Options quiet(Options options)
{
    options.cache = false;
    options.counts = false;
    return options;
}

/// Inputs of a node that a port feeds.
QStringList inputsFrom(const GraphNode &node, const OutputRef &port)
{
    QStringList inputs;
    for (const GraphInput &input : node.inputs)
        if (std::find(input.from.begin(), input.from.end(), port) != input.from.end())
            inputs << input.port;
    return inputs;
}

QSet<QString> allColumns(const data::Relation &relation)
{
    const QStringList names = relation.schema.names() + data::hiddenOf(relation);
    return {names.begin(), names.end()};
}

/// Bytes a row in a stored table, roughly.
size_t widthOf(const QString &type)
{
    if (type == QLatin1String("BOOLEAN") || type.endsWith(QLatin1String("TINYINT")))
        return 1;
    if (type.endsWith(QLatin1String("SMALLINT")))
        return 2;
    if (type == QLatin1String("INTEGER") || type == QLatin1String("UINTEGER") || type == QLatin1String("FLOAT")
        || type == QLatin1String("DATE"))
        return 4;
    return type == QLatin1String("VARCHAR") ? 16 : 8;
}

}  // namespace

Outlook::Outlook(RunState &state)
    : m_options(quiet(state.options)),
      m_state(m_options, state.graph, m_events),
      m_executor(std::make_unique<Executor>(m_state, Mode::Look))
{
    m_state.borrowSession(state);
    m_state.cancel = state.cancel;
}

Outlook::~Outlook() = default;

bool Outlook::bound()
{
    if (!m_tried) {
        m_tried = true;
        m_bound = m_state.graph.nodes.size() <= kMostNodes && m_executor->run().ok;
    }
    return m_bound && m_executor->connection();
}

bool Outlook::isTarget(int node) const
{
    return m_executor->isTarget(node);
}

std::optional<QSet<QString>> Outlook::columnsRead(int node, const QString &port, const WillRead &willRead)
{
    if (!bound())
        return std::nullopt;
    const int relation = m_executor->relationAt(node, port);
    if (relation < 0 || isTarget(node))
        return std::nullopt;
    m_known.clear();
    return readOf(relation, willRead);
}

Outlook::Columns Outlook::readOf(int relation, const WillRead &willRead)
{
    if (const auto known = m_known.find(relation); known != m_known.end())
        return known->second;
    const int node = m_state.relations.at(relation).node;
    const OutputRef from{node, m_state.relations.at(relation).port};
    Columns columns = QSet<QString>();
    for (const int consumer : m_state.graph.nodes[size_t(node)].consumers) {
        if (!willRead(consumer) || inputsFrom(m_state.graph.nodes[size_t(consumer)], from).isEmpty())
            continue;
        const Columns read = m_executor->isRelation(consumer) ? readThrough(consumer, relation, willRead) : readByTask(consumer, relation);
        if (!read) {
            columns.reset();
            break;
        }
        columns->unite(*read);
    }
    m_known[relation] = columns;
    return columns;
}

QList<ModelReading> Outlook::modelsOf(int node)
{
    QList<ModelReading> models;
    for (const GraphInput &input : m_state.graph.nodes[size_t(node)].inputs) {
        if (m_state.graph.nodes[size_t(node)].op->spec.input(input.port)->type != PortType::Model)
            continue;
        for (const OutputRef &from : input.from) {
            ModelReading model;
            const GraphNode &estimator = m_state.graph.nodes[size_t(from.node)];
            for (const PortSpec &port : estimator.op->spec.inputs) {
                if (port.type != PortType::Table)
                    continue;
                model.train = reading(from.node, port.name);
                model.chain = Context(m_state, from.node, false, m_state.cancel).tables(port.name).value(0).chain;
                break;  // the first one it learns from
            }
            models << model;
        }
    }
    return models;
}

std::optional<Reading> Outlook::reading(int node, const QString &port)
{
    const Operator &op = *m_state.graph.nodes[size_t(node)].op;
    if (!op.reading || op.relation || op.fit)
        return std::nullopt;
    Context context(m_state, node, false, m_state.cancel);
    if (context.tables(port).size() != 1 || !context.connect(m_executor->connection()))
        return std::nullopt;
    return op.reading(context, port, modelsOf(node));
}

Outlook::Columns Outlook::readByTask(int node, int relation)
{
    const data::Relation &rows = m_state.relations.at(relation).relation;
    const OutputRef from{m_state.relations.at(relation).node, m_state.relations.at(relation).port};
    if (rows.identity.isEmpty())
        return std::nullopt;  // all columns order its rows
    QSet<QString> columns(rows.identity.begin(), rows.identity.end());
    for (const QString &port : inputsFrom(m_state.graph.nodes[size_t(node)], from)) {
        const auto read = reading(node, port);
        if (!read)
            return std::nullopt;
        for (const QString &name : read->columns) {
            const int index = rows.schema.indexOf(name);
            if (index < 0)
                return std::nullopt;  // the run says so
            columns.insert(rows.schema.columns[index].name);
        }
    }
    return columns;
}

const data::StatementLineage *Outlook::lineage(int relation)
{
    auto found = m_lineage.find(relation);
    if (found == m_lineage.end()) {
        const LineageTask task = lineageTask(m_state, relation);
        auto read = data::lineageOf(*m_executor->connection(), task.sql, task.inputs);
        found = m_lineage.emplace(relation, read ? std::optional(std::move(*read)) : std::nullopt).first;
    }
    return found->second ? &*found->second : nullptr;
}

/// The columns of a relation from which those of the node's relations come that are read themselves, or that choose their rows.
Outlook::Columns Outlook::readThrough(int node, int relation, const WillRead &willRead)
{
    const GraphNode &entry = m_state.graph.nodes[size_t(node)];
    const PlannedRelation &from = m_state.relations.at(relation);
    // A person's own SQL may do what column lineage does not speak of: make rows out of a value, for instance.
    if (entry.op->spec.category == Category::Code)
        return std::nullopt;
    const QString prefix = m_state.graph.nodes[size_t(from.node)].id + QLatin1Char(':') + from.port + QLatin1Char('.');
    QSet<QString> columns;
    for (const PortSpec &port : entry.op->spec.outputs) {
        if (port.type != PortType::Table)
            continue;
        const int made = m_executor->relationAt(node, port.name);
        if (made < 0)
            return std::nullopt;
        const PlannedRelation &planned = m_state.relations.at(made);
        Columns wanted = isTarget(node) ? Columns(allColumns(planned.relation)) : readOf(made, willRead);
        if (!wanted)
            wanted = allColumns(planned.relation);
        else if (wanted->isEmpty())
            continue;  // nobody reads this output
        const data::StatementLineage *flows = lineage(made);
        if (!flows || flows->rowsUnresolved || planned.relation.sql.contains(QLatin1String("unnest"), Qt::CaseInsensitive))
            return std::nullopt;
        QStringList read = flows->rows;
        for (const data::ColumnLineage &output : flows->outputs) {
            if (!wanted->remove(output.name))
                continue;
            if (output.unresolved)
                return std::nullopt;
            read += output.value + output.deciding;
        }
        if (!wanted->isEmpty())
            return std::nullopt;
        for (const QString &name : std::as_const(read))
            if (name.startsWith(prefix))
                columns.insert(name.mid(prefix.size()));
    }
    return columns;
}

bool Outlook::takesMatrices(int relation, const QString &condition, const OutputRef &from, const WillRead &willRead,
                            std::vector<MatrixReader> &readers)
{
    for (const int consumer : m_state.graph.nodes[size_t(from.node)].consumers) {
        const GraphNode &entry = m_state.graph.nodes[size_t(consumer)];
        const QStringList ports = inputsFrom(entry, from);
        if (ports.isEmpty() || !willRead(consumer))
            continue;
        if (!m_executor->isRelation(consumer)) {
            for (const QString &port : ports) {
                const auto read = reading(consumer, port);
                if (!read || !read->matrix)
                    return false;
                readers.push_back({consumer, port, from, {*read->matrix, condition}});
            }
            continue;
        }
        // One relation between, of which each part is a condition; what a person wants kept, or limits in time, stands alone.
        if (!condition.isEmpty() || isTarget(consumer) || entry.node->materialize || entry.node->policy.timeoutSeconds > 0
            || entry.node->policy.retries > 0)
            return false;
        for (const PortSpec &port : entry.op->spec.outputs) {
            const int part = m_executor->relationAt(consumer, port.name);
            if (part < 0)
                return false;
            const data::Relation &rows = m_state.relations.at(part).relation;
            const size_t before = readers.size();
            if (!takesMatrices(part, rows.condition, {consumer, port.name}, willRead, readers))
                return false;
            if (readers.size() > before && (rows.condition.isEmpty() || rows.identity != m_state.relations.at(relation).relation.identity))
                return false;
        }
    }
    return true;
}

std::vector<Outlook::MatrixReader> Outlook::matrixReaders(int node, const QString &port, const WillRead &willRead)
{
    if (!bound())
        return {};
    const int relation = m_executor->relationAt(node, port);
    std::vector<MatrixReader> readers;
    if (relation < 0 || isTarget(node) || !takesMatrices(relation, {}, {node, port}, willRead, readers) || readers.size() < 2)
        return {};
    m_known.clear();
    const Columns columns = readOf(relation, willRead);
    if (!columns)
        return {};
    const data::Schema &schema = m_state.relations.at(relation).relation.schema;
    size_t table = 0;
    for (const QString &name : *columns)
        table += widthOf(schema.columns.value(schema.indexOf(name)).type);
    // Parts of one division have no row in common; several matrices of one part have them all.
    std::map<std::pair<int, QString>, size_t> parts;
    size_t matrices = 0;
    for (const MatrixReader &reader : readers) {
        size_t &bytes = parts[{reader.from.node, reader.from.port}];
        bytes += size_t(reader.part.spec.features.size() + 1 + (reader.part.spec.weight.isEmpty() ? 0 : 1)) * sizeof(float);
        matrices = std::max(matrices, bytes);
    }
    return matrices <= table ? readers : std::vector<MatrixReader>();
}

}  // namespace headrace::execution
