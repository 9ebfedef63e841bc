// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/lineage.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

using namespace headrace;
using namespace headrace::data;

namespace {

QString contentOf(const QString &name)
{
    QFile file(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/data/lineage/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// As the cases are written: name = columns whose values flow ? columns that decide.
QStringList written(const StatementLineage &lineage)
{
    QStringList lines;
    for (const ColumnLineage &output : lineage.outputs) {
        QString line = output.name + QStringLiteral(" = ") + output.value.join(QStringLiteral(", "));
        if (!output.deciding.isEmpty())
            line += QStringLiteral(" ? ") + output.deciding.join(QStringLiteral(", "));
        if (output.unresolved)
            line += QStringLiteral(" (unresolved)");
        lines << line.simplified();
    }
    if (!lineage.rows.isEmpty() || lineage.rowsUnresolved)
        lines << QStringLiteral("rows = ") + lineage.rows.join(QStringLiteral(", ")).simplified()
                + (lineage.rowsUnresolved ? QStringLiteral(" (unresolved)") : QString());
    return lines;
}

}  // namespace

class TestLineage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto opened = Session::open({});
        VERIFY_OK(opened);
        m_session = std::move(*opened);
        auto connected = m_session->connect();
        VERIFY_OK(connected);
        m_connection = std::move(*connected);
        for (const QString &statement : contentOf(QStringLiteral("schema.sql")).split(QStringLiteral(";\n"), Qt::SkipEmptyParts))
            VERIFY_OK(m_connection->run(statement));
    }

    void statements_data()
    {
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QString>("sql");
        int cases = 0;
        const QDir folder(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/data/lineage"));
        for (const QString &file : folder.entryList({QStringLiteral("*.sql")}, QDir::Files)) {
            for (const QString &block : contentOf(file).split(QStringLiteral("### "), Qt::SkipEmptyParts)) {
                if (file == QLatin1String("schema.sql"))
                    continue;
                QStringList lines = block.split(QLatin1Char('\n'));
                const QString title = file.chopped(4) + QStringLiteral(": ") + lines.takeFirst();
                QStringList expected;
                while (lines.value(0).startsWith(QLatin1String("--> ")))
                    expected << lines.takeFirst().mid(4).simplified();
                QTest::newRow(qPrintable(title)) << expected << lines.join(QLatin1Char('\n'));
                ++cases;
            }
        }
        QVERIFY2(cases >= 60, "the cases were not read");
    }
    void statements()
    {
        QFETCH(QStringList, expected);
        QFETCH(QString, sql);
        const auto lineage = lineageOf(*m_connection, sql);
        VERIFY_OK(lineage);
        QCOMPARE(written(*lineage).join(QLatin1Char('\n')), expected.join(QLatin1Char('\n')));
    }

    void pivotOverManyValuesTakesAnotherPlan()
    {
        QStringList values;
        for (int i = 0; i < 40; ++i)
            values << QStringLiteral("'v%1'").arg(i);
        const auto lineage = lineageOf(*m_connection,
                                       QStringLiteral("PIVOT (SELECT region, status, amount, customer FROM orders) ON status IN (%1) "
                                                      "USING sum(amount) AS s, max(customer) AS c GROUP BY region")
                                           .arg(values.join(QLatin1Char(','))));
        VERIFY_OK(lineage);
        QCOMPARE(lineage->outputs.size(), 81);
        for (qsizetype i = 1; i < lineage->outputs.size(); ++i) {
            const ColumnLineage &output = lineage->outputs[i];
            QCOMPARE(output.value, QStringList{i % 2 == 1 ? QStringLiteral("orders.amount") : QStringLiteral("orders.customer")});
            QCOMPARE(output.deciding, QStringList{QStringLiteral("orders.status")});
        }
        QVERIFY(lineage->rows.contains(QStringLiteral("orders.region")));
    }

    void inputsStandForTheirHandles()
    {
        const LineageInput left{quoteIdentifier(QStringLiteral("jo\"in")),
                                QStringLiteral("join:rows"),
                                {{QStringLiteral("age"), QStringLiteral("INTEGER")},
                                 {QStringLiteral("__hr_0"), QStringLiteral("BIGINT")},
                                 {QStringLiteral("s"), QStringLiteral("STRUCT(a INTEGER, b VARCHAR)")},
                                 {QStringLiteral("kind"), QStringLiteral("ENUM('x', 'y')")}}};
        const LineageInput right{
            quoteIdentifier(QStringLiteral("load")), QStringLiteral("load:rows"), {{QStringLiteral("id"), QStringLiteral("BIGINT")}}};
        const auto lineage = lineageOf(
            *m_connection,
            QStringLiteral("WITH t AS (SELECT * FROM \"jo\"\"in\" WHERE age > 3) SELECT s.a + age AS n, kind, __hr_0 FROM t "
                           "JOIN load ON id = __hr_0 -- the end"),
            {left, right});
        VERIFY_OK(lineage);
        QCOMPARE(written(*lineage),
                 (QStringList{QStringLiteral("n = join:rows.age, join:rows.s"), QStringLiteral("kind = join:rows.kind"),
                              QStringLiteral("__hr_0 = join:rows.__hr_0"),
                              QStringLiteral("rows = join:rows.__hr_0, join:rows.age, load:rows.id")}));
        // The same handle twice, and one that nothing reads.
        const auto twice = lineageOf(*m_connection, QStringLiteral("SELECT l.id FROM load l, load r"), {left, right});
        VERIFY_OK(twice);
        QCOMPARE(written(*twice), QStringList{QStringLiteral("id = load:rows.id")});
    }

    void errorsSayWhere()
    {
        const LineageInput input{
            quoteIdentifier(QStringLiteral("t")), QStringLiteral("t"), {{QStringLiteral("age"), QStringLiteral("INTEGER")}}};
        const QString sql = QStringLiteral("SELECT agee FROM t");
        const auto failed = lineageOf(*m_connection, sql, {input});
        QVERIFY(!failed);
        QCOMPARE(failed.error().position, sql.indexOf(QStringLiteral("agee")));
        const auto broken = lineageOf(*m_connection, QStringLiteral("SELECT FROM WHERE"));
        QVERIFY(!broken);
        // The connection is usable afterwards.
        VERIFY_OK(lineageOf(*m_connection, QStringLiteral("SELECT x FROM a")));
    }

    void onlyOneSelect_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char *sql :
             {"SELECT x FROM a; SELECT y FROM a", "", "DROP TABLE a", "INSERT INTO a SELECT * FROM a",
              "COPY a TO '/tmp/headrace-lineage-test'", "ATTACH '/tmp/headrace-lineage-test' AS s", "SELECT 1; DROP TABLE a",
              "EXPLAIN SELECT x FROM a", "SET threads = 1", "PIVOT orders ON status USING sum(amount)", "CALL pragma_version()",
              "CREATE TABLE t AS SELECT 1", "PREPARE p AS SELECT 1"})
            QTest::newRow(sql) << QString::fromLatin1(sql);
    }
    void onlyOneSelect()
    {
        QFETCH(QString, sql);
        const auto lineage = lineageOf(*m_connection, sql);
        QVERIFY(!lineage);
        QVERIFY(!lineage.error().text.isEmpty());
        VERIFY_OK(lineageOf(*m_connection, QStringLiteral("SELECT x FROM a")));
        QVERIFY(!QFile::exists(QStringLiteral("/tmp/headrace-lineage-test")));
    }

    void textsOnTheirOwn()
    {
        const auto lineage = lineageOfText(
            QStringLiteral("SELECT sum(v) FILTER (w > 0) AS s FROM t WHERE id = 1"),
            QStringLiteral(
                "CREATE TYPE mood AS ENUM ('a', 'b');\nCREATE TABLE t (id INTEGER, v DOUBLE, w mood DEFAULT 'a', CHECK (id > 0));"));
        QVERIFY2(!lineage, "an enumeration is not compared with a number");
        const auto good = lineageOfText(
            QStringLiteral("SELECT sum(v) FILTER (w = 'a') AS s FROM t WHERE id = 1"),
            QStringLiteral("CREATE TYPE mood AS ENUM ('a', 'b');\nCREATE TABLE t (id INTEGER PRIMARY KEY, v DOUBLE, w mood DEFAULT 'a');"));
        VERIFY_OK(good);
        const QJsonObject expected{{QStringLiteral("outputs"),
                                    QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("s")},
                                                           {QStringLiteral("value"), QJsonArray{QStringLiteral("t.v")}},
                                                           {QStringLiteral("deciding"), QJsonArray{QStringLiteral("t.w")}}}}},
                                   {QStringLiteral("rows"), QJsonArray{QStringLiteral("t.id")}}};
        QCOMPARE(good->toJson(), expected);
    }

    void hostileTexts_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("parameter");
        const QString table = QStringLiteral("CREATE TABLE t (x INTEGER);"), select = QStringLiteral("SELECT x FROM t"),
                      inSql = QStringLiteral("sql"), inSchema = QStringLiteral("schema");
        QTest::newRow("read a file") << QStringLiteral("SELECT * FROM '/etc/passwd'") << table << inSql;
        QTest::newRow("read text") << QStringLiteral("SELECT content FROM read_text('/etc/passwd')") << table << inSql;
        QTest::newRow("read csv") << QStringLiteral("SELECT * FROM read_csv('/etc/passwd')") << table << inSql;
        QTest::newRow("list files") << QStringLiteral("SELECT * FROM glob('/etc/*')") << table << inSql;
        QTest::newRow("write a file") << QStringLiteral("COPY (SELECT 1) TO '/tmp/headrace-lineage-test'") << table << inSql;
        QTest::newRow("two statements") << QStringLiteral("SELECT 1; SELECT 2") << table << inSql;
        QTest::newRow("no such table") << QStringLiteral("SELECT * FROM nothing") << table << inSql;
        QTest::newRow("deeply nested") << QStringLiteral("SELECT ") + QString(20000, QLatin1Char('(')) + QStringLiteral("1")
                + QString(20000, QLatin1Char(')'))
                                       << table << inSql;
        QTest::newRow("attach in the schema") << select << QStringLiteral("ATTACH '/tmp/headrace-lineage-test'") << inSchema;
        QTest::newRow("copy in the schema") << select << table + QStringLiteral("COPY t FROM '/etc/passwd'") << inSchema;
        QTest::newRow("a query in the schema") << select << QStringLiteral("CREATE TABLE t AS SELECT range AS x FROM range(1000000000000)")
                                               << inSchema;
        QTest::newRow("settings in the schema") << select << QStringLiteral("SET lock_configuration = false") << inSchema;
        QTest::newRow("a secret in the schema") << select << QStringLiteral("CREATE SECRET s (TYPE http)") << inSchema;
        QTest::newRow("no SQL") << select << QStringLiteral("CREATE TABEL t") << inSchema;
        QTest::newRow("nothing") << QString() << QString() << inSql;
    }
    void hostileTexts()
    {
        QFETCH(QString, sql);
        QFETCH(QString, schema);
        QFETCH(QString, parameter);
        const auto lineage = lineageOfText(sql, schema);
        QVERIFY(!lineage);
        QCOMPARE(lineage.error().parameter, parameter);
        QVERIFY(!lineage.error().text.isEmpty());
        QVERIFY(!QFile::exists(QStringLiteral("/tmp/headrace-lineage-test")));
    }

    /// A plan class that changed its layout shows itself here before it shows in an answer.
    void theLibraryIsTheOneOfTheHeaders()
    {
        QCOMPARE(Session::libraryVersion(), QStringLiteral("v") + QStringLiteral(HEADRACE_DUCKDB_VERSION));
    }

    /// A node's lineage may not cost a run: many nodes, many columns.
    void wideNodesAreQuick()
    {
        LineageInput input{quoteIdentifier(QStringLiteral("t")), QStringLiteral("t"), {}};
        QStringList items;
        for (int i = 0; i < 300; ++i) {
            input.columns << Column{QStringLiteral("c%1").arg(i), QStringLiteral("DOUBLE")};
            items << QStringLiteral("c%1 + c%2 AS d%1").arg(i).arg((i + 1) % 300);
        }
        const auto lineage = lineageOf(*m_connection, QStringLiteral("SELECT %1 FROM t").arg(items.join(QLatin1Char(','))), {input});
        VERIFY_OK(lineage);
        QCOMPARE(lineage->outputs.size(), 300);
        QCOMPARE(lineage->outputs[299].value, (QStringList{QStringLiteral("t.c0"), QStringLiteral("t.c299")}));
    }

    void measure()
    {
        const LineageInput input{quoteIdentifier(QStringLiteral("t")),
                                 QStringLiteral("t"),
                                 {{QStringLiteral("age"), QStringLiteral("INTEGER")},
                                  {QStringLiteral("day"), QStringLiteral("DATE")},
                                  {QStringLiteral("fare"), QStringLiteral("DOUBLE")}}};
        QBENCHMARK
        {
            VERIFY_OK(lineageOf(*m_connection, QStringLiteral("SELECT age, fare * 2 AS f, month(day) AS m FROM t WHERE age > 3"), {input}));
        }
    }

private:
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Connection> m_connection;
};

HEADRACE_TEST(TestLineage)
#include "test_lineage.moc"
