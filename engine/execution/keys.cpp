// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/keys.h"

#include "engine/base/hashing.h"
#include "engine/base/json_writer.h"
#include "engine/data/session.h"

#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

namespace headrace::execution {

namespace {

/// Raised whenever the same recipe gives other bytes for reasons that no other part of the key shows.
constexpr int kRecipeVersion = 1;

/// The values of the parameters whose $name stands anywhere in the texts of `value`.
void mentioned(const QJsonValue &value, const QMap<QString, PipelineParameter> &scope, QJsonObject &into)
{
    if (value.isString()) {
        const QString text = value.toString();
        if (!text.contains(QLatin1Char('$')))
            return;
        static const QRegularExpression name(QStringLiteral("\\$([A-Za-z_][A-Za-z0-9_]*)"));
        for (auto it = name.globalMatch(text); it.hasNext();) {
            const QString found = it.next().captured(1);
            if (const auto parameter = scope.constFind(found); parameter != scope.constEnd())
                into.insert(found, QJsonArray{toString(parameter->type), parameter->defaultValue});
        }
    } else if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            mentioned(item, scope, into);
    } else if (value.isObject()) {
        for (const QJsonValue &item : value.toObject())
            mentioned(item, scope, into);
    }
}

}  // namespace

Keys::Keys(const Graph &graph, const Options &options, const ContentMemory &memory)
    : m_graph(graph),
      m_options(options),
      m_memory(memory),
      m_keys(graph.nodes.size()),
      m_sources(graph.nodes.size()),
      m_once(QUuid::createUuid().toString(QUuid::Id128))
{}

QJsonObject Keys::inputsOf(int node) const
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    QJsonObject inputs;
    for (const GraphInput &input : entry.inputs) {
        const bool many = entry.op->spec.input(input.port)->cardinality == Cardinality::Many;
        QJsonArray keys;
        for (const OutputRef &from : input.from) {
            QJsonArray one{m_keys[size_t(from.node)], from.port};
            if (many)
                one << m_graph.nodes[size_t(from.node)].id;
            keys << one;
        }
        inputs.insert(input.port, keys);
    }
    return inputs;
}

/// inputsOf() as text.
void Keys::appendInputs(QByteArray &text, int node) const
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    std::vector<const GraphInput *> inputs;
    for (const GraphInput &input : entry.inputs)
        inputs.push_back(&input);
    std::sort(inputs.begin(), inputs.end(), [](const GraphInput *a, const GraphInput *b) { return a->port < b->port; });
    char before = '{';
    for (const GraphInput *input : inputs) {
        text += std::exchange(before, ',');
        appendJson(text, input->port);
        text += ":[";
        const bool many = entry.op->spec.input(input->port)->cardinality == Cardinality::Many;
        for (const OutputRef &from : input->from) {
            if (&from != &input->from.front())
                text += ',';
            text += '[';
            appendJson(text, m_keys[size_t(from.node)]);
            text += ',';
            appendJson(text, from.port);
            if (many) {
                text += ',';
                appendJson(text, m_graph.nodes[size_t(from.node)].id);
            }
            text += ']';
        }
        text += ']';
    }
    text += inputs.empty() ? "{}" : "}";
}

QString Keys::inputsKey(int node) const
{
    return sha256(
        canonicalJson(QJsonArray{kRecipeVersion, m_graph.nodes[size_t(node)].op->spec.id, inputsOf(node), m_sources[size_t(node)]}));
}

Result<QString> Keys::compute(int node, const QStringList &files, const QJsonObject &surroundings, qint64 mostToRead,
                              const std::function<bool()> &stop)
{
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    const OperatorSpec &spec = entry.op->spec;
    const QJsonObject params = entry.params.canonical();
    const QByteArray paramsText = params.isEmpty() ? QByteArray("{}") : canonicalJson(params);
    if (!spec.traits.seeded && !paramsText.contains('$') && !entry.op->keyFacts && surroundings.isEmpty() && files.isEmpty()) {
        // Most nodes; the same text as below at a fraction of the cost.
        QByteArray text("{\"duckdb\":");
        appendJson(text, data::Session::libraryVersion());
        text += ",\"inputs\":";
        appendInputs(text, node);
        if (!entry.op->mayBeCached(entry.params)) {
            text += ",\"once\":";
            appendJson(text, m_once);
        }
        text += ",\"op\":";
        appendJson(text, spec.id);
        text += ",\"params\":" + paramsText + ",\"recipe\":";
        appendJson(text, qint64(kRecipeVersion));
        text += ",\"session\":\"UTC\",\"version\":";
        appendJson(text, qint64(spec.version));
        text += '}';
        return m_keys[size_t(node)] = sha256(text);
    }
    QJsonObject recipe{
        {QStringLiteral("recipe"), kRecipeVersion},
        {QStringLiteral("op"), spec.id},
        {QStringLiteral("version"), spec.version},
        {QStringLiteral("params"), params},
        {QStringLiteral("inputs"), inputsOf(node)},
        {QStringLiteral("session"), QStringLiteral("UTC")},
        {QStringLiteral("duckdb"), data::Session::libraryVersion()},
    };
    if (spec.traits.seeded)
        recipe.insert(QStringLiteral("seed"), QString::number(m_options.seed));
    if (entry.scope) {
        QJsonObject values;
        mentioned(params, *entry.scope, values);
        if (!values.isEmpty())
            recipe.insert(QStringLiteral("values"), values);
    }
    if (entry.op->keyFacts)
        recipe.insert(QStringLiteral("facts"), entry.op->keyFacts(entry.params));
    if (!surroundings.isEmpty())
        recipe.insert(QStringLiteral("surroundings"), surroundings);
    if (!entry.op->mayBeCached(entry.params))
        recipe.insert(QStringLiteral("once"), m_once);
    QJsonArray sources;
    for (const QString &file : files) {
        HR_ASSIGN(FileContent content, m_memory.remembered(file));
        if (content.xxh3.isEmpty() && content.identity.size > mostToRead) {
            sources << QJsonArray{file, m_once, content.identity.size};
            continue;
        }
        if (content.xxh3.isEmpty()) {
            HR_ASSIGN(content, m_memory.contentOf(file, false, stop));
        }
        // The name stands in the rows where a source adds a file column, and its order decides the order of rows.
        sources << QJsonArray{file, content.xxh3, content.identity.size};
    }
    if (!sources.isEmpty())
        recipe.insert(QStringLiteral("sources"), sources);
    m_sources[size_t(node)] = sources;
    m_keys[size_t(node)] = sha256(canonicalJson(recipe));
    return m_keys[size_t(node)];
}

}  // namespace headrace::execution
