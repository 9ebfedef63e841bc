// SPDX-License-Identifier: GPL-3.0-or-later
// Parquet, JSON, SQLite and inline tables.
#include "tests/operators/bench_node.h"

#include <QRandomGenerator>

#include <sqlite3.h>

using namespace headrace;
using namespace headrace::tests;

class TestReadFiles : public QObject
{
    Q_OBJECT

    Workspace m_workspace;

    /// Writes a file with DuckDB itself and moves it to its place.
    static void make(const Workspace &workspace, const QString &name, const QString &select, const QString &options)
    {
        BenchNode node(workspace, QStringLiteral("read.inline"), {{QStringLiteral("csv"), QStringLiteral("x\n1\n")}});
        if (auto opened = node.open(); !opened)
            qFatal("%s", qPrintable(opened.error().toString()));
        const QString temporary = workspace.path(QStringLiteral("private/made"));
        if (auto done = node.connection().run(QStringLiteral("COPY (%1) TO '%2' (%3)").arg(select, temporary, options)); !done)
            qFatal("%s", qPrintable(done.error().toString()));
        QDir().mkpath(QFileInfo(workspace.path(name)).absolutePath());
        QFile::remove(workspace.path(name));
        if (!QFile::rename(temporary, workspace.path(name)))
            qFatal("rename");
    }

    static void sqlite(const QString &path, const char *sql)
    {
        QFile::remove(path);
        sqlite3 *database = nullptr;
        char *message = nullptr;
        if (sqlite3_open(path.toUtf8().constData(), &database) != SQLITE_OK
            || sqlite3_exec(database, sql, nullptr, nullptr, &message) != SQLITE_OK)
            qFatal("sqlite: %s", message);
        sqlite3_close(database);
    }

private Q_SLOTS:
    void examplesRun()
    {
        Workspace workspace;
        const QDir data(QStringLiteral(HEADRACE_SOURCE_DIR "/resources/examples/data"));
        for (const QString &name : data.entryList(QDir::Files)) {
            QFile file(data.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            workspace.write(QStringLiteral("data/") + name, file.readAll());
        }
        const QMap<QString, int> rowsOf{{QStringLiteral("read.csv"), 4},
                                        {QStringLiteral("read.parquet"), 4},
                                        {QStringLiteral("read.json"), 3},
                                        {QStringLiteral("read.sqlite"), 2},
                                        {QStringLiteral("read.inline"), 2}};
        for (auto it = rowsOf.begin(); it != rowsOf.end(); ++it) {
            const QJsonObject nodes = findOperator(it.key())->spec.example.value(QStringLiteral("nodes")).toObject();
            BenchNode node(workspace, it.key(), nodes.begin().value().toObject().value(QStringLiteral("params")).toObject());
            const auto rows = node.rows();
            VERIFY_OK(rows);
            QCOMPARE(int(rows->size()), it.value());
        }
    }

    void parquet()
    {
        make(m_workspace, QStringLiteral("p/b.parquet"), QStringLiteral("SELECT range AS i, 'b' || range AS t FROM range(3)"),
             QStringLiteral("FORMAT parquet"));
        make(m_workspace, QStringLiteral("p/a.parquet"), QStringLiteral("SELECT range AS i, 'a' || range AS t FROM range(2)"),
             QStringLiteral("FORMAT parquet"));
        BenchNode one(m_workspace, QStringLiteral("read.parquet"), {{QStringLiteral("path"), QStringLiteral("p/b.parquet")}});
        QCOMPARE(rowsText(one), QStringLiteral("[[0,\"b0\"],[1,\"b1\"],[2,\"b2\"]]"));
        QCOMPARE(one.typesText(), QStringLiteral("i BIGINT, t VARCHAR"));
        BenchNode several(m_workspace, QStringLiteral("read.parquet"),
                          {{QStringLiteral("path"), QStringLiteral("p/*.parquet")},
                           {QStringLiteral("columns"), QJsonArray{QStringLiteral("t")}},
                           {QStringLiteral("file_column"), QStringLiteral("f")}});
        QCOMPARE(rowsText(several),
                 QStringLiteral("[[\"a0\",\"p/a.parquet\"],[\"a1\",\"p/a.parquet\"],[\"b0\",\"p/b.parquet\"],[\"b1\",\"p/"
                                "b.parquet\"],[\"b2\",\"p/b.parquet\"]]"));
        BenchNode unknown(m_workspace, QStringLiteral("read.parquet"),
                          {{QStringLiteral("path"), QStringLiteral("p/a.parquet")},
                           {QStringLiteral("columns"), QJsonArray{QStringLiteral("i"), QStringLiteral("tt")}}});
        const auto rows = unknown.rows();
        QVERIFY(!rows);
        QCOMPARE(rows.error().hint, QStringLiteral("Did you mean 't'?"));
        QCOMPARE(rows.error().parameter, QStringLiteral("columns[1]"));
    }

    void parquetOrderOfManyGroups()
    {
        make(m_workspace, QStringLiteral("groups.parquet"), QStringLiteral("SELECT range AS i FROM range(60000)"),
             QStringLiteral("FORMAT parquet, ROW_GROUP_SIZE 2048"));
        BenchNode node(m_workspace, QStringLiteral("read.parquet"), {{QStringLiteral("path"), QStringLiteral("groups.parquet")}});
        node.threadsUsed = 4;
        const auto relations = node.runAndBind();
        VERIFY_OK(relations);
        const auto wrong = node.connection().scalar(
            QStringLiteral("SELECT count(*) FROM (%1) WHERE i <> __hr_0").arg((*relations)[QStringLiteral("rows")].sql));
        VERIFY_OK(wrong);
        QCOMPARE(wrong->toInt(), 0);
    }

    void parquetOddities()
    {
        make(m_workspace, QStringLiteral("odd.parquet"),
             QStringLiteral(
                 "SELECT range AS file_row_number, 7 AS file_index, 8 AS filename, 9 AS \"__hr_0\", 10 AS \"a\"\"; --\" FROM range(3)"),
             QStringLiteral("FORMAT parquet"));
        BenchNode odd(m_workspace, QStringLiteral("read.parquet"), {{QStringLiteral("path"), QStringLiteral("odd.parquet")}});
        QCOMPARE(rowsText(odd), QStringLiteral("[[0,7,8,9,10],[1,7,8,9,10],[2,7,8,9,10]]"));
        QCOMPARE(odd.schema.names(),
                 (QStringList{QStringLiteral("file_row_number"), QStringLiteral("file_index"), QStringLiteral("filename"),
                              QStringLiteral("hr_0"), QStringLiteral("a\"; --")}));
        make(m_workspace, QStringLiteral("h/year=2024/x.parquet"), QStringLiteral("SELECT 1 AS i, 2 AS j"),
             QStringLiteral("FORMAT parquet"));
        make(m_workspace, QStringLiteral("h/year=2025/x.parquet"), QStringLiteral("SELECT 3 AS j, 4 AS i, 5 AS k"),
             QStringLiteral("FORMAT parquet"));
        BenchNode plain(m_workspace, QStringLiteral("read.parquet"), {{QStringLiteral("path"), QStringLiteral("h/year=2024/*.parquet")}});
        QCOMPARE(rowsText(plain), QStringLiteral("[[1,2]]"));
        BenchNode hive(m_workspace, QStringLiteral("read.parquet"),
                       {{QStringLiteral("path"), QStringLiteral("h/**/*.parquet")},
                        {QStringLiteral("hive_partitioning"), true},
                        {QStringLiteral("union_by_name"), true},
                        {QStringLiteral("columns"),
                         QJsonArray{QStringLiteral("i"), QStringLiteral("j"), QStringLiteral("k"), QStringLiteral("year")}}});
        QCOMPARE(rowsText(hive), QStringLiteral("[[1,2,null,2024],[4,3,5,2025]]"));
    }

    void brokenParquetIsAnError()
    {
        make(m_workspace, QStringLiteral("whole.parquet"), QStringLiteral("SELECT range AS i, hash(range)::VARCHAR AS t FROM range(5000)"),
             QStringLiteral("FORMAT parquet"));
        const QByteArray whole = m_workspace.read(QStringLiteral("whole.parquet"));
        const auto errorOf = [&](const QByteArray &bytes) {
            m_workspace.write(QStringLiteral("broken.parquet"), bytes);
            BenchNode node(m_workspace, QStringLiteral("read.parquet"), {{QStringLiteral("path"), QStringLiteral("broken.parquet")}});
            const auto rows = node.rows();
            return rows ? Error() : rows.error();
        };
        for (const QByteArray &bytes :
             {QByteArray(), QByteArray("PAR1"), whole.left(whole.size() / 2), QByteArray("a,b\n1,2\n").repeated(20)}) {
            const Error error = errorOf(bytes);
            QVERIFY2(error.code == ErrorCode::Corrupt, qPrintable(error.toString()));
            QVERIFY2(error.text.contains(QLatin1String("'broken.parquet' is no whole Parquet file")), qPrintable(error.text));
        }
        QRandomGenerator random(9);
        for (int round = 0; round < 25; ++round) {
            QByteArray damaged = whole;
            for (int hit = 0; hit < 8; ++hit)
                damaged[random.bounded(round % 2 ? int(whole.size()) - 300 : 0, int(whole.size()))] = char(random.generate());
            (void)errorOf(damaged);  // an error or wrong values; never the end of the process
        }
    }

    void json_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("types");
        QTest::addColumn<QString>("rows");
        const QString ab = QStringLiteral("a BIGINT, b VARCHAR");
        const QString two = QStringLiteral("[[1,\"x\"],[2,\"y\"]]");
        QTest::newRow("array") << QByteArray("[{\"a\":1,\"b\":\"x\"},\n {\"a\":2,\"b\":\"y\"}]") << QJsonObject{} << ab << two;
        QTest::newRow("lines") << QByteArray("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n") << QJsonObject{} << ab << two;
        QTest::newRow("crlf") << QByteArray("{\"a\":1,\"b\":\"x\"}\r\n{\"a\":2,\"b\":\"y\"}") << QJsonObject{} << ab << two;
        QTest::newRow("spread out") << QByteArray("{\n \"a\": 1,\n \"b\": \"x\"\n}\n{\n \"a\": 2, \"b\": \"y\" }") << QJsonObject{} << ab
                                    << two;
        QTest::newRow("missing members") << QByteArray("{\"a\":1}\n{\"b\":\"y\"}\n") << QJsonObject{} << ab
                                         << QStringLiteral("[[1,null],[null,\"y\"]]");
        QTest::newRow("nested") << QByteArray("[{\"a\":{\"b\":[1,2]}}]") << QJsonObject{} << QStringLiteral("a STRUCT(b BIGINT[])")
                                << QStringLiteral("[[{\"b\":[1,2]}]]");
        QTest::newRow("depth") << QByteArray("[{\"a\":{\"b\":[1,2]}}]") << QJsonObject{{QStringLiteral("depth"), 1}}
                               << QStringLiteral("a JSON") << QStringLiteral("[[\"{\\\"b\\\":[1,2]}\"]]");
        QTest::newRow("declared") << QByteArray("[{\"a\":1,\"c\":[1]},{\"a\":2}]")
                                  << QJsonObject{{QStringLiteral("columns"),
                                                  QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("a")},
                                                                         {QStringLiteral("type"), QStringLiteral("DOUBLE")}},
                                                             QJsonObject{{QStringLiteral("name"), QStringLiteral("c")},
                                                                         {QStringLiteral("type"), QStringLiteral("JSON")}}}}}
                                  << QStringLiteral("a DOUBLE, c JSON") << QStringLiteral("[[1,\"[1]\"],[2,null]]");
        QTest::newRow("values") << QByteArray("[1,2,3]") << QJsonObject{} << QStringLiteral("json BIGINT")
                                << QStringLiteral("[[1],[2],[3]]");
        QTest::newRow("hostile names") << QByteArray("[{\"a'b\\\"; --\":1,\"*\":2,\"\\n\":3,\"__hr_0\":4}]") << QJsonObject{}
                                       << QStringLiteral("a'b\"; -- BIGINT, * BIGINT, \n BIGINT, hr_0 BIGINT")
                                       << QStringLiteral("[[1,2,3,4]]");
        QTest::newRow("bad line ignored") << QByteArray("{\"a\":1,\"b\":\"x\"}\n{\"a\" 7}\n{\"a\":2,\"b\":\"y\"}\n")
                                          << QJsonObject{{QStringLiteral("on_error"), QStringLiteral("ignore")},
                                                         {QStringLiteral("format"), QStringLiteral("newline_delimited")}}
                                          << ab << QStringLiteral("[[1,\"x\"],[null,null],[2,\"y\"]]");
        QTest::newRow("cut") << QByteArray("[{\"a\":1},{\"a\":2},{\"a\"") << QJsonObject{} << QString()
                             << QStringLiteral("Record 4 of 'odd.json'");
        QTest::newRow("bad line") << QByteArray("{\"a\":1}\n{\"a\":\n{\"a\":3}\n") << QJsonObject{} << QString()
                                  << QStringLiteral("of 'odd.json'");
        QTest::newRow("late type") <<
            [] {
                QByteArray b;
                for (int i = 0; i < 25000; ++i)
                    b += "{\"i\":1}\n";
                return b + "{\"i\":\"foo\"}\n";
            }() << QJsonObject{} << QString()
                                   << QStringLiteral("Line 25001 of 'odd.json'");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[{\"a\":1}]") << QJsonObject{} << QString()
                                         << QStringLiteral("begins with a byte order mark");
        QTest::newRow("utf-16") << QByteArray("\xFF\xFE[\0]\0", 6) << QJsonObject{} << QString() << QStringLiteral("is written in UTF-16");
        QTest::newRow("no json") << QByteArray("a,b\n1,2\n") << QJsonObject{} << QString()
                                 << QStringLiteral("is not JSON: it begins with 'a,b'");
        QTest::newRow("empty") << QByteArray() << QJsonObject{} << QString() << QStringLiteral("is empty");
        QTest::newRow("nested without end") << QByteArray(20000, '[') + QByteArray(20000, ']') << QJsonObject{} << QString()
                                            << QStringLiteral("nested more than 500 levels");
    }

    void json()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QJsonObject, params);
        QFETCH(QString, types);
        QFETCH(QString, rows);
        m_workspace.write(QStringLiteral("odd.json"), bytes);
        params[QStringLiteral("path")] = QStringLiteral("odd.json");
        BenchNode node(m_workspace, QStringLiteral("read.json"), params);
        const QString said = rowsText(node);
        if (types.isEmpty()) {
            QVERIFY2(said.startsWith(QLatin1String("error: ")) && said.contains(rows), qPrintable(said.left(1000)));
            return;
        }
        QCOMPARE(said, rows);
        QCOMPARE(node.typesText(), types);
    }

    void sqliteFiles()
    {
        sqlite(m_workspace.path(QStringLiteral("shop.db")),
               "CREATE TABLE \"orders\"(id INTEGER PRIMARY KEY, price DECIMAL(10,2), day DATE, note TEXT, \"a\"\"; --\" INT);"
               "INSERT INTO orders VALUES(1, 2.5, '2024-02-29', 'x', 4), (2, 3, 0, NULL, NULL); CREATE VIEW cheap AS SELECT * FROM orders "
               "WHERE price < 3;"
               "CREATE TABLE mixed(v INTEGER); INSERT INTO mixed VALUES (1), ('two');");
        BenchNode table(m_workspace, QStringLiteral("read.sqlite"),
                        {{QStringLiteral("path"), QStringLiteral("shop.db")}, {QStringLiteral("table"), QStringLiteral("orders")}});
        QCOMPARE(rowsText(table), QStringLiteral("[[1,2.5,\"2024-02-29\",\"x\",4],[2,3,\"1970-01-01\",null,null]]"));
        QCOMPARE(table.typesText(), QStringLiteral("id BIGINT, price DOUBLE, day DATE, note VARCHAR, a\"; -- BIGINT"));
        BenchNode query(m_workspace, QStringLiteral("read.sqlite"),
                        {{QStringLiteral("path"), QStringLiteral("shop.db")},
                         {QStringLiteral("query"), QStringLiteral("SELECT id AS n, id AS N, price FROM cheap -- one")},
                         {QStringLiteral("types"), QJsonObject{{QStringLiteral("price"), QStringLiteral("DECIMAL(10,2)")}}}});
        QCOMPARE(rowsText(query), QStringLiteral("[[1,1,\"2.50\"]]"));
        QCOMPARE(query.typesText(), QStringLiteral("n BIGINT, N_1 BIGINT, price DECIMAL(10,2)"));
        BenchNode mixed(m_workspace, QStringLiteral("read.sqlite"),
                        {{QStringLiteral("path"), QStringLiteral("shop.db")}, {QStringLiteral("table"), QStringLiteral("mixed")}});
        QVERIFY(rowsText(mixed).contains(QLatin1String("'two' in column v is not a whole number")));
        BenchNode asText(m_workspace, QStringLiteral("read.sqlite"),
                         {{QStringLiteral("path"), QStringLiteral("shop.db")},
                          {QStringLiteral("table"), QStringLiteral("mixed")},
                          {QStringLiteral("types"), QJsonObject{{QStringLiteral("v"), QStringLiteral("VARCHAR")}}}});
        QCOMPARE(rowsText(asText), QStringLiteral("[[\"1\"],[\"two\"]]"));

        const auto error = [&](QJsonObject params) {
            params[QStringLiteral("path")] = QStringLiteral("shop.db");
            BenchNode node(m_workspace, QStringLiteral("read.sqlite"), params);
            return rowsText(node);
        };
        QVERIFY(error({{QStringLiteral("table"), QStringLiteral("order")}}).contains(QLatin1String("Did you mean 'orders'?")));
        QVERIFY(error({}).contains(QLatin1String("The file has the tables: cheap, mixed, orders.")));
        QVERIFY(error({{QStringLiteral("query"), QStringLiteral("DELETE FROM orders")}}).startsWith(QLatin1String("error: ")));
        QVERIFY(
            error({{QStringLiteral("query"), QStringLiteral("SELECT nope FROM orders")}}).contains(QLatin1String("no such column: nope")));
        QVERIFY(error({{QStringLiteral("table"), QStringLiteral("orders")},
                       {QStringLiteral("types"), QJsonObject{{QStringLiteral("id"), QStringLiteral("INT) FROM x; --")}}}})
                    .contains(QLatin1String("is not a type")));
        m_workspace.write(QStringLiteral("no.db"), "hello\n");
        BenchNode none(m_workspace, QStringLiteral("read.sqlite"),
                       {{QStringLiteral("path"), QStringLiteral("no.db")}, {QStringLiteral("table"), QStringLiteral("t")}});
        QVERIFY(rowsText(none).contains(QLatin1String("'no.db' is not a SQLite database.")));
    }

    void inlineTables_data()
    {
        QTest::addColumn<QString>("csv");
        QTest::addColumn<QJsonObject>("typesGiven");
        QTest::addColumn<QString>("types");
        QTest::addColumn<QString>("rows");
        QTest::newRow("types")
            << QStringLiteral("i,d,b,day,t,s\n1,1.5,true,2024-02-29,2024-02-29 12:30,x\n-2,2,FALSE,,,\"a, \"\"b\"\"\nc\"\n")
            << QJsonObject{} << QStringLiteral("i BIGINT, d DOUBLE, b BOOLEAN, day DATE, t TIMESTAMP, s VARCHAR")
            << QStringLiteral("[[1,1.5,true,\"2024-02-29\",\"2024-02-29 12:30:00\",\"x\"],[-2,2,false,null,null,\"a, \\\"b\\\"\\nc\"]]");
        QTest::newRow("given") << QStringLiteral("price, code\n1.5, 007\n")
                               << QJsonObject{{QStringLiteral("price"), QStringLiteral("DECIMAL(6,2)")},
                                              {QStringLiteral("CODE"), QStringLiteral("VARCHAR")}}
                               << QStringLiteral("price DECIMAL(6,2), code VARCHAR") << QStringLiteral("[[\"1.50\",\"007\"]]");
        QTest::newRow("quoted is text") << QStringLiteral("a,b\n\"1\",\n\"2\",\"\"\n") << QJsonObject{}
                                        << QStringLiteral("a VARCHAR, b VARCHAR") << QStringLiteral("[[\"1\",null],[\"2\",\"\"]]");
        QTest::newRow("no rows") << QStringLiteral("a,b\n") << QJsonObject{{QStringLiteral("a"), QStringLiteral("DOUBLE")}}
                                 << QStringLiteral("a DOUBLE, b VARCHAR") << QStringLiteral("[]");
        QTest::newRow("names") << QStringLiteral("a,A,,__hr_0,\"x\"\";\"\n1,2,3,4,5") << QJsonObject{}
                               << QStringLiteral("a BIGINT, A_1 BIGINT, column2 BIGINT, hr_0 BIGINT, x\"; BIGINT")
                               << QStringLiteral("[[1,2,3,4,5]]");
        QTest::newRow("beyond int64") << QStringLiteral("a\n99999999999999999999\n") << QJsonObject{} << QStringLiteral("a DOUBLE")
                                      << QStringLiteral("[[1e+20]]");
        QTest::newRow("empty") << QStringLiteral("\n\n") << QJsonObject{} << QString() << QStringLiteral("The table is empty.");
        QTest::newRow("ragged") << QStringLiteral("a,b\n1,2\n3\n") << QJsonObject{} << QString()
                                << QStringLiteral("Line 3 has 1 values instead of 2.");
        QTest::newRow("open") << QStringLiteral("a\n\"x\n") << QJsonObject{} << QString()
                              << QStringLiteral("a quoted value is not closed.");
        QTest::newRow("beside") << QStringLiteral("a\n\"x\"y\n") << QJsonObject{} << QString()
                                << QStringLiteral("text stands beside a quoted value.");
        QTest::newRow("unknown column") << QStringLiteral("price\n1\n") << QJsonObject{{QStringLiteral("prise"), QStringLiteral("DOUBLE")}}
                                        << QString() << QStringLiteral("Did you mean 'price'?");
        QTest::newRow("no type") << QStringLiteral("a\n1\n") << QJsonObject{{QStringLiteral("a"), QStringLiteral("DOUBLE) FROM t")}}
                                 << QString() << QStringLiteral("is not a type");
        QTest::newRow("misfit") << QStringLiteral("a\nx\n") << QJsonObject{{QStringLiteral("a"), QStringLiteral("BIGINT")}} << QString()
                                << QStringLiteral("x");
    }

    void inlineTables()
    {
        QFETCH(QString, csv);
        QFETCH(QJsonObject, typesGiven);
        QFETCH(QString, types);
        QFETCH(QString, rows);
        BenchNode node(m_workspace, QStringLiteral("read.inline"), {{QStringLiteral("csv"), csv}, {QStringLiteral("types"), typesGiven}});
        const QString said = rowsText(node);
        if (types.isEmpty()) {
            QVERIFY2(said.startsWith(QLatin1String("error: ")) && said.contains(rows), qPrintable(said));
            return;
        }
        QCOMPARE(said, rows);
        QCOMPARE(node.typesText(), types);
    }
};

HEADRACE_TEST(TestReadFiles)
#include "test_read_files.moc"
