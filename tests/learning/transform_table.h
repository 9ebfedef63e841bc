// SPDX-License-Identifier: GPL-3.0-or-later
// A session with small tables made of JSON values, for tests of what runs in SQL.
#pragma once

#include "engine/base/quoting.h"
#include "engine/data/session.h"

#include <QJsonArray>

#include <memory>

namespace headrace::tests {

class TransformTables
{
public:
    TransformTables()
    {
        auto session = data::Session::open({});
        Q_ASSERT(session);
        m_session = std::move(*session);
        auto connection = m_session->connect();
        Q_ASSERT(connection);
        m_connection = std::move(*connection);
    }

    data::Connection &connection() { return *m_connection; }

    /// Makes the table and gives its quoted name; `rows` hold one value a column.
    QString make(const QString &name, const data::Schema &schema, const QJsonArray &rows)
    {
        QStringList columns;
        for (const data::Column &column : schema.columns)
            columns << quoteIdentifier(column.name) + QLatin1Char(' ') + column.type;
        const QString table = quoteIdentifier(name);
        check(QStringLiteral("CREATE OR REPLACE TABLE ") + table + QStringLiteral(" (") + columns.join(QLatin1Char(','))
              + QLatin1Char(')'));
        QStringList values;
        for (const QJsonValue &row : rows) {
            QStringList items;
            for (const QJsonValue &item : row.toArray())
                items << sqlLiteral(item);
            values << QLatin1Char('(') + items.join(QLatin1Char(',')) + QLatin1Char(')');
        }
        if (!values.isEmpty())
            check(QStringLiteral("INSERT INTO ") + table + QStringLiteral(" VALUES ") + values.join(QLatin1Char(',')));
        return table;
    }

private:
    void check(const QString &sql)
    {
        if (const auto result = m_connection->run(sql); !result)
            qFatal("%s: %s", qPrintable(sql.left(200)), qPrintable(result.error().toString()));
    }

    std::unique_ptr<data::Session> m_session;
    std::unique_ptr<data::Connection> m_connection;
};

}  // namespace headrace::tests
