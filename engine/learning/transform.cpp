// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/transform.h"

#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/data/type_names.h"
#include "engine/learning/transform_kinds.h"

#include <QJsonArray>

namespace headrace::learning {

namespace {

using Apply = Result<QList<AppliedColumn>> (*)(const QJsonObject &, const data::Column &, const QString &);

Apply applyOf(const QString &kind)
{
    if (kind == QLatin1String("impute"))
        return &applyImpute;
    if (kind == QLatin1String("standardize"))
        return &applyStandardize;
    if (kind == QLatin1String("one_hot"))
        return &applyOneHot;
    if (kind == QLatin1String("ordinal"))
        return &applyOrdinal;
    return nullptr;
}

QString unusedName(const QString &wanted, const QSet<QString> &taken)
{
    QString name = wanted;
    for (int i = 2; taken.contains(name.toLower()); ++i)
        name = wanted + QLatin1Char('_') + QString::number(i);
    return name;
}

// The columns of the result, in the order of the schema. Names are made unique, letter case apart, as SQL tells them.
Result<QList<AppliedColumn>> appliedColumns(const Transform &transform, const data::Schema &schema)
{
    const QString kind = transform.json.value(QStringLiteral("kind")).toString();
    const Apply apply = applyOf(kind);
    if (!apply || transform.json.value(QStringLiteral("headrace_transform")).toInt() != 1)
        return Error(ErrorCode::Invalid, QStringLiteral("This version does not know transforms of the kind '%1'.").arg(kind),
                     QStringLiteral("Fit it again with this version."));
    const QJsonObject fitted = transform.json.value(QStringLiteral("columns")).toObject();
    QMap<int, QJsonObject> byIndex;
    for (auto it = fitted.begin(); it != fitted.end(); ++it) {
        HR_TRY(columnOf(schema, it.key()));
        byIndex.insert(schema.indexOf(it.key()), it->toObject());
    }
    QSet<QString> taken;
    for (int i = 0; i < schema.columns.size(); ++i) {
        if (!byIndex.contains(i) || kind != QLatin1String("one_hot"))
            taken.insert(schema.columns[i].name.toLower());
    }
    QList<AppliedColumn> result;
    for (int i = 0; i < schema.columns.size(); ++i) {
        const data::Column &column = schema.columns[i];
        if (!byIndex.contains(i)) {
            result << AppliedColumn{column, quoteIdentifier(column.name)};
            continue;
        }
        HR_ASSIGN(const auto columns, apply(byIndex.value(i), column, transform.node));
        for (AppliedColumn one : columns) {
            if (one.column.name != column.name || kind == QLatin1String("one_hot")) {
                one.column.name = unusedName(one.column.name, taken);
                taken.insert(one.column.name.toLower());
            }
            result << one;
        }
    }
    return result;
}

QString selectOf(const QList<AppliedColumn> &columns, const QStringList &further, const QString &handle)
{
    QStringList items;
    for (const AppliedColumn &column : columns) {
        const QString name = quoteIdentifier(column.column.name);
        items << (column.sql == name ? name : column.sql + QStringLiteral(" AS ") + name);
    }
    return QStringLiteral("SELECT ") + (items + further).join(QStringLiteral(", ")) + QStringLiteral(" FROM ") + handle;
}

}  // namespace

Result<data::Column> columnOf(const data::Schema &schema, const QString &name)
{
    if (const int index = schema.indexOf(name); index >= 0)
        return schema.columns[index];
    const QString closest = closestTo(name, schema.names());
    return Error(ErrorCode::NotFound, QStringLiteral("There is no column '%1'.").arg(name),
                 closest.isEmpty() ? QStringLiteral("Choose among: %1.").arg(schema.names().mid(0, 20).join(QStringLiteral(", ")))
                                   : QStringLiteral("Did you mean '%1'?").arg(closest));
}

QString missingSql(const data::Column &column)
{
    const QString name = quoteIdentifier(column.name);
    const QString null = name + QStringLiteral(" IS NULL");
    return data::isFloatingType(column.type) ? QStringLiteral("(%1 OR isnan(%2))").arg(null, name) : null;
}

QString numberSql(const data::Column &column)
{
    const QString name = quoteIdentifier(column.name);
    const QString number = QStringLiteral("CAST(%1 AS DOUBLE)").arg(name);
    return data::isFloatingType(column.type) ? QStringLiteral("CASE WHEN isnan(%1) THEN NULL ELSE %2 END").arg(name, number) : number;
}

QString categoryType(const data::Column &column)
{
    const QString &type = column.type;
    const bool simple = data::isNumericType(type) || type == QLatin1String("BOOLEAN") || type == QLatin1String("DATE")
        || type.startsWith(QLatin1String("TIMESTAMP"));
    return simple ? type : QStringLiteral("VARCHAR");
}

QString categorySql(const data::Column &column)
{
    const QString name = quoteIdentifier(column.name);
    if (data::isFloatingType(column.type))
        return QStringLiteral("CASE WHEN isnan(%1) THEN NULL ELSE %1 END").arg(name);
    const QString type = categoryType(column);
    return type == column.type ? name : QStringLiteral("CAST(%1 AS %2)").arg(name, type);
}

QString typedLiteral(const QString &text, const QString &type)
{
    return type == QLatin1String("VARCHAR") ? quoteLiteral(text) : QStringLiteral("CAST(%1 AS %2)").arg(quoteLiteral(text), type);
}

Result<QList<Categories>> countCategories(const FitInput &input, const QList<data::Column> &columns)
{
    // A histogram's keys come in the order of their type, whatever the order of the rows.
    QStringList items;
    for (const data::Column &column : columns) {
        const QString histogram = QStringLiteral("histogram(%1)").arg(categorySql(column));
        items << QStringLiteral("CAST(map_keys(%1) AS VARCHAR[])").arg(histogram) << QStringLiteral("map_values(%1)").arg(histogram)
              << QStringLiteral("count(*) FILTER (%1)").arg(missingSql(column));
    }
    HR_ASSIGN(const QJsonArray rows,
              input.connection.rows(QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), input.handle)));
    const QJsonArray row = rows.at(0).toArray();
    QList<Categories> result;
    for (int i = 0; i < columns.size(); ++i) {
        Categories categories;
        for (const QJsonValue &value : row.at(3 * i).toArray())
            categories.values << value.toString();
        for (const QJsonValue &value : row.at(3 * i + 1).toArray())
            categories.counts << value.toInteger();
        categories.missing = row.at(3 * i + 2).toInteger();
        result << categories;
    }
    return result;
}

Result<Transform> makeTransform(const QString &kind, const QString &node, const QJsonObject &columns, const data::Schema &schema)
{
    Transform transform;
    transform.node = node;
    transform.json = {{QStringLiteral("headrace_transform"), 1},
                      {QStringLiteral("kind"), kind},
                      {QStringLiteral("node"), node},
                      {QStringLiteral("columns"), columns},
                      {QStringLiteral("schema_in"), schema.toJson()}};
    HR_ASSIGN(const data::Schema after, schemaAfter(transform, schema));
    transform.json.insert(QStringLiteral("schema_out"), after.toJson());
    return transform;
}

Result<QString> applySql(const Transform &transform, const QString &handle, const data::Schema &schema, const QStringList &hidden)
{
    HR_ASSIGN(const auto columns, appliedColumns(transform, schema));
    QStringList further;
    for (const QString &name : hidden)
        further << quoteIdentifier(name);
    return selectOf(columns, further, handle);
}

Result<data::Schema> schemaAfter(const Transform &transform, const data::Schema &schema)
{
    HR_ASSIGN(const auto columns, appliedColumns(transform, schema));
    data::Schema after;
    after.knowledge = schema.knowledge;
    for (const AppliedColumn &column : columns)
        after.columns << column.column;
    return after;
}

Result<data::Relation> applyTransform(const Transform &transform, const QString &handle, const data::Schema &schema,
                                      const QStringList &identity, const QList<data::ChainStep> &chain, const QString &node,
                                      const QString &op)
{
    HR_ASSIGN(const auto columns, appliedColumns(transform, schema));
    data::Relation relation;
    relation.schema.knowledge = schema.knowledge;
    QStringList unchanged;
    for (const AppliedColumn &column : columns) {
        relation.schema.columns << column.column;
        if (column.sql == quoteIdentifier(column.column.name))
            unchanged << column.column.name;
    }
    // An empty identity means all columns in order; after the transform that would be another order, so it is made plain.
    const QStringList order = identity.isEmpty() ? schema.names() : identity;
    int number = 0;
    for (const QString &name : order)
        if (name.startsWith(QLatin1String(data::kHiddenPrefix)))
            number = std::max(number, name.mid(int(qstrlen(data::kHiddenPrefix))).toInt() + 1);
    QStringList further;
    for (const QString &name : order) {
        if (name.startsWith(QLatin1String(data::kHiddenPrefix))) {
            further << quoteIdentifier(name);
            relation.identity << name;
        } else if (unchanged.contains(name)) {
            relation.identity << name;
        } else {
            const QString hidden = data::hiddenColumn(number++);
            further << quoteIdentifier(name) + QStringLiteral(" AS ") + quoteIdentifier(hidden);
            relation.identity << hidden;
        }
    }
    relation.sql = selectOf(columns, further, handle);
    relation.keepsCount = true;
    relation.chain = chain;
    relation.chain << data::ChainStep{node, op, {}, transform.json, schema.toJson()};
    return relation;
}

}  // namespace headrace::learning
