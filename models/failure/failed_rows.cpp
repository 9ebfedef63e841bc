// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failure/failed_rows.h"

#include "engine/base/quoting.h"
#include "engine/pipeline/check.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/subpipeline.h"

#include <QJsonArray>
#include <QSet>

namespace headrace {
namespace {

constexpr int kMostCauses = 64;
const QString kRowsPort = QStringLiteral("rows");

/// True for a row for which the expression raises an error, and only then: whether a value is missing is never missing itself.
QString failsSql(const QString &expression)
{
    return QStringLiteral("(TRY((%1) IS NULL) IS NULL)").arg(expression);
}

QJsonArray recordsOf(const Node &node, const char *name)
{
    return node.params.value(QLatin1String(name)).toArray();
}

/// The condition for rows that fail at a cast; empty where none can.
QString castFails(const Node &node)
{
    QStringList parts;
    for (const QJsonValue &value : recordsOf(node, "columns")) {
        const QJsonObject record = value.toObject();
        const QString column = record.value(QLatin1String("column")).toString(), type = record.value(QLatin1String("type")).toString();
        if (column.isEmpty() || type.isEmpty() || record.value(QLatin1String("on_failure")).toString() == QLatin1String("null"))
            continue;
        QString from = quoteIdentifier(column);
        if (const QString format = record.value(QLatin1String("format")).toString(); !format.isEmpty()) {
            if (type.compare(QLatin1String("VARCHAR"), Qt::CaseInsensitive) == 0)
                continue;
            from = QStringLiteral("strptime(%1, %2)").arg(from, quoteLiteral(format));
        }
        parts << failsSql(QStringLiteral("CAST(%1 AS %2)").arg(from, type));
    }
    return parts.join(QStringLiteral(" OR "));
}

/// The condition for rows at which an expression of an operator fails: its parameters that are scalar over its rows.
QString expressionFails(const Node &node, const OperatorSpec &spec)
{
    QStringList parts;
    const auto take = [&parts](const ParamSpec &param, const QJsonValue &value) {
        if (param.type == ParamType::Expression && !param.aggregates && param.over == kRowsPort && value.isString()
            && !value.toString().trimmed().isEmpty())
            parts << failsSql(value.toString());
    };
    for (const ParamSpec &param : spec.params) {
        take(param, node.params.value(param.name));
        if (param.type == ParamType::Records)
            for (const QJsonValue &record : recordsOf(node, param.name.toUtf8().constData()))
                for (const ParamSpec &field : param.fields)
                    take(field, record.toObject().value(field.name));
    }
    return parts.join(QStringLiteral(" OR "));
}

bool isDerive(const Node &node)
{
    return node.op == QLatin1String("table.derive");
}

/// Where the rows of a node come from: another node, or a port of the pipeline it stands in.
struct Feed {
    QList<PortRef> from;
    QStringList ports;
    bool isOne() const { return from.size() + ports.size() == 1; }
};

Feed feedOf(const Pipeline &pipeline, const QString &id)
{
    Feed feed;
    feed.from = pipeline.nodes.value(id).inputs.value(kRowsPort);
    for (auto input = pipeline.ports.inputs.cbegin(); input != pipeline.ports.inputs.cend(); ++input)
        if (input->contains(PortRef{id, kRowsPort}))
            feed.ports << input.key();
    return feed;
}

/// Gives a node the same rows.
void feedAlso(Pipeline &pipeline, const QString &id, const Feed &feed)
{
    if (!feed.from.isEmpty())
        pipeline.nodes[id].inputs.insert(kRowsPort, feed.from);
    for (const QString &port : feed.ports)
        pipeline.ports.inputs[port] << PortRef{id, kRowsPort};
}

/// How many causes a node has of its own.
int causesAt(const Pipeline &pipeline, const QString &id, const Catalog &catalog)
{
    const Node node = pipeline.nodes.value(id);
    if (node.disabled)
        return 0;
    if (node.op == QLatin1String("read.csv"))
        return node.params.value(QLatin1String("on_error")).toString() == QLatin1String("reject") ? 0 : 1;
    if (node.op == QLatin1String("check.expect"))
        return 1;
    if (!feedOf(pipeline, id).isOne())
        return 0;
    if (node.op == QLatin1String("table.cast"))
        return castFails(node).isEmpty() ? 0 : 1;
    if (isDerive(node))
        return int(recordsOf(node, "columns").size());
    const OperatorSpec *spec = catalog.find(node.op);
    return spec && !expressionFails(node, *spec).isEmpty() ? 1 : 0;
}

/// All causes at some nodes of a pipeline and within those that hold one; `path` leads to the node that failed, if it is within.
void collect(const Pipeline &pipeline, const Catalog &catalog, const QString &prefix, const QString &path, QList<FailureCause> &causes)
{
    const QString own = path.section(QLatin1Char('/'), 0, 0), rest = path.section(QLatin1Char('/'), 1);
    const QStringList above = own.isEmpty() ? pipeline.nodes.keys() : ancestorsOf(pipeline, {own});
    const QSet<QString> wanted(above.begin(), above.end());
    for (const QString &id : topologicalOrder(pipeline)) {
        if (!wanted.contains(id) || causes.size() >= kMostCauses)
            continue;
        const Node &node = *pipeline.nodes.constFind(id);
        if (const auto body = innerPipeline(node)) {
            if (!node.disabled)
                collect(*body, catalog, prefix + id + QLatin1Char('/'), id == own ? rest : QString(), causes);
            continue;
        }
        const int count = causesAt(pipeline, id, catalog);
        for (int record = 0; record < count && causes.size() < kMostCauses; ++record)
            causes << FailureCause{prefix + id, record};
    }
}

QString freshIn(const Pipeline &pipeline, const QString &base)
{
    QString id = base;
    for (int i = 2; pipeline.nodes.contains(id); ++i)
        id = base + QString::number(i);
    return id;
}

/// Adds a filter behind a port; its own output.
QString addFilter(Pipeline &pipeline, const Catalog &catalog, const Feed &feed, const QString &condition)
{
    const OperatorSpec *spec = catalog.find(QStringLiteral("table.filter"));
    Node filter;
    filter.op = QStringLiteral("table.filter");
    filter.version = spec ? spec->version : 1;
    filter.params.insert(QStringLiteral("condition"), condition);
    const QString id = freshIn(pipeline, QStringLiteral("failed-rows"));
    pipeline.nodes.insert(id, filter);
    feedAlso(pipeline, id, feed);
    return id + QStringLiteral(":rows");
}

/// A file read as text, and the rows of it whose values do not fit the types they should have. What cannot be cut into
/// columns at all is set aside: the reason of the failure names its line.
std::optional<QString> csvFails(Pipeline &pipeline, const Catalog &catalog, const QString &id, const PortSchema &known)
{
    Node &node = pipeline.nodes[id];
    QList<std::pair<QString, QString>> columns;
    for (const QJsonValue &value : recordsOf(node, "columns")) {
        const QString type = value.toObject().value(QLatin1String("type")).toString();
        columns.append({value.toObject().value(QLatin1String("name")).toString(), type.isEmpty() ? QStringLiteral("VARCHAR") : type});
    }
    const QString fileColumn = node.params.value(QLatin1String("file_column")).toString();
    if (columns.isEmpty())
        for (const ColumnInfo &column : known.columns)
            if (column.name != fileColumn)
                columns.append({column.name, column.type});
    if (columns.isEmpty())
        return std::nullopt;
    const auto text = [&node](const char *name) { return node.params.value(QLatin1String(name)).toString(); };
    QStringList parts;
    QJsonArray asText;
    for (const auto &[name, type] : std::as_const(columns)) {
        asText.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("type"), QStringLiteral("VARCHAR")}});
        QString value = quoteIdentifier(name);
        const ColumnKind kind = kindOfType(type);
        if (kind == ColumnKind::Text)
            continue;
        if (kind == ColumnKind::Integer || kind == ColumnKind::Real) {
            if (const QString thousands = text("thousands"); !thousands.isEmpty())
                value = QStringLiteral("replace(%1, %2, '')").arg(value, quoteLiteral(thousands));
            if (text("decimal_separator") == QLatin1String(","))
                value = QStringLiteral("replace(%1, ',', '.')").arg(value);
        }
        const QString format = kind == ColumnKind::Date ? text("date_format")
            : kind == ColumnKind::Timestamp             ? text("timestamp_format")
                                                        : QString();
        if (!format.isEmpty())
            value = QStringLiteral("strptime(%1, %2)").arg(value, quoteLiteral(format));
        parts << failsSql(QStringLiteral("CAST(%1 AS %2)").arg(value, type));
    }
    if (parts.isEmpty())
        return std::nullopt;
    node.params.insert(QStringLiteral("columns"), asText);
    node.params.insert(QStringLiteral("on_error"), QStringLiteral("reject"));
    return addFilter(pipeline, catalog, Feed{{PortRef{id, kRowsPort}}, {}}, parts.join(QStringLiteral(" OR ")));
}

/// Changes a pipeline so that it gives the rows, and the port where it does.
std::optional<QString> giveRows(Pipeline &pipeline, const Catalog &catalog, const QString &path, int record, const PortSchema &known)
{
    const QString id = path.section(QLatin1Char('/'), 0, 0), rest = path.section(QLatin1Char('/'), 1);
    const auto found = pipeline.nodes.constFind(id);
    if (found == pipeline.nodes.cend())
        return std::nullopt;
    const Node node = *found;
    if (!rest.isEmpty()) {
        auto body = innerPipeline(node);
        if (!body)
            return std::nullopt;
        auto port = giveRows(*body, catalog, rest, record, known);
        if (!port)
            return std::nullopt;
        pipeline.nodes[id].params.insert(QStringLiteral("pipeline"), pipelineToJson(*body));
        return id + QLatin1Char('/') + *port;
    }
    if (record >= causesAt(pipeline, id, catalog))
        return std::nullopt;
    if (node.op == QLatin1String("check.expect"))
        return id + QStringLiteral(":failing");
    if (node.op == QLatin1String("read.csv"))
        return csvFails(pipeline, catalog, id, known);
    const Feed feed = feedOf(pipeline, id);
    if (node.op == QLatin1String("table.cast"))
        return addFilter(pipeline, catalog, feed, castFails(node));
    if (isDerive(node)) {
        const QJsonArray columns = recordsOf(node, "columns");
        const QString expression = columns.at(record).toObject().value(QLatin1String("expression")).toString();
        if (expression.isEmpty())
            return std::nullopt;
        Feed rows = feed;
        if (record > 0) {
            // The columns before it, as it may use them.
            Node before = node;
            QJsonArray earlier;
            for (int i = 0; i < record; ++i)
                earlier.append(columns.at(i));
            before.params.insert(QStringLiteral("columns"), earlier);
            const QString beforeId = freshIn(pipeline, QStringLiteral("columns-before"));
            before.inputs.clear();
            pipeline.nodes.insert(beforeId, before);
            feedAlso(pipeline, beforeId, feed);
            rows = {{PortRef{beforeId, kRowsPort}}, {}};
        }
        return addFilter(pipeline, catalog, rows, failsSql(expression));
    }
    const OperatorSpec *spec = catalog.find(node.op);
    return spec ? std::optional(addFilter(pipeline, catalog, feed, expressionFails(node, *spec))) : std::nullopt;
}

}  // namespace

QList<FailureCause> causesOf(const Pipeline &pipeline, const Catalog &catalog, const QString &node)
{
    QList<FailureCause> causes;
    collect(pipeline, catalog, {}, node, causes);
    return causes;
}

std::optional<FailedRows> failedRows(const Pipeline &pipeline, const Catalog &catalog, const FailureCause &cause,
                                     const std::function<PortSchema(const QString &port)> &schemas)
{
    FailedRows rows{pipeline, {}};
    const auto port = giveRows(rows.pipeline, catalog, cause.node, cause.record, schemas(cause.node + QStringLiteral(":rows")));
    if (!port)
        return std::nullopt;
    rows.port = *port;
    return rows;
}

}  // namespace headrace
