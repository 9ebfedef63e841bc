// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/summary/node_summary.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/resolve.h"
#include "engine/pipeline/subpipeline.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <cmath>

namespace headrace {
namespace {

constexpr qsizetype kLongestLine = 120;  // of a line; more is never seen
constexpr int kMostItems = 12;

struct NodeSummaryWords {
    Q_DECLARE_TR_FUNCTIONS(NodeSummaryWords)
};

QString plainValue(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? NodeSummaryWords::tr("yes") : NodeSummaryWords::tr("no");
    case QJsonValue::Double:
        return QLocale::c().toString(value.toDouble(), 'g', 10);
    case QJsonValue::String:
        return value.toString().left(kLongestLine * 2).simplified();
    default:
        return {};
    }
}

/// One record: what it makes, else its columns side by side ('origin = iata', or 'iata' where both are the same).
QString recordInWords(const ParamSpec &spec, const QJsonObject &record)
{
    const QString left = plainValue(record.value(QLatin1String("left")));
    const QString right = plainValue(record.value(QLatin1String("right")));
    if (!left.isEmpty())
        return right.isEmpty() || right == left ? left : left + QStringLiteral(" = ") + right;
    for (const char *name : {"name", "column", "key", "expression"})
        if (const QString text = plainValue(record.value(QLatin1String(name))); !text.isEmpty())
            return text;
    for (const ParamSpec &field : spec.fields)
        if (const QString text = plainValue(record.value(field.name)); !text.isEmpty())
            return text;
    return {};
}

QString joined(const QStringList &items)
{
    return items.mid(0, kMostItems).join(QStringLiteral(", "));
}

const ParamSpec *firstMissing(const Node &node, const OperatorSpec &spec)
{
    for (const ParamSpec &param : spec.params) {
        if (!param.required || !param.defaultValue.isUndefined())
            continue;
        const QJsonValue value = node.params.value(param.name);
        if (value.isUndefined() || value.isNull() || (value.isString() && value.toString().isEmpty())
            || (value.isArray() && value.toArray().isEmpty()))
            return &param;
    }
    return nullptr;
}

QString subpipelineSummary(const Node &node)
{
    if (const QString file = fileOfSubpipeline(node); !file.isEmpty())
        return file.section(QLatin1Char('/'), -1);
    const auto body = embeddedPipeline(node);
    const int nodes = body ? int(body->value(QLatin1String("nodes")).toObject().size()) : 0;
    return QCoreApplication::translate("NodeSummary", "%n node(s) inside", nullptr, nodes);
}

}  // namespace

QString titleOf(const Node &node, const Catalog &catalog)
{
    if (!node.title.isEmpty())
        return node.title;
    if (isSubpipeline(node))
        return NodeSummaryWords::tr("Subpipeline");
    const OperatorSpec *spec = catalog.find(node.op);
    return spec ? spec->title : node.op;
}

QString valueInWords(const ParamSpec &spec, const QJsonValue &given, const QMap<QString, PipelineParameter> &parameters)
{
    QJsonValue value = given;
    if (const QString name = referredParameter(value); !name.isEmpty()) {
        const auto parameter = parameters.constFind(name);
        if (parameter == parameters.cend() || parameter->defaultValue.isUndefined())
            return QLatin1Char('$') + name;
        value = parameter->defaultValue;
    }
    if (value.isUndefined() || value.isNull())
        value = spec.defaultValue;
    switch (spec.type) {
    case ParamType::Enumeration:
        return plainValue(value).replace(QLatin1Char('_'), QLatin1Char(' '));
    case ParamType::Path: {
        QString path = plainValue(value);
        while (path.endsWith(QLatin1Char('/')))
            path.chop(1);
        return path.section(QLatin1Char('/'), -1);
    }
    case ParamType::Records: {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            if (const QString text = item.isObject() ? recordInWords(spec, item.toObject()) : plainValue(item); !text.isEmpty())
                items.append(text);
        return joined(items);
    }
    case ParamType::Map:
        return joined(value.toObject().keys());
    case ParamType::Secret:
        return value.toObject().value(QLatin1String("$secret")).toString();
    case ParamType::Pipeline:
        return {};
    default:
        break;
    }
    if (value.isArray()) {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items.append(plainValue(item));
        return joined(items);
    }
    return plainValue(value);
}

QString summaryOf(const Node &node, const Catalog &catalog, const QMap<QString, PipelineParameter> &parameters)
{
    if (isSubpipeline(node))
        return subpipelineSummary(node);
    const OperatorSpec *spec = catalog.find(node.op);
    if (!spec)
        return NodeSummaryWords::tr("not known to this version");
    if (const ParamSpec *missing = firstMissing(node, *spec))
        return NodeSummaryWords::tr("needs: %1").arg((missing->title.isEmpty() ? missing->name : missing->title).toLower());
    // The words before a placeholder lean on its value: 'of {columns}' says nothing without columns.
    QString line;
    qsizetype at = 0;
    const QString &form = spec->summary;
    bool filled = false;
    while (at < form.size()) {
        const qsizetype open = form.indexOf(QLatin1Char('{'), at);
        const qsizetype close = open < 0 ? -1 : form.indexOf(QLatin1Char('}'), open);
        if (close < 0) {
            if (filled || at == 0)
                line += form.mid(at);
            break;
        }
        const ParamSpec *param = spec->param(form.mid(open + 1, close - open - 1));
        const QString value = param ? valueInWords(*param, node.params.value(param->name), parameters) : QString();
        if (!value.isEmpty()) {
            line += form.mid(at, open - at) + value;
            filled = true;
        }
        at = close + 1;
    }
    line = line.trimmed();
    if (line.isEmpty() || (!filled && form.contains(QLatin1Char('{'))))
        line = node.title.isEmpty() ? spec->id : spec->title;
    return line.left(kLongestLine);
}

QString countInWords(qint64 count)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(count);
}

QString secondsInWords(double seconds)
{
    if (seconds < 0)
        return {};
    if (seconds < 0.0095)
        return NodeSummaryWords::tr("%1 ms").arg(std::max(1L, std::lround(seconds * 1000)));
    if (seconds < 9.95)
        return NodeSummaryWords::tr("%1 s").arg(QLocale::c().toString(seconds, 'g', seconds < 0.0995 ? 1 : 2));
    if (seconds < 59.5)
        return NodeSummaryWords::tr("%1 s").arg(std::lround(seconds));
    const long whole = std::lround(seconds);
    if (whole < 3600)
        return NodeSummaryWords::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return NodeSummaryWords::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString iconOf(const QString &op, const Catalog &catalog)
{
    if (op == QLatin1String(kSubpipelineOperator))
        return QStringLiteral("workflow");
    const OperatorSpec *spec = catalog.find(op);
    return spec ? spec->icon : QStringLiteral("circle-help");
}

Category categoryOf(const QString &op, const Catalog &catalog)
{
    const OperatorSpec *spec = catalog.find(op);
    return spec ? spec->category : Category::Code;
}

}  // namespace headrace
