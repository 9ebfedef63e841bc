// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/transform_kinds.h"
#include "tests/learning/reference.h"
#include "tests/learning/reference_file.h"
#include "tests/learning/transform_table.h"

using namespace headrace::learning;

namespace headrace::tests {

namespace {

Result<QJsonObject> fitCase(const QString &kind, const QJsonObject &options, const FitInput &input)
{
    const auto text = [&options](const char *name, const char *otherwise) {
        return options.value(QLatin1String(name)).toString(QLatin1String(otherwise));
    };
    const auto number = [&options](const char *name, double otherwise) { return options.value(QLatin1String(name)).toDouble(otherwise); };
    const auto flag = [&options](const char *name, bool otherwise) { return options.value(QLatin1String(name)).toBool(otherwise); };
    const QString column = input.schema.columns[0].name;
    if (kind == QLatin1String("impute"))
        return fitImpute(input, {{{column, text("strategy", ""), options.value(QStringLiteral("value"))}}, flag("indicators", false)});
    if (kind == QLatin1String("standardize"))
        return fitStandardize(input,
                              {{column},
                               text("method", ""),
                               flag("centre", true),
                               flag("scale", true),
                               number("low", 0),
                               number("high", 1),
                               number("low_quantile", 0.25),
                               number("high_quantile", 0.75)});
    if (kind == QLatin1String("one_hot"))
        return fitOneHot(
            input,
            {{column}, number("minimum_frequency", 0), int(number("maximum_categories", 0)), text("unknown", ""), text("drop", "none")});
    OrdinalOptions ordinal{{column}, {}, text("unknown", ""), qint64(number("unknown_value", 0)), {}};
    if (options.value(QStringLiteral("missing_value")).isDouble())
        ordinal.missingValue = qint64(number("missing_value", 0));
    for (const QJsonValue &category : options.value(QStringLiteral("order")).toArray())
        ordinal.orders[column] << category.toString();
    return fitOrdinal(input, ordinal);
}

QJsonArray asRows(const QJsonArray &values)
{
    QJsonArray rows;
    for (const QJsonValue &value : values)
        rows << QJsonArray{value};
    return rows;
}

}  // namespace

QStringList compareTransforms(const QString &file, int &compared)
{
    const Reference reference(file);
    TransformTables tables;
    QStringList wrong;
    for (const QJsonValue &value : reference.cases("transforms")) {
        const QJsonObject one = value.toObject();
        const QString kind = one.value(QStringLiteral("kind")).toString();
        const QJsonObject options = one.value(QStringLiteral("options")).toObject();
        const QString where = QStringLiteral("%1 %2 of %3")
                                  .arg(kind, QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact)),
                                       one.value(QStringLiteral("type")).toString());
        data::Schema schema;
        schema.columns << data::Column{QStringLiteral("x"), one.value(QStringLiteral("type")).toString()};
        const FitInput input{tables.connection(), tables.make(QStringLiteral("fit"), schema, asRows(reference.array(one, "fit"))), schema};
        const auto columns = fitCase(kind, options, input);
        const auto transform = columns ? makeTransform(kind, QStringLiteral("node"), *columns, schema) : Result<Transform>(columns.error());
        const QString table = tables.make(QStringLiteral("apply"), schema, asRows(reference.array(one, "apply")));
        const auto sql = transform ? applySql(*transform, table, schema, {}) : Result<QString>(transform.error());
        const auto rows = sql ? tables.connection().rows(*sql) : Result<QJsonArray>(sql.error());
        if (!rows) {
            wrong << where + QStringLiteral(": ") + rows.error().toString();
            continue;
        }
        // Far from zero the last bit of the mean shows in what is left after it is subtracted.
        double farthest = 0;
        for (const QJsonValue &number : reference.array(one, "fit"))
            farthest = std::max(farthest, std::abs(number.toDouble()));
        const double absolute = kind == QLatin1String("standardize") && farthest > 1e6 ? 1e-6 : 1e-14;
        Comparison comparison(wrong, compared, where);
        const QJsonArray expected = reference.array(one, "expected");
        if (rows->size() != expected.size())
            wrong << where + QStringLiteral(": another number of rows");
        for (int i = 0; i < std::min(rows->size(), expected.size()); ++i) {
            const QJsonArray ours = rows->at(i).toArray();
            const QJsonArray theirs = expected.at(i).toArray();
            if (ours.size() != theirs.size()) {
                wrong << QStringLiteral("%1: %2 columns instead of %3").arg(where).arg(ours.size()).arg(theirs.size());
                break;
            }
            for (int j = 0; j < ours.size(); ++j) {
                if (theirs.at(j).isDouble() && !ours.at(j).isNull())
                    comparison.equal(QStringLiteral("row %1 column %2").arg(i).arg(j),
                                     ours.at(j).isBool() ? ours.at(j).toBool() : ours.at(j).toDouble(), theirs.at(j).toDouble(), 1e-11,
                                     absolute);
                else if (ours.at(j) != theirs.at(j))
                    wrong << QStringLiteral("%1: row %2 column %3 differs").arg(where).arg(i).arg(j);
                else
                    ++compared;
            }
        }
    }
    return wrong;
}

}  // namespace headrace::tests
