// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/type_names.h"
#include "engine/learning/transform_kinds.h"

#include <QJsonArray>

namespace headrace::learning {

namespace {

bool isNumber(const data::Column &column)
{
    return data::isNumericType(column.type) || column.type == QLatin1String("BOOLEAN");
}

QString textOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return sqlLiteral(value);
    return value.toString();
}

}  // namespace

// A column's part: {"strategy", "type", "fill" (text), "indicator"?}
Result<QJsonObject> planImpute(const data::Schema &schema, const ImputeOptions &options)
{
    QJsonObject plan;
    for (const ImputeColumn &one : options.columns) {
        HR_ASSIGN(const data::Column column, columnOf(schema, one.column));
        const bool averages = one.strategy == QLatin1String("mean") || one.strategy == QLatin1String("median");
        if (averages && !isNumber(column))
            return Error(ErrorCode::Invalid,
                         QStringLiteral("The column '%1' is of type %2, which has no %3.").arg(column.name, column.type, one.strategy),
                         QStringLiteral("Fill it with the most frequent value or a constant."));
        if (one.strategy == QLatin1String("constant") && (one.value.isNull() || one.value.isUndefined()))
            return Error(ErrorCode::Invalid, QStringLiteral("There is no constant to fill the column '%1' with.").arg(column.name),
                         QStringLiteral("Give the value."));
        QJsonObject entry{{QStringLiteral("strategy"), one.strategy},
                          {QStringLiteral("type"), averages ? QStringLiteral("DOUBLE") : column.type}};
        if (options.indicators)
            entry.insert(QStringLiteral("indicator"), column.name + QStringLiteral("_missing"));
        plan.insert(column.name, entry);
    }
    return plan;
}

Result<QJsonObject> fitImpute(const FitInput &input, const ImputeOptions &options)
{
    HR_ASSIGN(QJsonObject plan, planImpute(input.schema, options));
    QStringList items;
    for (const ImputeColumn &one : options.columns) {
        HR_ASSIGN(const data::Column column, columnOf(input.schema, one.column));
        QString value;
        if (one.strategy == QLatin1String("mean")) {
            value = QStringLiteral("favg(%1)").arg(numberSql(column));
        } else if (one.strategy == QLatin1String("median")) {
            value = QStringLiteral("median(%1)").arg(numberSql(column));
        } else if (one.strategy == QLatin1String("most_frequent")) {
            // The first of the largest counts; the keys are sorted, so of equals the smallest value wins, as in scikit-learn.
            const QString histogram = QStringLiteral("histogram(%1)").arg(categorySql(column));
            value = QStringLiteral("map_keys(%1)[list_position(map_values(%1), list_max(map_values(%1)))]").arg(histogram);
        } else {
            // 0.5 would become 0 or 1 in a column of whole numbers.
            const QString literal = quoteLiteral(textOf(one.value));
            value = QStringLiteral("TRY_CAST(%1 AS %2)").arg(literal, column.type);
            if (data::isNumericType(column.type))
                value = QStringLiteral("CASE WHEN TRY_CAST(%1 AS DOUBLE) = CAST(%2 AS DOUBLE) THEN %2 END").arg(literal, value);
            value = QStringLiteral("(SELECT %1)").arg(value);
        }
        items << QStringLiteral("CAST(%1 AS VARCHAR)").arg(value) << QStringLiteral("count(*) FILTER (NOT %1)").arg(missingSql(column));
        if (data::isFloatingType(column.type))
            items << QStringLiteral("count(*) FILTER (isinf(%1))").arg(quoteIdentifier(column.name));
        else
            items << QStringLiteral("0");
    }
    HR_ASSIGN(const QJsonArray rows,
              input.connection.rows(QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), input.handle)));
    const QJsonArray row = rows.at(0).toArray();
    for (int i = 0; i < options.columns.size(); ++i) {
        const ImputeColumn &one = options.columns[i];
        HR_ASSIGN(const data::Column column, columnOf(input.schema, one.column));
        const QJsonValue fill = row.at(3 * i);
        if (one.strategy != QLatin1String("constant") && row.at(3 * i + 1).toInteger() == 0)
            return Error(ErrorCode::Invalid, QStringLiteral("The column '%1' has no value in the rows to learn from.").arg(column.name),
                         QStringLiteral("Fill it with a constant, or leave the column out."));
        if (one.strategy == QLatin1String("mean") && row.at(3 * i + 2).toInteger() > 0)
            return Error(ErrorCode::Invalid, QStringLiteral("The column '%1' holds infinities, so it has no mean.").arg(column.name),
                         QStringLiteral("Fill it with the median, or replace the infinities before."));
        if (fill.isNull())
            return Error(ErrorCode::Invalid,
                         QStringLiteral("The constant '%1' is no value of the column '%2', which is of type %3.")
                             .arg(textOf(one.value), column.name, column.type),
                         QStringLiteral("Give a value of that type, or cast the column before."));
        QJsonObject entry = plan.value(column.name).toObject();
        entry.insert(QStringLiteral("fill"), fill);
        plan.insert(column.name, entry);
    }
    return plan;
}

Result<QList<AppliedColumn>> applyImpute(const QJsonObject &fitted, const data::Column &column, const QString &)
{
    const QString type = fitted.value(QStringLiteral("type")).toString();
    const QString fill = QStringLiteral("CAST(%1 AS %2)").arg(quoteLiteral(fitted.value(QStringLiteral("fill")).toString()), type);
    const QString name = quoteIdentifier(column.name);
    const QString value = column.type == type ? name : QStringLiteral("CAST(%1 AS %2)").arg(name, type);
    AppliedColumn filled{column,
                         data::isFloatingType(column.type)
                             ? QStringLiteral("CASE WHEN %1 THEN %2 ELSE %3 END").arg(missingSql(column), fill, value)
                             : QStringLiteral("coalesce(%1, %2)").arg(value, fill)};
    filled.column.type = type;
    QList<AppliedColumn> columns{filled};
    if (const QString indicator = fitted.value(QStringLiteral("indicator")).toString(); !indicator.isEmpty())
        columns << AppliedColumn{{indicator, QStringLiteral("BOOLEAN")}, missingSql(column)};
    return columns;
}

}  // namespace headrace::learning
