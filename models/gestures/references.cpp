// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/references.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/resolve.h"

#include <QJsonArray>

namespace headrace {
namespace {

bool isNameCharacter(QChar c)
{
    return c == QLatin1Char('_') || (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
        || (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
}

void namesInText(const QString &text, QSet<QString> &names)
{
    for (qsizetype at = text.indexOf(QLatin1Char('$')); at >= 0; at = text.indexOf(QLatin1Char('$'), at + 1)) {
        qsizetype begin = at + 1;
        if (begin < text.size() && text.at(begin) == QLatin1Char('{'))
            ++begin;
        qsizetype end = begin;
        while (end < text.size() && isNameCharacter(text.at(end)))
            ++end;
        if (end > begin)
            names.insert(text.mid(begin, end - begin));
    }
}

/// Names by how they are spoken of. What stands within a subpipeline speaks of that one's parameters, not of ours.
void collect(const QJsonValue &value, QSet<QString> &references, QSet<QString> &texts)
{
    if (const QString name = referredParameter(value); !name.isEmpty()) {
        references.insert(name);
    } else if (value.isString()) {
        namesInText(value.toString(), texts);
    } else if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            collect(item, references, texts);
    } else if (value.isObject()) {
        for (const QJsonValue &item : value.toObject())
            collect(item, references, texts);
    }
}

void collectOf(const Node &node, QSet<QString> &references, QSet<QString> &texts)
{
    for (auto it = node.params.constBegin(); it != node.params.constEnd(); ++it)
        if (node.op != QLatin1String(kSubpipelineOperator) || it.key() != QLatin1String("pipeline"))
            collect(*it, references, texts);
}

QJsonValue replaced(const QJsonValue &value, const QMap<QString, QJsonValue> &values)
{
    if (const QString name = referredParameter(value); !name.isEmpty())
        return values.contains(name) ? values.value(name) : value;
    if (value.isArray()) {
        QJsonArray items;
        for (const QJsonValue &item : value.toArray())
            items.append(replaced(item, values));
        return items;
    }
    if (value.isObject()) {
        QJsonObject members;
        const QJsonObject object = value.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it)
            members.insert(it.key(), replaced(*it, values));
        return members;
    }
    return value;
}

}  // namespace

QSet<QString> parametersSpokenOf(const Node &node, const QMap<QString, PipelineParameter> &parameters)
{
    QSet<QString> names;
    collectOf(node, names, names);
    names.removeIf([&parameters](const QString &name) { return !parameters.contains(name); });
    return names;
}

bool spokenOfInText(const Node &node, const QString &name)
{
    QSet<QString> references;
    QSet<QString> texts;
    collectOf(node, references, texts);
    return texts.contains(name);
}

Node withValues(Node node, const QMap<QString, QJsonValue> &values)
{
    QJsonObject params;
    for (auto it = node.params.constBegin(); it != node.params.constEnd(); ++it)
        params.insert(it.key(),
                      node.op == QLatin1String(kSubpipelineOperator) && it.key() == QLatin1String("pipeline") ? *it
                                                                                                              : replaced(*it, values));
    node.params = params;
    return node;
}

}  // namespace headrace
