// SPDX-License-Identifier: GPL-3.0-or-later
// The functions that the window offers while one types are functions of the data library.
#include "engine/data/session.h"
#include "models/forms/sql_words.h"
#include "tests/support/registry.h"

#include <QSet>

using namespace headrace;

class TestOfferedFunctions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThere()
    {
        auto session = data::Session::open({});
        VERIFY_OK(session);
        auto connection = (*session)->connect();
        VERIFY_OK(connection);
        const auto rows = (*connection)->rows(QStringLiteral("SELECT DISTINCT function_name FROM duckdb_functions()"));
        VERIFY_OK(rows);
        QSet<QString> names{QStringLiteral("coalesce")};  // the binder's own words
        for (const QJsonValue &row : *rows)
            names.insert(row.toArray().at(0).toString());
        QStringList missing;
        for (const SqlFunction &function : sqlFunctions(true))
            if (!names.contains(function.name))
                missing.append(function.name);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
        QVERIFY(sqlFunctions(false).size() < sqlFunctions(true).size());
    }
};

HEADRACE_TEST(TestOfferedFunctions)
#include "test_offered_functions.moc"
