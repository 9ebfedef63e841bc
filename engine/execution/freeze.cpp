// SPDX-License-Identifier: GPL-3.0-or-later
// Executor: results of earlier runs of the same pipeline file. A frozen node keeps its last one whatever happens upstream; of
// others, the columns they gave are remembered where they are not known before a run.
#include "engine/base/hashing.h"
#include "engine/execution/context.h"
#include "engine/execution/executor.h"

#include <QDateTime>

#include <algorithm>

namespace headrace::execution {

namespace {

/// Whether an entry holds all that is read of the node, bytes included.
bool serves(const RunState &state, const GraphNode &node, const CacheEntry &entry)
{
    if (entry.facts.value(QStringLiteral("op")).toString() != node.op->spec.id)
        return false;
    const QJsonObject outputs = entry.facts.value(QStringLiteral("outputs")).toObject();
    bool read = false;
    for (const int consumer : node.consumers)
        for (const GraphInput &input : state.graph.nodes[size_t(consumer)].inputs)
            for (const OutputRef &from : input.from)
                if (&state.graph.nodes[size_t(from.node)] == &node) {
                    read = true;
                    // A table that was kept for its readers alone has no more columns than they read.
                    if (!outputs.contains(from.port)
                        || !outputs.value(from.port).toObject().value(QStringLiteral("columns")).toArray().isEmpty())
                        return false;
                }
    if (!read && outputs.isEmpty() && !node.op->task)
        return false;
    // Only the columns that were read then: not the rows that a person froze.
    for (const QJsonValue &output : outputs)
        if (output.toObject().contains(QLatin1String("columns")))
            return false;
    for (auto it = entry.files.begin(); it != entry.files.end(); ++it)
        if (!state.cache.verify(entry, it.key()))
            return false;
    return true;
}

QString momentOf(const CacheEntry &entry)
{
    return QDateTime::fromMSecsSinceEpoch(entry.facts.value(QStringLiteral("made_ms")).toInteger(), Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
}

}  // namespace

Result<void> Executor::findFrozen()
{
    for (size_t i = 0; i < m_steps.size(); ++i) {
        const GraphNode &node = m_graph.nodes[i];
        if (!node.node->frozen)
            continue;
        const auto last = m_state.last.at(node.id);
        const QString named = m_state.options.frozen.value(node.id);
        if (named.isEmpty() && m_state.options.frozen.contains(node.id))
            continue;
        const QString key = named.isEmpty() && last ? last->key : named;
        auto entry = m_state.cache.find(key);
        QString said;
        Severity severity = Severity::Info;
        if (entry && serves(m_state, node, *entry)) {
            m_steps[i].keepsLast = true;
            said = QStringLiteral("The node is frozen: its result of %1 is taken, whatever stands upstream.").arg(momentOf(*entry));
            m_steps[i].entry = std::move(entry);
        } else if (!named.isEmpty() || (last && last->frozen)) {
            return Error(ErrorCode::NotFound,
                         QStringLiteral("The node is frozen, but the result that it keeps is gone or no longer fits it."),
                         QStringLiteral("Unfreeze the node to compute it anew; frozen again, it keeps what the next run gives."))
                .at(node.id);
        } else {
            severity = Severity::Warning;
            said = QStringLiteral("The node is frozen, but no result of it is kept yet: a run computes it, and later ones keep that.");
        }
        if (m_mode == Mode::Run) {
            m_state.log(int(i), toString(severity), said);
            continue;
        }
        Diagnostic diagnostic;
        diagnostic.severity = severity;
        diagnostic.code = QStringLiteral("frozen");
        diagnostic.node = node.id;
        diagnostic.text = said;
        m_diagnostics << diagnostic;
    }
    return {};
}

/// The nodes that nothing but frozen results would need: they do not run, and their files may be gone.
std::vector<char> Executor::aboveFrozen() const
{
    std::vector<char> above(m_steps.size(), 0);
    for (int i = int(m_steps.size()) - 1; i >= 0; --i) {
        const std::vector<int> &consumers = m_graph.nodes[size_t(i)].consumers;
        above[size_t(i)] = !consumers.empty() && std::all_of(consumers.begin(), consumers.end(), [&](int consumer) {
            return above[size_t(consumer)] || m_steps[size_t(consumer)].keepsLast;
        });
    }
    return above;
}

QString Executor::lastKey(int node, const QString &key) const
{
    return m_graph.nodes[size_t(node)].node->frozen ? sha256("frozen\n" + key.toLatin1()) : key;
}

QString Executor::recipeOf(int node) const
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    return sha256(canonicalJson(QJsonArray{entry.op->spec.id, entry.op->spec.version, entry.params.canonical()}));
}

/// On a background thread.
void Executor::noteResult(int node, const QString &key)
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    LastResult result = m_state.last.at(entry.id).value_or(LastResult());
    result.key = key;
    result.atMs = QDateTime::currentMSecsSinceEpoch();
    result.frozen = entry.node->frozen;
    m_state.last.set(entry.id, result);
}

void Executor::rememberResults()
{
    if (!m_state.options.cache || m_state.options.file.isEmpty())
        return;
    for (size_t i = 0; i < m_steps.size(); ++i) {
        const Step &step = m_steps[i];
        const GraphNode &node = m_graph.nodes[i];
        if (step.status != StepStatus::Done && step.status != StepStatus::Warning && step.status != StepStatus::Cached)
            continue;
        // Computed anew: what it kept while it was frozen is no longer its last result.
        if (const auto before = m_state.last.at(node.id); before && before->frozen && !node.node->frozen)
            m_state.last.set(node.id, {{}, 0, false, before->recipe, before->schemas});
        const bool applies = std::any_of(node.op->spec.inputs.begin(), node.op->spec.inputs.end(),
                                         [](const PortSpec &port) { return port.type == PortType::Transform; });
        const bool learns = step.kind != Kind::Relation || applies;
        if (!learns && !step.entry)
            continue;
        LastResult result = m_state.last.at(node.id).value_or(LastResult());
        if (step.entry && result.key != step.entry->key) {
            result.key = step.entry->key;
            result.atMs = QDateTime::currentMSecsSinceEpoch();
        }
        if (step.entry || node.node->frozen)
            result.frozen = node.node->frozen;
        if (learns && !m_state.tables[i].empty()) {
            result.recipe = recipeOf(int(i));
            result.schemas = {};
            for (const auto &[port, index] : m_state.tables[i])
                result.schemas.insert(port, m_state.relations.at(index).relation.schema.toJson());
        }
        m_state.last.set(node.id, result);
    }
    if (!m_state.last.save())
        m_state.events.emitEvent({{QStringLiteral("event"), QStringLiteral("log")},
                                  {QStringLiteral("level"), QStringLiteral("warning")},
                                  {QStringLiteral("text"), QStringLiteral("What this run gave could not be remembered for the next.")}});
}

void Executor::assumeRemembered(int node)
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    const auto last = m_state.last.at(entry.id);
    if (!last || last->recipe != recipeOf(node))
        return;
    Step &step = m_steps[size_t(node)];
    for (const PortSpec &port : entry.op->spec.outputs) {
        if (port.type != PortType::Table || relationAt(node, port.name) >= 0 || !last->schemas.contains(port.name))
            continue;
        PlannedRelation planned;
        planned.node = node;
        planned.port = port.name;
        planned.relation.schema = data::Schema::fromJson(last->schemas.value(port.name).toObject());
        planned.table = m_state.newTable();
        planned.relation.sql = QStringLiteral("SELECT * FROM ") + planned.table;
        addRelation(std::move(planned), {});
        step.knowledge = data::Knowledge::Remembered;
    }
    step.hollow = true;
}

}  // namespace headrace::execution
