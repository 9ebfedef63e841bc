// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/binder.h"

#include "engine/base/quoting.h"

#include <QRegularExpression>
#include <QSet>

namespace headrace::data {

namespace {

QString stubSql(const Stub &stub)
{
    QStringList items;
    items.reserve(stub.schema.columns.size() + stub.hidden.size());
    for (const Column &column : stub.schema.columns)
        items << (column.type.isEmpty() ? QStringLiteral("NULL AS ")
                                        : QStringLiteral("CAST(NULL AS ") + column.type + QStringLiteral(") AS "))
                + quoteIdentifier(column.name);
    for (const QString &name : stub.hidden)
        items << QStringLiteral("CAST(NULL AS BIGINT) AS ") + quoteIdentifier(name);
    if (items.isEmpty())
        items << QStringLiteral("NULL AS \"__hr_none\"");
    return stub.handle + QStringLiteral(" AS (SELECT ") + items.join(QStringLiteral(", ")) + QStringLiteral(" WHERE FALSE)");
}

}  // namespace

Result<Schema> describe(Connection &connection, const QString &sql, const QList<Stub> &stubs)
{
    QStringList tables;
    for (const Stub &stub : stubs)
        tables << stubSql(stub);
    // A statement that begins with WITH takes the stubs into its own list, for a second WITH may not stand before it.
    static const QRegularExpression with(QStringLiteral("^\\s*WITH\\s+(RECURSIVE\\s+)?"), QRegularExpression::CaseInsensitiveOption);
    const auto match = with.match(sql);
    const int at = match.hasMatch() ? int(match.capturedLength()) : 0;
    QString added;
    if (!tables.isEmpty())
        added = match.hasMatch() ? tables.join(QStringLiteral(", ")) + QStringLiteral(", ")
                                 : QStringLiteral("WITH ") + tables.join(QStringLiteral(", ")) + QLatin1Char(' ');
    auto columns = connection.describe(sql.left(at) + added + sql.mid(at));
    if (!columns) {
        Error error = std::move(columns).error();
        if (error.position >= at)
            error.position = error.position >= at + added.size() ? error.position - int(added.size()) : -1;
        return error;
    }
    Schema schema;
    QSet<QString> seen;
    for (const Column &column : std::as_const(*columns)) {
        if (column.name.startsWith(QLatin1String(kHiddenPrefix)))
            continue;
        if (seen.contains(column.name.toLower()))
            return Error(ErrorCode::Invalid, QStringLiteral("Two columns are named '%1'.").arg(column.name),
                         QStringLiteral("Give one of them another name (letter case does not tell names apart in SQL)."));
        seen.insert(column.name.toLower());
        schema.columns << column;
    }
    return schema;
}

}  // namespace headrace::data
