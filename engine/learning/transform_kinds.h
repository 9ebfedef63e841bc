// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of transforms. Each has a plan (types and names, known before any row is read), a fit (one query that fills the plan
// with what the rows teach) and an apply (SQL expressions).
#pragma once

#include "engine/data/session.h"
#include "engine/learning/transform.h"

#include <optional>

namespace headrace::learning {

/// The rows to learn from. Errors name the column; the caller adds node and parameter.
struct FitInput {
    data::Connection &connection;
    QString handle;
    data::Schema schema;
};

/// A finished transform over rows of this schema.
Result<Transform> makeTransform(const QString &kind, const QString &node, const QJsonObject &columns, const data::Schema &schema);

struct ImputeColumn {
    QString column;
    QString strategy;  ///< mean, median, most_frequent, constant
    QJsonValue value;  ///< of constant
};
struct ImputeOptions {
    QList<ImputeColumn> columns;
    bool indicators = false;  ///< for each column a boolean column <name>_missing
};
/// Missing are NULL and, in floating point columns, NaN. Mean and median give DOUBLE; the others keep the type.
Result<QJsonObject> planImpute(const data::Schema &schema, const ImputeOptions &options);
Result<QJsonObject> fitImpute(const FitInput &input, const ImputeOptions &options);

struct StandardizeOptions {
    QStringList columns;
    QString method;      ///< standard, min_max, robust
    bool centre = true;  ///< standard, robust: subtract mean or median
    bool scale = true;   ///< standard, robust: divide by the deviation or the range between the quantiles
    double low = 0;      ///< min_max
    double high = 1;
    double lowQuantile = 0.25;  ///< robust
    double highQuantile = 0.75;
};
/// Missing values (NULL, NaN) teach nothing and stay missing; a constant column becomes 0 (min_max: low).
Result<QJsonObject> planStandardize(const data::Schema &schema, const StandardizeOptions &options);
Result<QJsonObject> fitStandardize(const FitInput &input, const StandardizeOptions &options);

struct OneHotOptions {
    QStringList columns;
    double minimumFrequency = 0;  ///< from 1: rows; below: share of the rows; rarer categories go to one infrequent column
    int maximumCategories = 0;    ///< columns for one input column, the infrequent one among them; 0: no limit
    QString unknown;              ///< ignore, error, infrequent
    QString drop;                 ///< none, first, if_binary
};
/// Missing values are a category of their own if the rows to learn from hold some, else unknown.
Result<QJsonObject> fitOneHot(const FitInput &input, const OneHotOptions &options);

struct OrdinalOptions {
    QStringList columns;
    QMap<QString, QStringList> orders;  ///< by column; others are sorted
    QString unknown;                    ///< error, value, missing
    qint64 unknownValue = -1;
    std::optional<qint64> missingValue;  ///< none: missing stays missing
};
Result<QJsonObject> planOrdinal(const data::Schema &schema, const OrdinalOptions &options);
Result<QJsonObject> fitOrdinal(const FitInput &input, const OrdinalOptions &options);

// ---- for the kinds themselves

/// One column of a result.
struct AppliedColumn {
    data::Column column;
    QString sql;
};
// What the columns of one fitted input column become; `index` is its place in the schema.
Result<QList<AppliedColumn>> applyImpute(const QJsonObject &fitted, const data::Column &column, const QString &node);
Result<QList<AppliedColumn>> applyStandardize(const QJsonObject &fitted, const data::Column &column, const QString &node);
Result<QList<AppliedColumn>> applyOneHot(const QJsonObject &fitted, const data::Column &column, const QString &node);
Result<QList<AppliedColumn>> applyOrdinal(const QJsonObject &fitted, const data::Column &column, const QString &node);

/// The column of this name, or NotFound with the closest name.
Result<data::Column> columnOf(const data::Schema &schema, const QString &name);
/// Whether a value is missing, as SQL.
QString missingSql(const data::Column &column);
/// The value as a DOUBLE, NULL where missing.
QString numberSql(const data::Column &column);
/// The type that categories of the column are kept in, and the column as a value of it; NULL where missing.
QString categoryType(const data::Column &column);
QString categorySql(const data::Column &column);
/// A text as a literal of a type.
QString typedLiteral(const QString &text, const QString &type);
/// For each column its different values (as text, in the order of their type) with counts, and the number of missing ones.
struct Categories {
    QStringList values;
    QList<qint64> counts;
    qint64 missing = 0;
};
Result<QList<Categories>> countCategories(const FitInput &input, const QList<data::Column> &columns);

}  // namespace headrace::learning
