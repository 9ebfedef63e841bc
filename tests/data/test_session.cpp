// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/session.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <thread>

using namespace headrace;
using namespace headrace::data;

class TestSession : public QObject
{
    Q_OBJECT

    static std::unique_ptr<Session> open(const SessionOptions &options = {.threads = 2})
    {
        auto session = Session::open(options);
        if (!session)
            qFatal("%s", qPrintable(session.error().toString()));
        return std::move(*session);
    }
    static std::unique_ptr<Connection> connect(Session &session) { return *session.connect(); }

private Q_SLOTS:
    void streamsRows()
    {
        const auto session = open();
        const auto connection = connect(*session);
        auto rows = connection->query(QStringLiteral("SELECT range AS i, 'x' || range AS t FROM range(10000)"));
        VERIFY_OK(rows);
        QCOMPARE(rows->columns().size(), 2);
        QCOMPARE(rows->columns()[0].name, QStringLiteral("i"));
        QCOMPARE(rows->columns()[0].type, QStringLiteral("BIGINT"));
        QCOMPARE(int(rows->typeOf(1)), int(DUCKDB_TYPE_VARCHAR));
        idx_t count = 0;
        for (;;) {
            auto chunk = rows->next();
            VERIFY_OK(chunk);
            if (!*chunk)
                break;
            count += chunk->rows();
        }
        QCOMPARE(count, idx_t(10000));
        QVERIFY(rows->next().ok() && !*rows->next());
    }
    void bindsValues()
    {
        const auto session = open();
        const auto connection = connect(*session);
        const auto rows = connection->rows(QStringLiteral("SELECT $1, $2::DOUBLE, $3::VARCHAR, $4::BOOLEAN, $5::INTEGER"),
                                           {qint64(9007199254740993), 0.1, QStringLiteral("it's; --"), true, QJsonValue()});
        VERIFY_OK(rows);
        const QJsonArray expected{qint64(9007199254740993), 0.1, QStringLiteral("it's; --"), true, QJsonValue(QJsonValue::Null)};
        QCOMPARE((*rows)[0].toArray(), expected);
    }
    void valuesAsJson_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *sql, const QJsonValue &value) { QTest::newRow(sql) << QString::fromUtf8(sql) << value; };
        row("9007199254740993::BIGINT", qint64(9007199254740993));
        row("18446744073709551615::UBIGINT", QStringLiteral("18446744073709551615"));
        row("1e400::DOUBLE IS NULL", false);
        row("'nan'::DOUBLE", QStringLiteral("nan"));
        row("'-inf'::FLOAT", QStringLiteral("-inf"));
        row("0.5::FLOAT", 0.5);
        row("12.30::DECIMAL(4,2)", QStringLiteral("12.30"));
        row("-0.05::DECIMAL(9,2)", QStringLiteral("-0.05"));
        row("1.5::DECIMAL(38,10)", QStringLiteral("1.5000000000"));
        row("170141183460469231731687303715884105727::HUGEINT", QStringLiteral("170141183460469231731687303715884105727"));
        row("DATE '2020-02-29'", QStringLiteral("2020-02-29"));
        row("TIMESTAMP '2020-02-29 01:02:03.5'", QStringLiteral("2020-02-29 01:02:03.5"));
        row("TIMESTAMPTZ '2020-02-29 01:02:03+02'", QStringLiteral("2020-02-28 23:02:03+00"));
        row("TIME '01:02:03'", QStringLiteral("01:02:03"));
        row("INTERVAL 3 DAY", QStringLiteral("3 days"));
        row("'b'::ENUM('a', 'b')", QStringLiteral("b"));
        row("[1, NULL, 3]", QJsonArray{1, QJsonValue(), 3});
        row("[1, 2]::INTEGER[2]", QJsonArray{1, 2});
        row("{'a': 1, 'b': 'x'}", QJsonObject{{QStringLiteral("a"), 1}, {QStringLiteral("b"), QStringLiteral("x")}});
        row("MAP {'k': 1}", QJsonObject{{QStringLiteral("k"), 1}});
        row("MAP {2: 'v'}", QJsonArray{QJsonArray{2, QStringLiteral("v")}});
        row("'\\xAB'::BLOB", QStringLiteral("\\xAB"));
        row("'1ee9e2c0-1f1b-4f3a-8c2a-0123456789ab'::UUID", QStringLiteral("1ee9e2c0-1f1b-4f3a-8c2a-0123456789ab"));
        row("union_value(a := 1)", QStringLiteral("1"));
        row("NULL", QJsonValue(QJsonValue::Null));
        row("'a\xc3\xa9\xf0\x9f\x98\x80'", QStringLiteral("aé😀"));
    }
    void valuesAsJson()
    {
        QFETCH(QString, sql);
        QFETCH(QJsonValue, value);
        const auto session = open();
        const auto connection = connect(*session);
        const auto scalar = connection->scalar(QStringLiteral("SELECT ") + sql);
        VERIFY_OK(scalar);
        QCOMPARE(*scalar, value);
    }
    void namesTypesAsTypeofDoes()
    {
        const auto session = open();
        const auto connection = connect(*session);
        QStringList values{QStringLiteral("1"),
                           QStringLiteral("TRUE"),
                           QStringLiteral("1.5"),
                           QStringLiteral("[{'a': 1, 'b c': [1.5]}]"),
                           QStringLiteral("MAP {1: 'x'}"),
                           QStringLiteral("'b'::ENUM('a', 'b''s')"),
                           QStringLiteral("[1]::INTEGER[1]"),
                           QStringLiteral("now()"),
                           QStringLiteral("'{}'::JSON"),
                           QStringLiteral("union_value(num := 1)"),
                           QStringLiteral("current_time"),
                           QStringLiteral("1::UHUGEINT"),
                           QStringLiteral("{'Abc': 1, 'x\"y': 2, 'é': 3, '1a': 4}")};
        // Every keyword as a field name: which of them typeof() quotes is taken from the library, not guessed.
        const auto words = connection->rows(QStringLiteral("SELECT keyword_name FROM duckdb_keywords()"));
        VERIFY_OK(words);
        for (const QJsonValue &word : *words)
            values << QStringLiteral("{'%1': 1}").arg(word.toArray()[0].toString());
        for (const QString &value : std::as_const(values)) {
            const auto described = connection->describe(QStringLiteral("SELECT ") + value + QStringLiteral(" AS v"));
            VERIFY_OK(described);
            const auto type = connection->scalar(QStringLiteral("SELECT typeof(%1)").arg(value));
            VERIFY_OK(type);
            QCOMPARE((*described)[0].type, type->toString());
        }
    }
    void isLockedAndInUtc()
    {
        qputenv("TZ", "America/New_York");
        QTemporaryDir folder, other;
        QFile file(other.filePath(QStringLiteral("secret.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a\n1\n");
        file.close();
        const auto session = open({.threads = 1, .allowedFolders = {folder.path()}});
        const auto connection = connect(*session);
        QCOMPARE(connection->scalar(QStringLiteral("SELECT hour(TIMESTAMPTZ '2020-01-01 00:00:00+00')"))->toInteger(), 0);
        QCOMPARE(connect(*session)->scalar(QStringLiteral("SELECT current_setting('TimeZone')"))->toString(), QStringLiteral("UTC"));
        for (const QString &sql :
             {QStringLiteral("SELECT * FROM read_text('/etc/passwd')"), QStringLiteral("SELECT * FROM '%1'").arg(file.fileName()),
              QStringLiteral("SELECT * FROM read_csv('%1')").arg(file.fileName())}) {
            const auto refused = connection->rows(sql);
            QVERIFY(!refused && refused.error().code == ErrorCode::Denied);
        }
        for (const QString &sql :
             {QStringLiteral("ATTACH '%1/x.db'").arg(other.path()), QStringLiteral("INSTALL httpfs"), QStringLiteral("LOAD httpfs"),
              QStringLiteral("SET threads = 8"), QStringLiteral("SET enable_external_access = true"),
              QStringLiteral("SET TimeZone = 'Asia/Tokyo'"), QStringLiteral("COPY (SELECT 1) TO '%1/x.csv'").arg(other.path())})
            QVERIFY2(!connection->run(sql), qPrintable(sql));
        VERIFY_OK(connection->run(QStringLiteral("COPY (SELECT 1 AS a) TO '%1/x.parquet' (FORMAT parquet)").arg(folder.path())));
        QCOMPARE(connection->scalar(QStringLiteral("SELECT a FROM '%1/x.parquet'").arg(folder.path()))->toInteger(), 1);
        qunsetenv("TZ");
    }
    void runsOneStatement()
    {
        const auto session = open();
        const auto connection = connect(*session);
        QVERIFY(!connection->run(QStringLiteral("SELECT 1; SELECT 2")));
        QVERIFY(!connection->query(QStringLiteral("CREATE TABLE t (a INTEGER)")));
        VERIFY_OK(connection->run(QStringLiteral("CREATE TABLE t AS SELECT * FROM range(5)")));
        const auto changed = connection->run(QStringLiteral("DELETE FROM t WHERE range > 2"));
        VERIFY_OK(changed);
        QCOMPARE(*changed, 2);
    }
    void saysWhatFailed_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        const auto row = [](const char *sql, ErrorCode code, const char *text, int position) {
            QTest::newRow(sql) << QString::fromUtf8(sql) << int(code) << QString::fromUtf8(text) << position;
        };
        row("SELECT CAST('abc' AS INTEGER)", ErrorCode::Failed, "The value 'abc' is not a whole number (INTEGER).", 7);
        row("SELECT CAST(x AS DOUBLE) FROM (VALUES ('1'), ('it''s')) t(x)", ErrorCode::Failed,
            "The value 'it's' in column x is not a number (DOUBLE).", 7);
        row("SELECT 'é' || foo FROM (SELECT 1 AS fo)", ErrorCode::Invalid, "There is no column 'foo'.", 14);
        row("SELECT nofun(1)", ErrorCode::Invalid, "There is no function 'nofun'.", 7);
        row("SELECT * FROM nowhere", ErrorCode::Invalid, "There is no table 'nowhere'.", 14);
        row("SELECT [1] + 1", ErrorCode::Invalid, "The types do not fit: there is no +(INTEGER[], INTEGER).", 11);
        row("SELEC 1", ErrorCode::Invalid, "Syntax error at or near \"SELEC\".", 0);
        row("SELECT 127::TINYINT + 1::TINYINT", ErrorCode::Failed, "Overflow in addition of INT8 (127 + 1).", -1);
        row("SELECT error('boo')", ErrorCode::Failed, "boo.", -1);
    }
    void saysWhatFailed()
    {
        QFETCH(QString, sql);
        QFETCH(int, code);
        QFETCH(QString, text);
        QFETCH(int, position);
        const auto session = open();
        const auto connection = connect(*session);
        const auto failed = connection->rows(sql);
        QVERIFY(!failed);
        QCOMPARE(failed.error().text, text);
        QCOMPARE(int(failed.error().code), code);
        QCOMPARE(failed.error().position, position);
    }
    void saysOutOfMemoryAndSpills()
    {
        const QString sql = QStringLiteral("SELECT * FROM range(8000000) ORDER BY hash(range)");
        const auto drain = [&](Session &session) -> Result<qint64> {
            HR_ASSIGN(const auto connection, session.connect());
            HR_ASSIGN(Rows rows, connection->query(sql));
            qint64 count = 0;
            for (;;) {
                HR_ASSIGN(const Chunk chunk, rows.next());
                if (!chunk)
                    return count;
                count += qint64(chunk.rows());
            }
        };
        const auto small = open({.threads = 1, .memoryBytes = 60'000'000});
        const auto failed = drain(*small);
        QVERIFY(!failed);
        QVERIFY2(failed.error().code == ErrorCode::OutOfMemory, qPrintable(failed.error().toString()));
        QVERIFY(!failed.error().hint.isEmpty());
        QTemporaryDir folder;
        const auto spilling = open({.threads = 1, .memoryBytes = 60'000'000, .tempFolder = folder.path()});
        const auto count = drain(*spilling);
        VERIFY_OK(count);
        QCOMPARE(*count, 8000000);
    }
    void interruptsFromAnotherThread()
    {
        const auto session = open();
        const auto connection = connect(*session);
        QElapsedTimer timer;
        timer.start();
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            session->interruptAll();
        });
        const auto result = connection->rows(QStringLiteral("SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b"));
        other.join();
        QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(session->interrupted());
        const auto later = connection->rows(QStringLiteral("SELECT 1"));
        QVERIFY(!later && later.error().code == ErrorCode::Cancelled);
        QVERIFY(!connect(*session)->run(QStringLiteral("SELECT 1")));
    }
    void rowsSurviveTheirConnection()
    {
        auto session = open();
        auto connection = connect(*session);
        auto rows = connection->query(QStringLiteral("SELECT * FROM range(100000)"));
        VERIFY_OK(rows);
        connection.reset();
        session.reset();
        QVERIFY(rows->next().ok());
    }
};

HEADRACE_TEST(TestSession)
#include "test_session.moc"
