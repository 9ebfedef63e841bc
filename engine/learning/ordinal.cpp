// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/learning/transform_kinds.h"

#include <QJsonArray>
#include <QSet>

namespace headrace::learning {

// A column's part: {"type", "categories": […] (in order, as text), "unknown": error|value|missing, "unknown_value", "missing_value"?}
Result<QJsonObject> planOrdinal(const data::Schema &schema, const OrdinalOptions &options)
{
    QJsonObject plan;
    for (const QString &name : options.columns) {
        HR_ASSIGN(const data::Column column, columnOf(schema, name));
        QJsonObject entry{{QStringLiteral("type"), categoryType(column)},
                          {QStringLiteral("unknown"), options.unknown},
                          {QStringLiteral("unknown_value"), options.unknownValue}};
        if (options.missingValue)
            entry.insert(QStringLiteral("missing_value"), *options.missingValue);
        plan.insert(column.name, entry);
    }
    for (auto it = options.orders.begin(); it != options.orders.end(); ++it) {
        HR_ASSIGN(const data::Column column, columnOf(schema, it.key()));
        if (!plan.contains(column.name))
            return Error(ErrorCode::Invalid,
                         QStringLiteral("An order is given for '%1', which is not among the columns to encode.").arg(it.key()),
                         QStringLiteral("Add it to the columns, or remove the order."));
        if (QSet<QString>(it->begin(), it->end()).size() != it->size())
            return Error(ErrorCode::Invalid, QStringLiteral("The order for '%1' names a category twice.").arg(it.key()),
                         QStringLiteral("Name each once."));
        QJsonObject entry = plan.value(column.name).toObject();
        entry.insert(QStringLiteral("categories"), QJsonArray::fromStringList(*it));
        plan.insert(column.name, entry);
    }
    return plan;
}

Result<QJsonObject> fitOrdinal(const FitInput &input, const OrdinalOptions &options)
{
    HR_ASSIGN(QJsonObject plan, planOrdinal(input.schema, options));
    QList<data::Column> columns;
    for (const QString &name : plan.keys()) {
        HR_ASSIGN(const data::Column column, columnOf(input.schema, name));
        columns << column;
    }
    HR_ASSIGN(const auto found, countCategories(input, columns));
    for (int i = 0; i < columns.size(); ++i) {
        QJsonObject entry = plan.value(columns[i].name).toObject();
        if (!entry.contains(QStringLiteral("categories"))) {
            entry.insert(QStringLiteral("categories"), QJsonArray::fromStringList(found[i].values));
        } else if (options.unknown == QLatin1String("error")) {
            const QJsonArray given = entry.value(QStringLiteral("categories")).toArray();
            for (const QString &value : found[i].values) {
                if (!given.contains(value))
                    return Error(ErrorCode::Invalid,
                                 QStringLiteral("The column '%1' holds '%2', which its order does not name.").arg(columns[i].name, value),
                                 QStringLiteral("Add it to the order, or let unknown values become a number."));
            }
        }
        plan.insert(columns[i].name, entry);
    }
    return plan;
}

Result<QList<AppliedColumn>> applyOrdinal(const QJsonObject &fitted, const data::Column &column, const QString &node)
{
    const QString type = fitted.value(QStringLiteral("type")).toString();
    const QString unknown = fitted.value(QStringLiteral("unknown")).toString();
    const QString own = categorySql(column);
    const QString value = categoryType(column) == type ? own : QStringLiteral("CAST(%1 AS %2)").arg(own, type);
    const QJsonValue missingValue = fitted.value(QStringLiteral("missing_value"));

    QString sql = QStringLiteral("CASE WHEN %1 THEN %2")
                      .arg(missingSql(column), missingValue.isDouble() ? sqlLiteral(missingValue) : QStringLiteral("NULL"));
    qint64 code = 0;
    for (const QJsonValue &category : fitted.value(QStringLiteral("categories")).toArray())
        sql += QStringLiteral(" WHEN %1 = %2 THEN %3").arg(value, typedLiteral(category.toString(), type), QString::number(code++));
    if (unknown == QLatin1String("error")) {
        const QString text = QStringLiteral("%1 || CAST(%2 AS VARCHAR) || %3")
                                 .arg(quoteLiteral(
                                          QStringLiteral("The column '%1' holds a value that the encoder of node '%2' has not seen: ")
                                              .arg(column.name, node)),
                                      quoteIdentifier(column.name),
                                      quoteLiteral(QStringLiteral(". Give unknown values a number, or fit it on rows that hold them.")));
        sql += QStringLiteral(" ELSE CAST(error(%1) AS INTEGER) END").arg(text);
    } else {
        sql += QStringLiteral(" ELSE %1 END")
                   .arg(unknown == QLatin1String("value") ? sqlLiteral(fitted.value(QStringLiteral("unknown_value")))
                                                          : QStringLiteral("NULL"));
    }
    AppliedColumn encoded{column, QStringLiteral("CAST(%1 AS INTEGER)").arg(sql)};
    encoded.column.type = QStringLiteral("INTEGER");
    return QList<AppliedColumn>{encoded};
}

}  // namespace headrace::learning
