// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/charts/chart_sql.h"

#include "engine/base/quoting.h"

#include <QLocale>

namespace headrace::chart_sql {

namespace {

QString number(double value)
{
    return QStringLiteral("CAST(%1 AS DOUBLE)").arg(QString::number(value, 'g', 17));
}

/// The bin of a value between two bounds, from 0 to bins − 1.
QString binOf(const QString &value, const QString &low, const QString &high, int bins)
{
    return QStringLiteral("CAST(CASE WHEN %3 > %2 THEN least(greatest(floor((%1 - %2) / (%3 - %2) * %4), 0), %5) ELSE 0 END AS INTEGER)")
        .arg(value, low, high)
        .arg(bins)
        .arg(bins - 1);
}

}  // namespace

bool isTemporal(const ColumnInfo &column)
{
    const ColumnKind kind = kindOfType(column.type);
    return kind == ColumnKind::Date || kind == ColumnKind::Timestamp;
}

bool isMeasured(const ColumnInfo &column)
{
    const ColumnKind kind = kindOfType(column.type);
    return kind == ColumnKind::Integer || kind == ColumnKind::Real || kind == ColumnKind::Boolean || isTemporal(column);
}

QString measured(const ColumnInfo &column)
{
    const QString name = quoteIdentifier(column.name);
    const ColumnKind kind = kindOfType(column.type);
    if (isTemporal(column))
        return QStringLiteral("epoch(CAST(%1 AS TIMESTAMP))").arg(name);
    if (kind == ColumnKind::Boolean)
        return QStringLiteral("CAST(CAST(%1 AS INTEGER) AS DOUBLE)").arg(name);
    if (kind == ColumnKind::Real)
        return QStringLiteral("CASE WHEN isfinite(CAST(%1 AS DOUBLE)) THEN CAST(%1 AS DOUBLE) END").arg(name);
    return QStringLiteral("CAST(%1 AS DOUBLE)").arg(name);
}

QString histogram(const ColumnInfo &column)
{
    return QStringLiteral("WITH t AS MATERIALIZED (SELECT %1 AS v FROM \"rows\"), "
                          "m AS (SELECT min(v) AS lo, max(v) AS hi, count(*) - count(v) AS missing FROM t) "
                          "SELECT %2 AS bin, count(v) AS n, any_value(lo), any_value(hi), any_value(missing) FROM t, m WHERE v IS NOT NULL "
                          "GROUP BY bin ORDER BY bin")
        .arg(measured(column), binOf(QStringLiteral("v"), QStringLiteral("lo"), QStringLiteral("hi"), kBins));
}

QString bars(const ColumnInfo &by, const ColumnInfo &of)
{
    const QString value = of.name.isEmpty() ? QStringLiteral("CAST(count(*) AS DOUBLE)") : QStringLiteral("avg(%1)").arg(measured(of));
    return QStringLiteral("SELECT coalesce(CAST(%1 AS VARCHAR), 'missing') AS label, %2 AS value, count(*) AS n, "
                          "CAST(sum(count(*)) OVER () AS BIGINT) AS total FROM \"rows\" GROUP BY 1 ORDER BY n DESC, label LIMIT %3")
        .arg(quoteIdentifier(by.name), value)
        .arg(kCategories);
}

QString boxes(const ColumnInfo &of, const ColumnInfo &by)
{
    const QString label = by.name.isEmpty() ? QStringLiteral("''")
                                            : QStringLiteral("coalesce(CAST(%1 AS VARCHAR), 'missing')").arg(quoteIdentifier(by.name));
    return QStringLiteral(
               "WITH t AS MATERIALIZED (SELECT %1 AS label, %2 AS v FROM \"rows\"), "
               "q AS (SELECT label, quantile_cont(v, 0.25) AS q1, quantile_cont(v, 0.5) AS q2, quantile_cont(v, 0.75) AS q3, count(v) AS n "
               "FROM t GROUP BY label HAVING count(v) > 0 ORDER BY n DESC, label LIMIT %3) "
               "SELECT q.label, min(v) FILTER (v >= q1 - 1.5 * (q3 - q1)), any_value(q1), any_value(q2), any_value(q3), "
               "max(v) FILTER (v <= q3 + 1.5 * (q3 - q1)), any_value(n), "
               "count(*) FILTER (v < q1 - 1.5 * (q3 - q1) OR v > q3 + 1.5 * (q3 - q1)) "
               "FROM t JOIN q ON t.label = q.label WHERE v IS NOT NULL GROUP BY q.label ORDER BY any_value(n) DESC, q.label")
        .arg(label, measured(of))
        .arg(kBoxes);
}

QString extent(const ColumnInfo &x, const ColumnInfo &y)
{
    return QStringLiteral("SELECT count(*), min(x), max(x), min(y), max(y) FROM (SELECT %1 AS x, %2 AS y FROM \"rows\") "
                          "WHERE x IS NOT NULL AND y IS NOT NULL")
        .arg(measured(x), measured(y));
}

QString points(const ColumnInfo &x, const ColumnInfo &y)
{
    return QStringLiteral("SELECT x, y FROM (SELECT %1 AS x, %2 AS y FROM \"rows\") WHERE x IS NOT NULL AND y IS NOT NULL LIMIT %3")
        .arg(measured(x), measured(y))
        .arg(kMostPoints);
}

QString density(const ColumnInfo &x, const ColumnInfo &y, double lowX, double highX, double lowY, double highY, int gridX, int gridY)
{
    return QStringLiteral("SELECT %3 AS bx, %4 AS by, count(*) FROM (SELECT %1 AS x, %2 AS y FROM \"rows\") "
                          "WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY 1, 2")
        .arg(measured(x), measured(y), binOf(QStringLiteral("x"), number(lowX), number(highX), gridX),
             binOf(QStringLiteral("y"), number(lowY), number(highY), gridY));
}

QString line(const ColumnInfo &x, const ColumnInfo &y)
{
    return QStringLiteral("WITH t AS MATERIALIZED (SELECT %1 AS x, %2 AS y FROM \"rows\"), "
                          "m AS (SELECT min(x) AS lo, max(x) AS hi FROM t WHERE y IS NOT NULL) "
                          "SELECT avg(x), avg(y), min(y), max(y) FROM t, m WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY %3 ORDER BY 1")
        .arg(measured(x), measured(y), binOf(QStringLiteral("x"), QStringLiteral("lo"), QStringLiteral("hi"), kLineBins));
}

QString correlations(const QList<ColumnInfo> &columns)
{
    QStringList items;
    for (qsizetype a = 0; a < columns.size(); ++a)
        for (qsizetype b = a + 1; b < columns.size(); ++b)
            items << QStringLiteral("corr(%1, %2)").arg(measured(columns[a]), measured(columns[b]));
    return QStringLiteral("SELECT %1 FROM \"rows\"").arg(items.join(QStringLiteral(", ")));
}

QString extents(const QList<ColumnInfo> &columns)
{
    QStringList items;
    for (const ColumnInfo &column : columns)
        items << QStringLiteral("min(%1), max(%1)").arg(measured(column));
    return QStringLiteral("SELECT %1 FROM \"rows\"").arg(items.join(QStringLiteral(", ")));
}

QString pairs(const QList<ColumnInfo> &columns, const QList<std::pair<double, double>> &ranges)
{
    QStringList bins, parts;
    for (qsizetype i = 0; i < columns.size(); ++i)
        bins << QStringLiteral("CASE WHEN %1 IS NOT NULL THEN %2 END AS b%3")
                    .arg(measured(columns[i]), binOf(measured(columns[i]), number(ranges[i].first), number(ranges[i].second), kPairGrid))
                    .arg(i);
    for (qsizetype a = 0; a < columns.size(); ++a)
        for (qsizetype b = a; b < columns.size(); ++b)
            parts << (a == b ? QStringLiteral(
                                   "SELECT %1 AS a, %1 AS b, b%1 AS x, 0 AS y, count(*) AS n FROM t WHERE b%1 IS NOT NULL GROUP BY b%1")
                                   .arg(a)
                             : QStringLiteral("SELECT %1 AS a, %2 AS b, b%1 AS x, b%2 AS y, count(*) AS n FROM t "
                                              "WHERE b%1 IS NOT NULL AND b%2 IS NOT NULL GROUP BY b%1, b%2")
                                   .arg(a)
                                   .arg(b));
    return QStringLiteral("WITH t AS MATERIALIZED (SELECT %1 FROM \"rows\") %2")
        .arg(bins.join(QStringLiteral(", ")), parts.join(QStringLiteral(" UNION ALL ")));
}

}  // namespace headrace::chart_sql
