// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/learning/transform_kinds.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace headrace::learning {

namespace {

constexpr qsizetype kMaximumColumns = 5000;

// Which categories are infrequent: those below the minimum, and as many of the rarest as the maximum asks for; of equally
// rare ones the earlier go first (scikit-learn's rule).
std::vector<bool> infrequentOf(const std::vector<qint64> &counts, const OneHotOptions &options)
{
    std::vector<bool> infrequent(counts.size(), false);
    const qint64 rows = std::accumulate(counts.begin(), counts.end(), qint64(0));
    const double minimum = options.minimumFrequency >= 1 ? options.minimumFrequency : options.minimumFrequency * double(rows);
    size_t columns = counts.size() + 1;
    for (size_t i = 0; i < counts.size(); ++i) {
        infrequent[i] = double(counts[i]) < minimum;
        columns -= infrequent[i];
    }
    if (options.maximumCategories > 0 && size_t(options.maximumCategories) < columns) {
        std::vector<size_t> order(counts.size());
        std::iota(order.begin(), order.end(), size_t(0));
        std::stable_sort(order.begin(), order.end(), [&counts](size_t a, size_t b) { return counts[a] < counts[b]; });
        const size_t frequent = std::min(counts.size(), size_t(options.maximumCategories - 1));
        for (size_t i = 0; i + frequent < order.size(); ++i)
            infrequent[order[i]] = true;
    }
    return infrequent;
}

QJsonObject encode(const data::Column &column, const Categories &categories, const OneHotOptions &options)
{
    std::vector<qint64> counts(categories.counts.begin(), categories.counts.end());
    if (categories.missing > 0)
        counts.push_back(categories.missing);
    const std::vector<bool> infrequent = infrequentOf(counts, options);
    QJsonArray outputs;
    QJsonArray rare;
    bool missingIsRare = false;
    for (size_t i = 0; i < counts.size(); ++i) {
        const bool missing = qsizetype(i) == categories.values.size();
        const QString category = missing ? QString() : categories.values[qsizetype(i)];
        if (infrequent[i] && missing)
            missingIsRare = true;
        else if (infrequent[i])
            rare << category;
        else if (missing)
            outputs << QJsonObject{{QStringLiteral("name"), column.name + QStringLiteral("_missing")},
                                   {QStringLiteral("is"), QStringLiteral("missing")}};
        else
            outputs << QJsonObject{{QStringLiteral("name"), column.name + QLatin1Char('_') + category},
                                   {QStringLiteral("is"), QStringLiteral("category")},
                                   {QStringLiteral("category"), category}};
    }
    if (!rare.isEmpty() || missingIsRare)
        outputs << QJsonObject{{QStringLiteral("name"), column.name + QStringLiteral("_infrequent")},
                               {QStringLiteral("is"), QStringLiteral("infrequent")}};
    if (options.drop == QLatin1String("first") || (options.drop == QLatin1String("if_binary") && outputs.size() == 2)) {
        QJsonObject first = outputs.at(0).toObject();
        first.insert(QStringLiteral("dropped"), true);
        outputs.replace(0, first);
    }
    QJsonObject entry{{QStringLiteral("type"), categoryType(column)},
                      {QStringLiteral("outputs"), outputs},
                      {QStringLiteral("unknown"), options.unknown},
                      {QStringLiteral("missing"),
                       missingIsRare                ? QStringLiteral("infrequent")
                           : categories.missing > 0 ? QStringLiteral("category")
                                                    : QStringLiteral("unknown")}};
    if (!rare.isEmpty())
        entry.insert(QStringLiteral("infrequent"), rare);
    return entry;
}

QString among(const QString &value, const QStringList &literals)
{
    return literals.isEmpty() ? QStringLiteral("FALSE")
                              : QStringLiteral("coalesce(%1 IN (%2), FALSE)").arg(value, literals.join(QStringLiteral(", ")));
}

}  // namespace

// A column's part: {"type", "outputs": [{"name", "is": category|missing|infrequent, "category"?, "dropped"?}], "infrequent"?: […],
// "missing": category|infrequent|unknown, "unknown": ignore|error|infrequent}
Result<QJsonObject> fitOneHot(const FitInput &input, const OneHotOptions &options)
{
    QList<data::Column> columns;
    for (const QString &name : options.columns) {
        HR_ASSIGN(const data::Column column, columnOf(input.schema, name));
        columns << column;
    }
    HR_ASSIGN(const auto categories, countCategories(input, columns));
    QJsonObject plan;
    for (int i = 0; i < columns.size(); ++i) {
        if (categories[i].values.isEmpty() && categories[i].missing == 0)
            return Error(ErrorCode::Invalid, QStringLiteral("There are no rows to learn the categories of '%1' from.").arg(columns[i].name),
                         QStringLiteral("Look at the rows that arrive at this node."));
        const QJsonObject entry = encode(columns[i], categories[i], options);
        if (const auto made = entry.value(QStringLiteral("outputs")).toArray().size(); made > kMaximumColumns)
            return Error(ErrorCode::Invalid,
                         QStringLiteral("The column '%1' has %2 categories, more columns than %3.")
                             .arg(columns[i].name)
                             .arg(made)
                             .arg(kMaximumColumns),
                         QStringLiteral("Limit them with a minimum frequency or a maximum of categories, or use learn.ordinal."));
        plan.insert(columns[i].name, entry);
    }
    return plan;
}

Result<QList<AppliedColumn>> applyOneHot(const QJsonObject &fitted, const data::Column &column, const QString &node)
{
    const QString type = fitted.value(QStringLiteral("type")).toString();
    const QString unknown = fitted.value(QStringLiteral("unknown")).toString();
    const QString missingIs = fitted.value(QStringLiteral("missing")).toString();
    const QString missing = missingSql(column);
    const QString own = categorySql(column);
    const QString value = categoryType(column) == type ? own : QStringLiteral("CAST(%1 AS %2)").arg(own, type);

    QStringList frequent;
    QStringList rare;
    const QJsonArray outputs = fitted.value(QStringLiteral("outputs")).toArray();
    for (const QJsonValue &output : outputs) {
        if (output.toObject().contains(QStringLiteral("category")))
            frequent << typedLiteral(output.toObject().value(QStringLiteral("category")).toString(), type);
    }
    for (const QJsonValue &category : fitted.value(QStringLiteral("infrequent")).toArray())
        rare << typedLiteral(category.toString(), type);

    QList<AppliedColumn> columns;
    for (const QJsonValue &one : outputs) {
        const QJsonObject output = one.toObject();
        if (output.value(QStringLiteral("dropped")).toBool())
            continue;
        const QString is = output.value(QStringLiteral("is")).toString();
        QString condition;
        if (is == QLatin1String("category")) {
            condition = QStringLiteral("coalesce(%1 = %2, FALSE)")
                            .arg(value, typedLiteral(output.value(QStringLiteral("category")).toString(), type));
        } else if (is == QLatin1String("missing")) {
            condition = missing;
        } else {
            const bool takesUnknown = unknown == QLatin1String("infrequent");
            condition = takesUnknown ? QStringLiteral("NOT %1").arg(among(value, frequent)) : among(value, rare);
            const bool takesMissing = missingIs == QLatin1String("infrequent") || (takesUnknown && missingIs == QLatin1String("unknown"));
            condition = takesMissing ? QStringLiteral("(%1 OR %2)").arg(missing, condition)
                                     : QStringLiteral("(NOT %1 AND %2)").arg(missing, condition);
        }
        columns << AppliedColumn{{output.value(QStringLiteral("name")).toString(), QStringLiteral("TINYINT")},
                                 QStringLiteral("CAST(%1 AS TINYINT)").arg(condition)};
    }
    if (unknown == QLatin1String("error") && !columns.isEmpty()) {
        const QString known = missingIs == QLatin1String("unknown")
            ? among(value, frequent + rare)
            : QStringLiteral("(%1 OR %2)").arg(missing, among(value, frequent + rare));
        const QString text = QStringLiteral("%1 || coalesce(CAST(%2 AS VARCHAR), 'NULL') || %3")
                                 .arg(quoteLiteral(
                                          QStringLiteral("The column '%1' holds a value that the encoder of node '%2' has not seen: ")
                                              .arg(column.name, node)),
                                      quoteIdentifier(column.name),
                                      quoteLiteral(
                                          QStringLiteral(". Let the encoder ignore unknown values, or fit it on rows that hold them.")));
        columns[0].sql = QStringLiteral("CASE WHEN %1 THEN %2 ELSE CAST(error(%3) AS TINYINT) END").arg(known, columns[0].sql, text);
    }
    return columns;
}

}  // namespace headrace::learning
