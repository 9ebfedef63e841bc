// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/expression.h"
#include "tests/support/registry.h"

#include <QRegularExpression>

using namespace headrace;
using namespace headrace::data;

class TestSelect : public QObject
{
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Connection> m_connection;

    static QMap<QString, Schema> tables()
    {
        const Schema people{{{QStringLiteral("id"), QStringLiteral("INTEGER")},
                             {QStringLiteral("name"), QStringLiteral("VARCHAR")},
                             {QStringLiteral("l"), QStringLiteral("INTEGER[]")}}};
        return {{QStringLiteral("people"), people}, {QStringLiteral("odd name\";--"), people}};
    }
    Result<QString> compile(const QString &text, const ExpressionRules &rules = {})
    {
        return compileSelect(*m_connection, text, tables(), rules);
    }
    QString treeOf(const QString &sql)
    {
        const auto json = m_connection->scalar(QStringLiteral("SELECT json_serialize_sql(%1)").arg(quoteLiteral(sql)));
        if (!json)
            return json.error().toString();
        static const QRegularExpression location(QStringLiteral("\"query_location\":[0-9]+"));
        return json->toString().replace(location, QStringLiteral("\"query_location\":0"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_session = *Session::open({.threads = 1});
        m_connection = *m_session->connect();
    }
    void allows_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"SELECT * FROM people",
              "FROM people",
              "SELECT name, count(*) FROM people GROUP BY ALL HAVING count(*) > 1 ORDER BY 2 DESC NULLS LAST LIMIT 3 OFFSET 1",
              "WITH t AS (SELECT id FROM people), u(k) AS (FROM t) SELECT * FROM u JOIN people p ON u.k = p.id",
              "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT * FROM t",
              "WITH people AS (SELECT 1 AS id) SELECT * FROM people",
              "SELECT id FROM people UNION ALL BY NAME SELECT id FROM \"odd name\"\";--\"",
              "SELECT id FROM people EXCEPT SELECT 3 INTERSECT SELECT 4",
              "SELECT * FROM people WHERE id IN (SELECT max(id) FROM people)",
              "SELECT *, row_number() OVER w FROM people WINDOW w AS (PARTITION BY name ORDER BY id)",
              "SELECT * FROM people QUALIFY rank() OVER (ORDER BY id) = 1",
              "SELECT * EXCLUDE (l) REPLACE (id + 1 AS id) FROM people",
              "SELECT COLUMNS('i.*') FROM people",
              "SELECT id, unnest(l) AS x FROM people",
              "SELECT * FROM people, unnest(l) AS t(x)",
              "SELECT * FROM range(3) r(i), generate_series(1, 2) g(j)",
              "SELECT * FROM people a, LATERAL (SELECT a.id + 1 AS n)",
              "SELECT * FROM people LEFT JOIN \"odd name\"\";--\" USING (id)",
              "SELECT * FROM people a ASOF JOIN people b ON a.id >= b.id",
              "SELECT * FROM people POSITIONAL JOIN people b",
              "SELECT * FROM (PIVOT people ON name IN ('a', 'b') USING sum(id) GROUP BY id)",
              "SELECT * FROM people UNPIVOT (v FOR k IN (id))",
              "SELECT count(DISTINCT id) FILTER (WHERE name IS NOT NULL), list(name ORDER BY id DESC) FROM people",
              "SELECT GROUPING(id), id FROM people GROUP BY ROLLUP (id, name)",
              "SELECT DISTINCT ON (name) * FROM people ORDER BY name, id",
              "SELECT a.id AS \"sel\"\"ect\" FROM people AS a -- end",
              "SELECT EXISTS (SELECT 1 FROM people b WHERE b.id = a.id) FROM people a",
              "SELECT struct_pack(a := id).a FROM people",
              "SELECT * FROM PEOPLE",
              "SELECT CASE WHEN id > 1 THEN 'x' END FROM people",
              "SELECT [x * 2 FOR x IN l IF x > 1] FROM people"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void allows()
    {
        QFETCH(QString, text);
        const auto sql = compile(text);
        VERIFY_OK(sql);
        QCOMPARE(treeOf(*sql), treeOf(text));
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("position");
        const auto row = [](const char *text, const char *message, int position) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(message) << position;
        };
        row("SELECT * FROM peopl", "There is no table 'peopl' here.", 14);
        row("SELECT * FROM '/etc/passwd'", "There is no table '/etc/passwd' here.", 14);
        row("SELECT 'é', * FROM 'x.parquet'", "There is no table 'x.parquet' here.", 19);
        row("SELECT * FROM main.people", "There is no table 'people' here.", 14);
        row("SELECT * FROM duckdb_settings", "There is no table 'duckdb_settings' here.", 14);
        row("SELECT * FROM information_schema.tables", "There is no table 'tables' here.", 14);
        row("SELECT (WITH \"f.csv\" AS (SELECT 1) FROM \"f.csv\") FROM \"f.csv\"", "There is no table 'f.csv' here.", -2);
        row("WITH \"f.csv\" AS (FROM \"f.csv\") FROM \"f.csv\"", "There is no table 'f.csv' here.", -2);
        row("SELECT * FROM read_csv('x')", "read_csv() cannot be used in a pipeline, for it may reach outside.", 14);
        row("SELECT * FROM people, read_text('/etc/passwd')", "read_text() cannot be used in a pipeline, for it may reach outside.", 22);
        row("SELECT * FROM query('SELECT 1')", "query() cannot be used in a pipeline, for it may reach outside.", 14);
        row("SELECT * FROM glob('*')", "glob() cannot be used in a pipeline, for it may reach outside.", 14);
        row("SELECT * FROM duckdb_settings()", "duckdb_settings() cannot be used in a pipeline, for it may reach outside.", 14);
        row("SELECT (SELECT max(a) FROM parquet_scan('x'))", "parquet_scan() cannot be used in a pipeline, for it may reach outside.", 27);
        row("SELECT 1; SELECT 2", "Only one statement may stand here.", -1);
        row("COPY people TO 'x.csv'", "Only one SELECT may stand here.", 0);
        row("ATTACH 'x.db'", "Only one SELECT may stand here.", 0);
        row("SET threads = 1", "Only one SELECT may stand here.", 0);
        row("INSTALL httpfs", "Only one SELECT may stand here.", 0);
        row("PRAGMA version", "", -2);
        row("DROP TABLE people", "Only one SELECT may stand here.", 0);
        row("PIVOT people ON name USING sum(id)", "Only one SELECT may stand here.", 0);
        row("DESCRIBE people", "DESCRIBE, SHOW and SUMMARIZE cannot be used in a pipeline.", 0);
        row("SELECT * FROM (SUMMARIZE people)", "DESCRIBE, SHOW and SUMMARIZE cannot be used in a pipeline.", 0);
        row("SELECT random() FROM people", "random() gives another value at each run, so that its result could not be reproduced.", 7);
        row("SELECT current_date", "", -2);
        row("SELECT now()", "now() gives another value at each run, so that its result could not be reproduced.", 7);
        row("SELECT __hr_0 FROM people", "'__hr_0' is a name that Headrace keeps for itself.", 7);
        row("SELECT id AS __hr_0 FROM people", "'__hr_0' is a name that Headrace keeps for itself.", 7);
        row("SELECT * EXCLUDE (__hr_0) FROM people", "'__hr_0' is a name that Headrace keeps for itself.", -2);
        row("SELECT * FROM people p(__hr_1)", "'__hr_1' is a name that Headrace keeps for itself.", -2);
        row("WITH __hr_x AS (SELECT 1) SELECT 1", "'__hr_x' is a name that Headrace keeps for itself.", -2);
        row("SELECT $x", "The pipeline has no parameter 'x'.", 7);
        row("", "There is no expression.", 0);
        row("SELECT * FROM people WHER id", "Syntax error at or near \"id\".", 26);
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        QFETCH(int, position);
        const auto sql = compile(text);
        QVERIFY2(!sql, qPrintable(sql ? *sql : QString()));
        QVERIFY(sql.error().code == ErrorCode::Invalid);
        if (!message.isEmpty())
            QCOMPARE(sql.error().text, message);
        if (position != -2)
            QCOMPARE(sql.error().position, position);
    }
    void putsParametersIntoTheTree()
    {
        ExpressionRules rules;
        rules.parameters = {{QStringLiteral("n"), {ParamType::Integer, 2}},
                            {QStringLiteral("word"), {ParamType::Text, QStringLiteral("a'b")}}};
        const auto sql = compile(QStringLiteral("SELECT $word AS w FROM range(5) LIMIT $n"), rules);
        VERIFY_OK(sql);
        const auto rows = m_connection->rows(*sql);
        VERIFY_OK(rows);
        const QJsonArray expected{QJsonArray{QStringLiteral("a'b")}, QJsonArray{QStringLiteral("a'b")}};
        QCOMPARE(*rows, expected);
    }
    void explainsWhereItIsWrong()
    {
        const Error before(ErrorCode::Invalid, QStringLiteral("before"));
        const Error error = explainSelect(*m_connection, QStringLiteral("SELECT 'é', idd FROM people"), tables(), before);
        QCOMPARE(error.position, 12);
        QCOMPARE(error.text, QStringLiteral("There is no column 'idd'."));
        QCOMPARE(explainSelect(*m_connection, QStringLiteral("SELECT id FROM people"), tables(), before).text, QStringLiteral("before"));
    }
};

HEADRACE_TEST(TestSelect)
#include "test_select.moc"
