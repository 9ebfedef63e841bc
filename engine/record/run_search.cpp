// SPDX-License-Identifier: GPL-3.0-or-later
// Finding runs by a filter: bound SQL, and the two functions of ours that it calls.
#include "engine/record/store.h"

#include <sqlite3.h>

#include <charconv>
#include <cstring>

namespace headrace::record {
namespace {

/// hr_number(text): the number that a text is, whole, else NULL.
void numberFunction(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const char *begin = reinterpret_cast<const char *>(sqlite3_value_text(arguments[0]));
    if (!begin)
        return sqlite3_result_null(context);
    const char *end = begin + sqlite3_value_bytes(arguments[0]);
    double value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc() && stop == end)
        sqlite3_result_double(context, value);
    else
        sqlite3_result_null(context);
}

/// hr_like(pattern, text, sensitive): SQL's LIKE with % and _. SQLite's own minds the case of all connections or of none.
void likeFunction(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto textOf = [](sqlite3_value *value) {
        return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(value)), sqlite3_value_bytes(value));
    };
    if (sqlite3_value_type(arguments[1]) == SQLITE_NULL)
        return sqlite3_result_null(context);
    QString pattern = textOf(arguments[0]);
    QString text = textOf(arguments[1]);
    if (sqlite3_value_int(arguments[2]) == 0) {
        pattern = pattern.toCaseFolded();
        text = text.toCaseFolded();
    }
    // Two places are enough to go back to: only the last % can have to take more.
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype lastPercent = -1;
    qsizetype takenFrom = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern.at(p) == QLatin1Char('%')) {
            lastPercent = p++;
            takenFrom = t;
        } else if (p < pattern.size() && (pattern.at(p) == QLatin1Char('_') || pattern.at(p) == text.at(t))) {
            ++p;
            ++t;
        } else if (lastPercent >= 0) {
            p = lastPercent + 1;
            t = ++takenFrom;
        } else {
            return sqlite3_result_int(context, 0);
        }
    }
    while (p < pattern.size() && pattern.at(p) == QLatin1Char('%'))
        ++p;
    sqlite3_result_int(context, p == pattern.size());
}

void bindAll(SQLite::Statement &statement, const QList<QVariant> &values, int &place)
{
    for (const QVariant &value : values) {
        if (value.typeId() == QMetaType::Double)
            statement.bind(place++, value.toDouble());
        else
            bind(statement, place++, value.toString());
    }
}

QStringList keysOf(Database &database, const char *sql)
{
    SQLite::Statement select(database.sql(), sql);
    QStringList keys;
    while (select.executeStep())
        keys << text(select.getColumn(0));
    return keys;
}

}  // namespace

Result<QList<qint64>> Store::runRows(const RunFilter &filter)
{
    HR_ASSIGN(const RunCondition where, parseRunFilter(filter.filter));
    HR_ASSIGN(const RunCondition order, parseRunOrder(filter.order));
    return m_database.reading([&] {
        m_database.sql().createFunction("hr_number", 1, true, nullptr, &numberFunction);
        m_database.sql().createFunction("hr_like", 3, true, nullptr, &likeFunction);
        QString query = QStringLiteral("SELECT r.run FROM runs r JOIN experiments e USING (experiment) WHERE %1").arg(where.sql);
        // A filter that asks for deleted runs gets them.
        if (!filter.deleted && !filter.filter.contains(QLatin1String("lifecycle_stage"), Qt::CaseInsensitive))
            query += QStringLiteral(" AND r.lifecycle_stage = 'active'");
        if (!filter.experiment.isEmpty())
            query += QStringLiteral(" AND e.name = ?");
        query += QStringLiteral(" ORDER BY ") + order.sql;
        if (filter.limit > 0)
            query += QStringLiteral(" LIMIT %1").arg(filter.limit);
        SQLite::Statement select(m_database.sql(), query.toStdString());
        int place = 1;
        bindAll(select, where.values, place);
        if (!filter.experiment.isEmpty())
            bind(select, place++, filter.experiment);
        bindAll(select, order.values, place);
        QList<qint64> rows;
        while (select.executeStep())
            rows << select.getColumn(0).getInt64();
        return rows;
    });
}

Result<FilterWords> Store::filterWords()
{
    return m_database.reading([&] {
        return FilterWords{keysOf(m_database, "SELECT DISTINCT key FROM metric_series ORDER BY key"),
                           keysOf(m_database, "SELECT DISTINCT key FROM params ORDER BY key"),
                           keysOf(m_database, "SELECT DISTINCT key FROM run_tags ORDER BY key")};
    });
}

}  // namespace headrace::record
