// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/session.h"
#include "engine/data/sqlite_scan.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <sqlite3.h>

using namespace headrace;
using namespace headrace::data;

class TestSqliteScan : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Connection> m_connection;

    QString make(const QString &name, const char *sql)
    {
        const QString path = m_folder.filePath(name);
        QFile::remove(path);
        sqlite3 *database = nullptr;
        char *message = nullptr;
        if (sqlite3_open(path.toUtf8().constData(), &database) != SQLITE_OK
            || sqlite3_exec(database, sql, nullptr, nullptr, &message) != SQLITE_OK)
            qFatal("sqlite: %s", message);
        sqlite3_close(database);
        return path;
    }

    static QString scanSql(const QString &path, const QString &query, const QList<SqliteColumn> &columns)
    {
        QStringList names, types;
        for (const SqliteColumn &column : columns) {
            names << quoteLiteral(column.name);
            types << quoteLiteral(column.stored);
        }
        return QStringLiteral("headrace_sqlite(%1, %2, [%3], [%4])")
            .arg(quoteLiteral(path), quoteLiteral(query), names.join(QLatin1Char(',')), types.join(QLatin1Char(',')));
    }

    Result<QJsonArray> read(const QString &path, const QString &query)
    {
        HR_ASSIGN(const auto columns, describeSqlite(path, query));
        return m_connection->rows(QStringLiteral("SELECT * FROM ") + scanSql(path, query, columns));
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto session = Session::open({});
        VERIFY_OK(session);
        m_session = std::move(*session);
        auto connection = m_session->connect();
        VERIFY_OK(connection);
        m_connection = std::move(*connection);
    }

    void typesAndValues()
    {
        const QString path = make(
            QStringLiteral("types.db"),
            "CREATE TABLE t(i INTEGER, b BIGINT, r REAL, n NUMERIC(10,2), s TEXT, v VARCHAR(20), x BLOB, f BOOLEAN, d DATE, ts DATETIME, "
            "u);"
            "INSERT INTO t VALUES(1, 9223372036854775807, 0.5, 12.25, 'ä€😀', '', x'00ff', 1, '2024-02-29', '2024-02-29 12:30:00', 7);"
            "INSERT INTO t VALUES(NULL, -9223372036854775808, 2, 3, NULL, 'x', NULL, 0, 0, 1709209800, 'seven');");
        const auto columns = describeSqlite(path, QStringLiteral("SELECT * FROM t"));
        VERIFY_OK(columns);
        QStringList types;
        for (const SqliteColumn &column : *columns)
            types << column.name + QLatin1Char(' ') + column.type;
        QCOMPARE(types.join(QStringLiteral(", ")),
                 QStringLiteral(
                     "i BIGINT, b BIGINT, r DOUBLE, n DOUBLE, s VARCHAR, v VARCHAR, x BLOB, f BOOLEAN, d DATE, ts TIMESTAMP, u VARCHAR"));
        const auto rows = m_connection->rows(
            QStringLiteral("SELECT i, b, r, n, s, v, octet_length(x), f, CAST(d AS DATE)::VARCHAR, CAST(ts AS TIMESTAMP)::VARCHAR, u FROM ")
            + scanSql(path, QStringLiteral("SELECT * FROM t"), *columns));
        VERIFY_OK(rows);
        const QJsonArray first{1,
                               qint64(9223372036854775807),
                               0.5,
                               12.25,
                               QStringLiteral("ä€😀"),
                               QString(),
                               2,
                               true,
                               QStringLiteral("2024-02-29"),
                               QStringLiteral("2024-02-29 12:30:00"),
                               QStringLiteral("7")};
        const QJsonArray second{QJsonValue(),
                                qint64(-9223372036854775807 - 1),
                                2,
                                3,
                                QJsonValue(),
                                QStringLiteral("x"),
                                QJsonValue(),
                                false,
                                QStringLiteral("1970-01-01"),
                                QStringLiteral("2024-02-29 12:30:00"),
                                QStringLiteral("seven")};
        QCOMPARE(rows->at(0).toArray(), first);
        QCOMPARE(rows->at(1).toArray(), second);
    }

    void expressionsTakeTheirTypeFromRows()
    {
        const QString path = make(QStringLiteral("expr.db"), "CREATE TABLE t(a INTEGER); INSERT INTO t VALUES (1), (2), (3);");
        const auto columns = describeSqlite(
            path, QStringLiteral("SELECT count(*) AS n, avg(a) m, 'x' || a AS t, NULL AS e, sum(a) * 1 AS s FROM t"));
        VERIFY_OK(columns);
        QCOMPARE(columns->at(0).type, QStringLiteral("BIGINT"));
        QCOMPARE(columns->at(1).type, QStringLiteral("DOUBLE"));
        QCOMPARE(columns->at(2).type, QStringLiteral("VARCHAR"));
        QCOMPARE(columns->at(3).type, QStringLiteral("VARCHAR"));
        QCOMPARE(columns->at(4).type, QStringLiteral("BIGINT"));
    }

    void manyRows()
    {
        const QString path = make(QStringLiteral("many.db"),
                                  "CREATE TABLE t(a INTEGER, s TEXT); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE "
                                  "x < 100000) INSERT INTO t SELECT x, 'row ' || x FROM c;");
        const auto columns = describeSqlite(path, QStringLiteral("SELECT * FROM t"));
        VERIFY_OK(columns);
        const auto rows = m_connection->rows(QStringLiteral("SELECT count(*), CAST(sum(a) AS BIGINT), max(length(s)) FROM ")
                                             + scanSql(path, QStringLiteral("SELECT * FROM t"), *columns));
        VERIFY_OK(rows);
        QCOMPARE(rows->at(0).toArray(), (QJsonArray{100000, qint64(5000050000), 10}));
    }

    void misfitsSayRowAndColumn()
    {
        const QString path = make(QStringLiteral("misfit.db"), "CREATE TABLE t(a INTEGER); INSERT INTO t VALUES (1), ('two');");
        const auto rows = read(path, QStringLiteral("SELECT a FROM t"));
        QVERIFY(!rows);
        QVERIFY2(rows.error().text.contains(QLatin1String("Row 2 of the SQLite query: 'two' in column a is not a whole number")),
                 qPrintable(rows.error().text));
        const QString bytes = make(QStringLiteral("bytes.db"), "CREATE TABLE t(a TEXT); INSERT INTO t VALUES (CAST(x'ff41' AS TEXT));");
        const auto invalid = read(bytes, QStringLiteral("SELECT a FROM t"));
        QVERIFY(!invalid);
        QVERIFY2(invalid.error().text.contains(QLatin1String("not valid UTF-8")), qPrintable(invalid.error().text));
    }

    void onlyOneSelect_data()
    {
        QTest::addColumn<QString>("query");
        for (const char *query : {"", "  -- nothing", "SELECT 1; SELECT 2", "DELETE FROM t", "SELECT 1; DROP TABLE t", "ATTACH 'x.db' AS x",
                                  "PRAGMA user_version = 3", "PRAGMA user_version", "INSERT INTO t VALUES (1) RETURNING a",
                                  "CREATE TABLE x(a)", "SELECT load_extension('x')", "EXPLAIN SELECT 1", "SELECT ?",
                                  "SELECT * FROM pragma_database_list", "VACUUM INTO 'x.db'", "BEGIN", "SELECT * FROM nothing"})
            QTest::newRow(query) << QString::fromLatin1(query);
    }

    void onlyOneSelect()
    {
        QFETCH(QString, query);
        const QString path = make(QStringLiteral("one.db"), "CREATE TABLE t(a INTEGER); INSERT INTO t VALUES (1);");
        QVERIFY(!read(path, query));
        const auto left = read(path, QStringLiteral("SELECT count(*) FROM t;"));
        VERIFY_OK(left);
        QCOMPARE(left->at(0).toArray().at(0).toInt(), 1);
    }

    void noDatabase()
    {
        QFile text(m_folder.filePath(QStringLiteral("text.db")));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray("This is no database at all.\n").repeated(100));
        text.close();
        const auto rows = read(text.fileName(), QStringLiteral("SELECT 1"));
        QVERIFY(!rows);
        QVERIFY(rows.error().code == ErrorCode::Corrupt);
        const auto missing = read(m_folder.filePath(QStringLiteral("missing.db")), QStringLiteral("SELECT 1"));
        QVERIFY(!missing);
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("missing.db"))));
    }

    void damagedDatabasesNeverCrash()
    {
        const QString path = make(
            QStringLiteral("whole.db"),
            "CREATE TABLE t(a INTEGER PRIMARY KEY, s TEXT, r REAL); CREATE INDEX i ON t(s); CREATE VIEW w AS SELECT s FROM t;"
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000) INSERT INTO t SELECT x, 'row ' || x, x / 3.0 "
            "FROM c;");
        QFile whole(path);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        QRandomGenerator random(11);
        int refused = 0;
        for (int round = 0; round < 150; ++round) {
            QByteArray damaged = bytes;
            if (round % 5 == 0)
                damaged.truncate(random.bounded(int(bytes.size())));
            for (int hit = random.bounded(1, 40); hit > 0 && !damaged.isEmpty(); --hit)
                damaged[random.bounded(round % 2 ? int(damaged.size()) : std::min<int>(int(damaged.size()), 4096))] = char(
                    random.generate());
            QFile file(m_folder.filePath(QStringLiteral("damaged.db")));
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(damaged);
            file.close();
            for (const char *query : {"SELECT * FROM t", "SELECT * FROM w ORDER BY 1", "SELECT count(*) FROM t WHERE s > 'row 5'"})
                refused += read(file.fileName(), QLatin1String(query)) ? 0 : 1;
            (void)sqliteTables(file.fileName());
        }
        QVERIFY(refused > 0);
    }

    void tables()
    {
        const QString path = make(QStringLiteral("names.db"),
                                  "CREATE TABLE \"a \"\"b\"(x); CREATE TABLE sqliteish(x); CREATE VIEW v AS SELECT 1; CREATE TABLE k(x "
                                  "INTEGER PRIMARY KEY AUTOINCREMENT);");
        const auto names = sqliteTables(path);
        VERIFY_OK(names);
        QCOMPARE(*names, (QStringList{QStringLiteral("a \"b"), QStringLiteral("k"), QStringLiteral("sqliteish"), QStringLiteral("v")}));
    }

    void writeAheadLogInAReadOnlyFolder()
    {
        const QString path = make(QStringLiteral("wal.db"), "PRAGMA journal_mode = wal; CREATE TABLE t(a); INSERT INTO t VALUES (5);");
        const auto rows = read(path, QStringLiteral("SELECT a FROM t"));
        VERIFY_OK(rows);
        QCOMPARE(rows->at(0).toArray().at(0).toInt(), 5);
    }
};

HEADRACE_TEST(TestSqliteScan)
#include "test_sqlite_scan.moc"
