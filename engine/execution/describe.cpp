// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/describe.h"

#include "engine/base/quoting.h"
#include "engine/data/session.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace headrace::execution {

namespace {

/// Of a column with at most so many values each value is counted, which makes distinct counts and the most frequent exact.
constexpr qint64 kCountedValues = 100'000;
constexpr int kTopValues = 10;
constexpr int kBins = 20;
/// Quantiles come from so many rows at most: the error of a rank is under one in three hundred then.
constexpr qint64 kQuantileRows = 100'000;
/// A statement holds so many columns, so that wide tables cost no statement a column and none grows without bound.
constexpr qsizetype kColumnsAtOnce = 50;
constexpr int kLongestValue = 200;

const std::pair<const char *, double> kQuantiles[] = {{"0.05", 0.05}, {"0.25", 0.25}, {"0.5", 0.5}, {"0.75", 0.75}, {"0.95", 0.95}};

/// How a column is looked at.
struct Look {
    data::Column column;
    QString name;  ///< quoted
    bool whole = false;
    bool real = false;  ///< binary floating point: NaN is counted apart
    bool numeric = false;
    bool temporal = false;
    bool boolean = false;
    bool plain = true;   ///< not nested, no bytes: has an order and values to show
    QJsonObject answer;  ///< as it grows

    /// The value as a number on an axis; NULL for what has no place there.
    QString axis() const
    {
        if (temporal)
            return QStringLiteral("epoch(%1)").arg(name);
        return real ? QStringLiteral("CASE WHEN isfinite(%1) THEN CAST(%1 AS DOUBLE) END").arg(name)
                    : QStringLiteral("CAST(%1 AS DOUBLE)").arg(name);
    }
    bool onAxis() const { return numeric || temporal; }
};

Look lookAt(const data::Column &column)
{
    Look look;
    look.column = column;
    look.name = quoteIdentifier(column.name);
    const QString type = column.type.toUpper();
    const bool nested = type.contains(QLatin1Char('[')) || type.startsWith(QLatin1String("STRUCT")) || type.startsWith(QLatin1String("MAP"))
        || type.startsWith(QLatin1String("UNION"));
    look.real = type == QLatin1String("DOUBLE") || type == QLatin1String("FLOAT");
    look.whole = type.endsWith(QLatin1String("INT")) || type == QLatin1String("INTEGER") || type == QLatin1String("UINTEGER");
    look.numeric = look.real || look.whole || (!nested && type.startsWith(QLatin1String("DECIMAL")));
    look.boolean = type == QLatin1String("BOOLEAN");
    look.temporal = type == QLatin1String("DATE") || (!nested && type.startsWith(QLatin1String("TIMESTAMP")));
    look.plain = !nested && type != QLatin1String("BLOB") && !type.startsWith(QLatin1String("BIT"))
        && !type.startsWith(QLatin1String("VARIANT")) && !type.startsWith(QLatin1String("GEOMETRY"));
    return look;
}

/// A number of a CAST to VARCHAR as the number it is; texts as they are.
QJsonValue valueOf(const Look &look, const QJsonValue &text)
{
    if (look.boolean && text.isString())
        return text.toString() == QLatin1String("true");
    if (look.numeric && text.isString()) {
        bool ok = false;
        if (const qint64 whole = text.toString().toLongLong(&ok); ok)
            return whole;
        if (const double number = text.toString().toDouble(&ok); ok && std::isfinite(number))
            return number;
    }
    return text;
}

/// Counts, ranges and means of all columns, in one scan. Distinct counts are estimates here.
Result<void> addCounts(data::Connection &connection, const QString &table, QList<Look> &looks)
{
    constexpr int kItems = 6;
    for (qsizetype from = 0; from < looks.size(); from += kColumnsAtOnce) {
        const qsizetype to = std::min(from + kColumnsAtOnce, looks.size());
        QStringList items;
        for (qsizetype i = from; i < to; ++i) {
            const Look &look = looks[i];
            // NaN is greater than all else to the data library; it is no end of a range.
            const QString known = look.real ? QStringLiteral(" FILTER (WHERE NOT isnan(%1))").arg(look.name) : QString();
            const auto end = [&](const char *function) {
                if (!look.plain)
                    return QStringLiteral("NULL");
                const QString value = QStringLiteral("%1(%2)%3").arg(QLatin1String(function), look.name, known);
                return look.numeric || look.boolean ? value : QStringLiteral("left(CAST(%1 AS VARCHAR), %2)").arg(value).arg(kLongestValue);
            };
            items << QStringLiteral("count(*) - count(%1)").arg(look.name) << QStringLiteral("approx_count_distinct(%1)").arg(look.name)
                  << end("min") << end("max")
                  << (look.boolean       ? QStringLiteral("avg(CAST(%1 AS INTEGER))").arg(look.name)
                          : look.numeric ? QStringLiteral("CAST(avg(CAST(%1 AS DOUBLE))%2 AS DOUBLE)").arg(look.name, known)
                                         : QStringLiteral("NULL"))
                  << (look.real ? QStringLiteral("count(*) FILTER (WHERE isnan(%1))").arg(look.name) : QStringLiteral("0"));
        }
        HR_ASSIGN(const QJsonArray rows, connection.rows(QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), table)));
        const QJsonArray values = rows.at(0).toArray();
        for (qsizetype i = from; i < to; ++i) {
            const qsizetype at = kItems * (i - from);
            looks[i].answer = QJsonObject{{QStringLiteral("name"), looks[i].column.name}, {QStringLiteral("type"), looks[i].column.type},
                                          {QStringLiteral("missing"), values.at(at)},     {QStringLiteral("distinct"), values.at(at + 1)},
                                          {QStringLiteral("distinct_exact"), false},      {QStringLiteral("min"), values.at(at + 2)},
                                          {QStringLiteral("max"), values.at(at + 3)},     {QStringLiteral("mean"), values.at(at + 4)}};
            if (looks[i].real)
                looks[i].answer.insert(QStringLiteral("nan"), values.at(at + 5));
        }
    }
    return {};
}

/// Runs one SELECT a column, many in a statement; `use` gets the rows without the column's number.
template <class Select, class Use>
Result<void> forColumns(data::Connection &connection, QList<Look> &looks, const QList<qsizetype> &chosen, Select select, Use use)
{
    for (qsizetype from = 0; from < chosen.size(); from += kColumnsAtOnce) {
        QStringList parts;
        for (qsizetype i = from; i < std::min(from + kColumnsAtOnce, chosen.size()); ++i)
            parts << QStringLiteral("(%1)").arg(select(looks[chosen[i]], chosen[i]));
        HR_ASSIGN(const QJsonArray rows, connection.rows(parts.join(QStringLiteral(" UNION ALL "))));
        for (const QJsonValue &row : rows)
            use(looks[row.toArray().at(0).toInteger()], row.toArray());
    }
    return {};
}

/// The most frequent values, and the exact number of values, of columns that have few.
Result<void> addTopValues(data::Connection &connection, const QString &table, QList<Look> &looks)
{
    QList<qsizetype> chosen;
    for (qsizetype i = 0; i < looks.size(); ++i)
        if (looks[i].plain && looks[i].answer.value(QLatin1String("distinct")).toInteger() <= kCountedValues)
            chosen << i;
    return forColumns(
        connection, looks, chosen,
        [&table](const Look &look, qsizetype index) {
            return QStringLiteral("SELECT %1 AS c, left(CAST(%2 AS VARCHAR), %3) AS v, n, groups FROM (SELECT %2, count(*) AS n, "
                                  "count(*) OVER () AS groups FROM %4 WHERE %2 IS NOT NULL GROUP BY %2 ORDER BY n DESC, %2 LIMIT %5)")
                .arg(index)
                .arg(look.name)
                .arg(kLongestValue)
                .arg(table)
                .arg(kTopValues);
        },
        [](Look &look, const QJsonArray &row) {
            QJsonArray top = look.answer.value(QLatin1String("top")).toArray();
            top << QJsonObject{{QStringLiteral("value"), valueOf(look, row.at(1))}, {QStringLiteral("count"), row.at(2)}};
            look.answer.insert(QStringLiteral("top"), top);
            look.answer.insert(QStringLiteral("distinct"), row.at(3));
            look.answer.insert(QStringLiteral("distinct_exact"), true);
        });
}

/// Bars of equal width between the least and the greatest value.
Result<void> addHistograms(data::Connection &connection, const QString &table, QList<Look> &looks)
{
    QList<qsizetype> chosen;
    QStringList ends;
    for (qsizetype i = 0; i < looks.size(); ++i)
        if (looks[i].onAxis()) {
            chosen << i;
            ends << QStringLiteral("min(%1), max(%1)").arg(looks[i].axis());
        }
    if (chosen.isEmpty())
        return {};
    HR_ASSIGN(const QJsonArray rows, connection.rows(QStringLiteral("SELECT %1 FROM %2").arg(ends.join(QStringLiteral(", ")), table)));
    const QJsonArray values = rows.at(0).toArray();
    QList<qsizetype> ranged;
    for (qsizetype i = 0; i < chosen.size(); ++i) {
        Look &look = looks[chosen[i]];
        const QJsonValue low = values.at(2 * i);
        const QJsonValue high = values.at(2 * i + 1);
        if (!low.isDouble() || !high.isDouble() || !std::isfinite(high.toDouble() - low.toDouble()))
            continue;
        double upper = high.toDouble();
        int bins = kBins;
        // Whole numbers of a small range get a bar each, or each as many as its neighbours.
        if (look.whole && upper - low.toDouble() < 1e15) {
            const double span = upper - low.toDouble() + 1;
            const double wide = std::ceil(span / kBins);
            bins = int(std::ceil(span / wide));
            upper = low.toDouble() + bins * wide;
        } else if (low == high) {
            bins = 1;
        }
        QJsonArray zeros;
        for (int bin = 0; bin < bins; ++bin)
            zeros << 0;
        look.answer.insert(
            QStringLiteral("histogram"),
            QJsonObject{{QStringLiteral("low"), low.toDouble()}, {QStringLiteral("high"), upper}, {QStringLiteral("counts"), zeros}});
        ranged << chosen[i];
    }
    return forColumns(
        connection, looks, ranged,
        [&table](const Look &look, qsizetype index) {
            const QJsonObject histogram = look.answer.value(QLatin1String("histogram")).toObject();
            const double low = histogram.value(QLatin1String("low")).toDouble();
            const double width = histogram.value(QLatin1String("high")).toDouble() - low;
            const qsizetype bins = histogram.value(QLatin1String("counts")).toArray().size();
            const QString bin = width > 0 ? QStringLiteral("least(%1, greatest(0, CAST(floor((x - %2) / %3 * %4) AS INTEGER)))")
                                                .arg(bins - 1)
                                                .arg(sqlLiteral(low), sqlLiteral(width))
                                                .arg(bins)
                                          : QStringLiteral("0");
            return QStringLiteral("SELECT %1 AS c, %2 AS b, count(*) AS n FROM (SELECT %3 AS x FROM %4) WHERE x IS NOT NULL GROUP BY b")
                .arg(index)
                .arg(bin, look.axis(), table);
        },
        [](Look &look, const QJsonArray &row) {
            QJsonObject histogram = look.answer.value(QLatin1String("histogram")).toObject();
            QJsonArray counts = histogram.value(QLatin1String("counts")).toArray();
            counts[qsizetype(row.at(1).toInteger())] = row.at(2);
            histogram.insert(QStringLiteral("counts"), counts);
            look.answer.insert(QStringLiteral("histogram"), histogram);
        });
}

/// Of evenly spaced rows of a long table, so the same ones each time.
Result<void> addQuantiles(data::Connection &connection, const QString &table, qint64 rows, QList<Look> &looks)
{
    const qint64 step = (rows + kQuantileRows - 1) / kQuantileRows;
    QList<qsizetype> chosen;
    for (qsizetype i = 0; i < looks.size(); ++i)
        if (looks[i].onAxis())
            chosen << i;
    for (qsizetype from = 0; from < chosen.size(); from += kColumnsAtOnce) {
        const qsizetype to = std::min(from + kColumnsAtOnce, chosen.size());
        QStringList items;
        for (qsizetype i = from; i < to; ++i) {
            const Look &look = looks[chosen[i]];
            const QString known = look.real ? QStringLiteral(" FILTER (WHERE NOT isnan(%1))").arg(look.name) : QString();
            for (const auto &[key, share] : kQuantiles) {
                const QString value = QStringLiteral("quantile_disc(%1, %2)%3").arg(look.name).arg(share).arg(known);
                items << (look.temporal ? QStringLiteral("CAST(%1 AS VARCHAR)").arg(value) : value);
            }
        }
        const QString where = step > 1 ? QStringLiteral(" WHERE rowid % %1 = 0").arg(step) : QString();
        HR_ASSIGN(const QJsonArray answer,
                  connection.rows(QStringLiteral("SELECT %1 FROM %2%3").arg(items.join(QStringLiteral(", ")), table, where)));
        const QJsonArray values = answer.at(0).toArray();
        qsizetype at = 0;
        for (qsizetype i = from; i < to; ++i) {
            QJsonObject quantiles;
            for (const auto &[key, share] : kQuantiles)
                quantiles.insert(QLatin1String(key), values.at(at++));
            if (!quantiles.value(QLatin1String("0.5")).isNull()) {
                looks[chosen[i]].answer.insert(QStringLiteral("quantiles"), quantiles);
                looks[chosen[i]].answer.insert(QStringLiteral("quantiles_exact"), step <= 1);
            }
        }
    }
    return {};
}

}  // namespace

Result<QJsonObject> describeTable(data::Connection &connection, const QString &table, const data::Schema &schema)
{
    HR_ASSIGN(const QJsonValue rows, connection.scalar(QStringLiteral("SELECT count(*) FROM ") + table));
    QList<Look> looks;
    for (const data::Column &column : schema.columns)
        looks << lookAt(column);
    QJsonArray columns;
    if (!looks.isEmpty()) {
        HR_TRY(addCounts(connection, table, looks));
        if (rows.toInteger() > 0) {
            HR_TRY(addTopValues(connection, table, looks));
            HR_TRY(addHistograms(connection, table, looks));
            HR_TRY(addQuantiles(connection, table, rows.toInteger(), looks));
        }
        for (const Look &look : std::as_const(looks))
            columns << look.answer;
    }
    return QJsonObject{{QStringLiteral("rows"), rows}, {QStringLiteral("columns"), columns}};
}

}  // namespace headrace::execution
