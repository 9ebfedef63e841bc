// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/type_names.h"
#include "engine/learning/transform_kinds.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

namespace headrace::learning {

namespace {

Result<void> checkNumber(const data::Column &column)
{
    if (data::isNumericType(column.type) || column.type == QLatin1String("BOOLEAN"))
        return {};
    return Error(ErrorCode::Invalid, QStringLiteral("The column '%1' is of type %2, which cannot be scaled.").arg(column.name, column.type),
                 QStringLiteral("Choose columns of numbers; for texts use 'One-hot encode' (learn.one_hot)."));
}

QString doubleLiteral(double number)
{
    return QStringLiteral("CAST(%1 AS DOUBLE)").arg(sqlLiteral(number));
}

// scikit-learn's StandardScaler: the variance is what rounding leaves of a constant column.
bool isConstant(double variance, double mean, double rows)
{
    constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
    return variance <= rows * kEpsilon * variance + std::pow(rows * mean * kEpsilon, 2);
}

}  // namespace

// A column's part: standard and robust {"subtract"?, "divide"?}, min_max {"multiply", "add"}; nothing of them before the fit.
Result<QJsonObject> planStandardize(const data::Schema &schema, const StandardizeOptions &options)
{
    QJsonObject plan;
    for (const QString &name : options.columns) {
        HR_ASSIGN(const data::Column column, columnOf(schema, name));
        HR_TRY(checkNumber(column));
        plan.insert(column.name, QJsonObject{{QStringLiteral("method"), options.method}});
    }
    return plan;
}

Result<QJsonObject> fitStandardize(const FitInput &input, const StandardizeOptions &options)
{
    HR_ASSIGN(QJsonObject plan, planStandardize(input.schema, options));
    const bool minMax = options.method == QLatin1String("min_max");
    const bool robust = options.method == QLatin1String("robust");
    QStringList numbers;
    QStringList items;
    QStringList means;
    for (int i = 0; i < options.columns.size(); ++i) {
        HR_ASSIGN(const data::Column column, columnOf(input.schema, options.columns[i]));
        const QString number = QStringLiteral("n%1").arg(i);
        const QString mean = QStringLiteral("m%1").arg(i);
        numbers << numberSql(column) + QStringLiteral(" AS ") + number;
        means << QStringLiteral("favg(%1) FILTER (NOT isinf(%1)) AS %2").arg(number, mean);
        items << QStringLiteral("count(*) FILTER (isinf(%1))").arg(number) << QStringLiteral("count(%1)").arg(number);
        if (minMax) {
            items << QStringLiteral("min(%1)").arg(number) << QStringLiteral("max(%1)").arg(number) << QStringLiteral("0");
        } else if (robust) {
            for (const double quantile : {options.lowQuantile, 0.5, options.highQuantile})
                items << QStringLiteral("quantile_cont(%1, %2)").arg(number, QString::number(quantile, 'g', 17));
        } else {
            items << QStringLiteral("any_value(%1)").arg(mean)
                  << QStringLiteral("favg((%1 - %2) * (%1 - %2)) FILTER (NOT isinf(%1))").arg(number, mean) << QStringLiteral("0");
        }
    }
    QString sql = QStringLiteral("WITH n AS (SELECT %1 FROM %2) SELECT %3 FROM n")
                      .arg(numbers.join(QStringLiteral(", ")), input.handle, items.join(QStringLiteral(", ")));
    if (!minMax && !robust) {
        // First the means, then the squares around them: in one pass the variance of values far from zero loses its digits.
        sql = QStringLiteral("WITH n AS MATERIALIZED (SELECT %1 FROM %2), m AS (SELECT %3 FROM n) SELECT %4 FROM n CROSS JOIN m")
                  .arg(numbers.join(QStringLiteral(", ")), input.handle, means.join(QStringLiteral(", ")),
                       items.join(QStringLiteral(", ")));
    }
    HR_ASSIGN(const QJsonArray rows, input.connection.rows(sql));
    const QJsonArray row = rows.at(0).toArray();
    for (int i = 0; i < options.columns.size(); ++i) {
        HR_ASSIGN(const data::Column column, columnOf(input.schema, options.columns[i]));
        if (const qint64 infinite = row.at(5 * i).toInteger(); infinite > 0)
            return Error(ErrorCode::Invalid,
                         QStringLiteral("The column '%1' holds %2 infinities, so it cannot be scaled.").arg(column.name).arg(infinite),
                         QStringLiteral("Replace them by missing values before, for instance with 'Derive columns'."));
        const double count = row.at(5 * i + 1).toDouble();
        const double a = row.at(5 * i + 2).toDouble();
        const double b = row.at(5 * i + 3).toDouble();
        const double c = row.at(5 * i + 4).toDouble();
        QJsonObject entry = plan.value(column.name).toObject();
        if (minMax) {
            const double range = b - a;
            const double multiply = (options.high - options.low) / (range < 10 * std::numeric_limits<double>::epsilon() ? 1 : range);
            entry.insert(QStringLiteral("multiply"), multiply);
            entry.insert(QStringLiteral("add"), options.low - a * multiply);
        } else if (robust) {
            if (options.centre)
                entry.insert(QStringLiteral("subtract"), b);
            if (options.scale)
                entry.insert(QStringLiteral("divide"), c - a < 10 * std::numeric_limits<double>::epsilon() ? 1 : c - a);
        } else {
            if (options.centre)
                entry.insert(QStringLiteral("subtract"), a);
            if (options.scale)
                entry.insert(QStringLiteral("divide"), isConstant(b, a, count) ? 1 : std::sqrt(b));
        }
        plan.insert(column.name, entry);
    }
    return plan;
}

Result<QList<AppliedColumn>> applyStandardize(const QJsonObject &fitted, const data::Column &column, const QString &)
{
    HR_TRY(checkNumber(column));
    QString sql = column.type == QLatin1String("DOUBLE") ? quoteIdentifier(column.name)
                                                         : QStringLiteral("CAST(%1 AS DOUBLE)").arg(quoteIdentifier(column.name));
    const auto with = [&](const char *name, const char *sign) {
        const QJsonValue value = fitted.value(QLatin1String(name));
        if (value.isDouble())
            sql = QStringLiteral("(%1 %2 %3)").arg(sql, QLatin1String(sign), doubleLiteral(value.toDouble()));
    };
    with("subtract", "-");
    with("divide", "/");
    with("multiply", "*");
    with("add", "+");
    AppliedColumn scaled{column, sql};
    scaled.column.type = QStringLiteral("DOUBLE");
    return QList<AppliedColumn>{scaled};
}

}  // namespace headrace::learning
