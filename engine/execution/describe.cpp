// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/describe.h"

#include "engine/base/quoting.h"
#include "engine/data/session.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headrace::execution {

namespace {

/// Of a column with at most so many values each value is counted, which makes distinct counts and the most frequent exact.
constexpr qint64 kCountedValues = 100'000;
/// Of a long table a column that shows few values in a sample is counted by value first, and all statistics come from that.
constexpr qint64 kLongTable = 50'000;
constexpr qint64 kSampleRows = 20'000;
constexpr qint64 kFewValues = 4'000;
constexpr int kTopValues = 10;
constexpr int kBins = 20;
/// Quantiles come from so many rows at most where values are not counted: the error of a rank is under one in three hundred then.
constexpr qint64 kQuantileRows = 100'000;
/// A statement holds so many columns, so that wide tables cost no statement a column and none grows without bound.
constexpr qsizetype kColumnsAtOnce = 50;
constexpr int kLongestValue = 200;

constexpr const char *kQuantiles[] = {"0.05", "0.25", "0.5", "0.75", "0.95"};

/// How a column is looked at.
struct Look {
    data::Column column;
    QString table;         ///< where its values are
    QString name;          ///< of them, quoted
    bool counted = false;  ///< each value stands once in the table, n says how often it occurs
    bool whole = false;
    bool real = false;  ///< binary floating point: NaN is counted apart
    bool numeric = false;
    bool temporal = false;
    bool boolean = false;
    bool plain = true;   ///< not nested, no bytes: has an order and values to show
    QJsonObject answer;  ///< as it grows
    QJsonValue low;      ///< ends of its axis
    QJsonValue high;

    /// The value as a number on an axis; NULL for what has no place there.
    QString axis() const
    {
        if (temporal)
            return QStringLiteral("epoch(%1)").arg(name);
        return real ? QStringLiteral("CASE WHEN isfinite(%1) THEN CAST(%1 AS DOUBLE) END").arg(name)
                    : QStringLiteral("CAST(%1 AS DOUBLE)").arg(name);
    }
    bool onAxis() const { return numeric || temporal; }
    /// NaN is greater than all else to the data library; it is no end of a range.
    QString known() const { return real ? QStringLiteral(" FILTER (WHERE NOT isnan(%1))").arg(name) : QString(); }
};

Look lookAt(const data::Column &column, const QString &table)
{
    Look look;
    look.column = column;
    look.table = table;
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

/// Counts the values of columns that seem to have few, each into a table of its own.
Result<void> countValues(data::Connection &connection, const QString &table, qint64 rows, QList<Look> &looks)
{
    if (rows < kLongTable)
        return {};
    for (qsizetype from = 0; from < looks.size(); from += kColumnsAtOnce) {
        const qsizetype to = std::min(from + kColumnsAtOnce, looks.size());
        QStringList items;
        for (qsizetype i = from; i < to; ++i)
            items << (looks[i].plain ? QStringLiteral("approx_count_distinct(%1)").arg(looks[i].name) : QStringLiteral("NULL"));
        HR_ASSIGN(const QJsonArray sample,
                  connection.rows(QStringLiteral("SELECT %1 FROM %2 WHERE rowid % %3 = 0")
                                      .arg(items.join(QStringLiteral(", ")), table)
                                      .arg(rows / kSampleRows)));
        for (qsizetype i = from; i < to; ++i) {
            const QJsonValue values = sample.at(0).toArray().at(i - from);
            if (values.isNull() || values.toInteger() > kFewValues)
                continue;
            Look &look = looks[i];
            look.table = QStringLiteral("__values_%1").arg(i);
            HR_TRY(connection.run(QStringLiteral("CREATE OR REPLACE TEMP TABLE %1 AS SELECT %2 AS v, count(*) AS n FROM %3 GROUP BY %2")
                                      .arg(look.table, look.name, table)));
            look.name = QStringLiteral("v");
            look.counted = true;
        }
    }
    return {};
}

/// Puts what is to be known of columns into one row: `items` gives a column's expressions over its table, `use` gets their values.
template <class Items, class Use>
Result<void> inOneRow(data::Connection &connection, QList<Look> &looks, const QList<qsizetype> &chosen, Items items, Use use)
{
    for (qsizetype from = 0; from < chosen.size(); from += kColumnsAtOnce) {
        QList<qsizetype> some = chosen.mid(from, kColumnsAtOnce);
        // What stands in the table itself goes first, in one scan of it.
        std::stable_partition(some.begin(), some.end(), [&looks](qsizetype i) { return !looks[i].counted; });
        QStringList parts;
        QStringList shared;
        QList<qsizetype> sizes;
        for (const qsizetype i : std::as_const(some)) {
            const QStringList own = items(looks[i]);
            sizes << own.size();
            if (looks[i].counted)
                parts << QStringLiteral("(SELECT %1 FROM %2)").arg(own.join(QStringLiteral(", ")), looks[i].table);
            else
                shared << own;
        }
        if (!shared.isEmpty())
            parts.prepend(QStringLiteral("(SELECT %1 FROM %2)").arg(shared.join(QStringLiteral(", ")), looks[some.first()].table));
        HR_ASSIGN(const QJsonArray rows, connection.rows(QStringLiteral("SELECT * FROM ") + parts.join(QStringLiteral(", "))));
        const QJsonArray values = rows.at(0).toArray();
        qsizetype at = 0;
        for (qsizetype i = 0; i < some.size(); ++i) {
            use(looks[some[i]], [&values, at](qsizetype item) { return values.at(at + item); });
            at += sizes[i];
        }
    }
    return {};
}

/// Counts, ranges and means of all columns. Distinct counts are estimates where values are not counted.
Result<void> addCounts(data::Connection &connection, QList<Look> &looks)
{
    QList<qsizetype> all(looks.size());
    std::iota(all.begin(), all.end(), qsizetype(0));
    return inOneRow(
        connection, looks, all,
        [](const Look &look) {
            const auto end = [&look](const char *function) {
                if (!look.plain)
                    return QStringLiteral("NULL");
                const QString value = QStringLiteral("%1(%2)%3").arg(QLatin1String(function), look.name, look.known());
                return look.numeric || look.boolean ? value : QStringLiteral("left(CAST(%1 AS VARCHAR), %2)").arg(value).arg(kLongestValue);
            };
            const auto axisEnd = [&look](const char *function) {
                if (look.real)
                    return QStringLiteral("%1(%2)").arg(QLatin1String(function), look.axis());
                const QString value = QStringLiteral("%1(%2)").arg(QLatin1String(function), look.name);
                return look.temporal ? QStringLiteral("epoch(%1)").arg(value)
                    : look.numeric   ? QStringLiteral("CAST(%1 AS DOUBLE)").arg(value)
                                     : QStringLiteral("NULL");
            };
            QString mean = QStringLiteral("NULL");
            if (look.boolean || look.numeric) {
                const QString number = QStringLiteral("CAST(%1 AS %2)")
                                           .arg(look.name, look.boolean ? QStringLiteral("INTEGER") : QStringLiteral("DOUBLE"));
                mean = look.counted ? QStringLiteral("CAST(sum(%1 * n)%2 AS DOUBLE) / (sum(n) FILTER (WHERE v IS NOT NULL%3))")
                                          .arg(number, look.known(), look.real ? QStringLiteral(" AND NOT isnan(v)") : QString())
                                    : QStringLiteral("CAST(avg(%1)%2 AS DOUBLE)").arg(number, look.known());
            }
            const QString nan = look.counted ? QStringLiteral("CAST(coalesce(sum(n) FILTER (WHERE isnan(v)), 0) AS BIGINT)")
                                             : QStringLiteral("count(*) FILTER (WHERE isnan(%1))").arg(look.name);
            return QStringList{look.counted ? QStringLiteral("CAST(coalesce(sum(n) FILTER (WHERE v IS NULL), 0) AS BIGINT)")
                                            : QStringLiteral("count(*) - count(%1)").arg(look.name),
                               (look.counted ? QStringLiteral("count(%1)") : QStringLiteral("approx_count_distinct(%1)")).arg(look.name),
                               end("min"),
                               end("max"),
                               mean,
                               look.real ? nan : QStringLiteral("0"),
                               axisEnd("min"),
                               axisEnd("max")};
        },
        [](Look &look, const auto &value) {
            look.answer = QJsonObject{{QStringLiteral("name"), look.column.name},
                                      {QStringLiteral("type"), look.column.type},
                                      {QStringLiteral("missing"), value(0)},
                                      {QStringLiteral("distinct"), value(1)},
                                      {QStringLiteral("distinct_exact"), look.counted},
                                      {QStringLiteral("min"), value(2)},
                                      {QStringLiteral("max"), value(3)},
                                      {QStringLiteral("mean"), value(4)}};
            if (look.real)
                look.answer.insert(QStringLiteral("nan"), value(5));
            look.low = value(6);
            look.high = value(7);
        });
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
Result<void> addTopValues(data::Connection &connection, QList<Look> &looks)
{
    QList<qsizetype> chosen;
    for (qsizetype i = 0; i < looks.size(); ++i)
        if (looks[i].counted || (looks[i].plain && looks[i].answer.value(QLatin1String("distinct")).toInteger() <= kCountedValues))
            chosen << i;
    return forColumns(
        connection, looks, chosen,
        [](const Look &look, qsizetype index) {
            const QString values = look.counted
                ? QStringLiteral("SELECT v, n, count(*) OVER () AS groups FROM %1 WHERE v IS NOT NULL").arg(look.table)
                : QStringLiteral("SELECT %1 AS v, count(*) AS n, count(*) OVER () AS groups FROM %2 WHERE %1 IS NOT NULL GROUP BY %1")
                      .arg(look.name, look.table);
            return QStringLiteral("SELECT %1 AS c, left(CAST(v AS VARCHAR), %2) AS v, n, groups FROM (%3 ORDER BY n DESC, v LIMIT %4)")
                .arg(index)
                .arg(kLongestValue)
                .arg(values)
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
Result<void> addHistograms(data::Connection &connection, QList<Look> &looks)
{
    QList<qsizetype> ranged;
    for (qsizetype i = 0; i < looks.size(); ++i) {
        Look &look = looks[i];
        const QJsonValue low = look.low;
        const QJsonValue high = look.high;
        if (!look.onAxis() || !low.isDouble() || !high.isDouble() || !std::isfinite(high.toDouble() - low.toDouble()))
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
        ranged << i;
    }
    return forColumns(
        connection, looks, ranged,
        [](const Look &look, qsizetype index) {
            const QJsonObject histogram = look.answer.value(QLatin1String("histogram")).toObject();
            const double low = histogram.value(QLatin1String("low")).toDouble();
            const double width = histogram.value(QLatin1String("high")).toDouble() - low;
            const qsizetype bins = histogram.value(QLatin1String("counts")).toArray().size();
            const QString bin = width > 0 ? QStringLiteral("least(%1, greatest(0, CAST(floor((x - %2) / %3 * %4) AS INTEGER)))")
                                                .arg(bins - 1)
                                                .arg(sqlLiteral(low), sqlLiteral(width))
                                                .arg(bins)
                                          : QStringLiteral("0");
            return QStringLiteral(
                       "SELECT %1 AS c, %2 AS b, CAST(%3 AS BIGINT) AS n FROM (SELECT %4 AS x%5 FROM %6) WHERE x IS NOT NULL GROUP BY b")
                .arg(index)
                .arg(bin, look.counted ? QStringLiteral("sum(n)") : QStringLiteral("count(*)"), look.axis(),
                     look.counted ? QStringLiteral(", n") : QString(), look.table);
        },
        [](Look &look, const QJsonArray &row) {
            QJsonObject histogram = look.answer.value(QLatin1String("histogram")).toObject();
            QJsonArray counts = histogram.value(QLatin1String("counts")).toArray();
            counts[qsizetype(row.at(1).toInteger())] = row.at(2);
            histogram.insert(QStringLiteral("counts"), counts);
            look.answer.insert(QStringLiteral("histogram"), histogram);
        });
}

/// Of counted values exactly; else of evenly spaced rows of a long table, so the same ones each time.
Result<void> addQuantiles(data::Connection &connection, qint64 rows, QList<Look> &looks)
{
    const qint64 step = (rows + kQuantileRows - 1) / kQuantileRows;
    QList<qsizetype> chosen;
    QList<Look> sources = looks;
    for (qsizetype i = 0; i < looks.size(); ++i) {
        Look &source = sources[i];
        if (!source.onAxis())
            continue;
        chosen << i;
        if (source.counted)
            source.table = QStringLiteral(
                               "(SELECT v, sum(n) OVER (ORDER BY v) AS below, sum(n) OVER () AS total FROM %1 WHERE v IS NOT NULL%2)")
                               .arg(source.table, source.real ? QStringLiteral(" AND NOT isnan(v)") : QString());
        else if (step > 1)
            source.table += QStringLiteral(" WHERE rowid % %1 = 0").arg(step);
    }
    HR_TRY(inOneRow(
        connection, sources, chosen,
        [](const Look &look) {
            QStringList items;
            for (const char *key : kQuantiles) {
                const QString value = look.counted
                    ? QStringLiteral("min(v) FILTER (WHERE below >= %1 * total)").arg(QLatin1String(key))
                    : QStringLiteral("quantile_disc(%1, %2)%3").arg(look.name, QLatin1String(key), look.known());
                items << (look.temporal ? QStringLiteral("CAST(%1 AS VARCHAR)").arg(value) : value);
            }
            return items;
        },
        [step](Look &look, const auto &value) {
            QJsonObject quantiles;
            qsizetype item = 0;
            for (const char *key : kQuantiles)
                quantiles.insert(QLatin1String(key), value(item++));
            if (!quantiles.value(QLatin1String("0.5")).isNull()) {
                look.answer.insert(QStringLiteral("quantiles"), quantiles);
                look.answer.insert(QStringLiteral("quantiles_exact"), look.counted || step <= 1);
            }
        }));
    for (const qsizetype i : std::as_const(chosen))
        looks[i].answer = sources[i].answer;
    return {};
}

}  // namespace

Result<QJsonObject> describeTable(data::Connection &connection, const QString &table, const data::Schema &schema)
{
    HR_ASSIGN(const QJsonValue rows, connection.scalar(QStringLiteral("SELECT count(*) FROM ") + table));
    QList<Look> looks;
    for (const data::Column &column : schema.columns)
        looks << lookAt(column, table);
    QJsonArray columns;
    if (!looks.isEmpty()) {
        HR_TRY(countValues(connection, table, rows.toInteger(), looks));
        HR_TRY(addCounts(connection, looks));
        if (rows.toInteger() > 0) {
            HR_TRY(addTopValues(connection, looks));
            HR_TRY(addHistograms(connection, looks));
            HR_TRY(addQuantiles(connection, rows.toInteger(), looks));
        }
        for (const Look &look : std::as_const(looks))
            columns << look.answer;
    }
    return QJsonObject{{QStringLiteral("rows"), rows}, {QStringLiteral("columns"), columns}};
}

}  // namespace headrace::execution
