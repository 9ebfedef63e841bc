// SPDX-License-Identifier: GPL-3.0-or-later
// The expected values were computed by Apache Spark 3.5.3 (SELECT xxhash64(…)), but for types that Spark lacks.
#include "engine/data/hash_function.h"
#include "engine/data/session.h"
#include "tests/support/registry.h"

using namespace headrace;
using namespace headrace::data;

class TestHashFunction : public QObject
{
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Connection> m_connection;

    QJsonValue value(const QString &sql)
    {
        const auto result = m_connection->scalar(QStringLiteral("SELECT ") + sql);
        return result ? *result : QJsonValue(result.error().toString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_session = *Session::open({.threads = 2});
        m_connection = *m_session->connect();
    }
    void equalsSpark_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<qint64>("hash");
        const auto row = [](const char *arguments, qint64 hash) { QTest::newRow(arguments) << QString::fromUtf8(arguments) << hash; };
        row("1::INTEGER", -6698625589789238999LL);
        row("0::INTEGER", 3614696996920510707LL);
        row("-1::INTEGER", 2017008487422258757LL);
        row("2147483647::INTEGER", 1508894993788531228LL);
        row("1::TINYINT", -6698625589789238999LL);
        row("(-128)::TINYINT", 4160238337661960656LL);
        row("(-32768)::SMALLINT", -904511417458573795LL);
        row("1::BIGINT", -7001672635703045582LL);
        row("-9223372036854775807::BIGINT", -3362613479881488794LL);
        row("TRUE", -6698625589789238999LL);
        row("FALSE", 3614696996920510707LL);
        row("0.0::DOUBLE", -5252525462095825812LL);
        row("'-0'::DOUBLE", -5252525462095825812LL);
        row("1.5::DOUBLE", 7738255526519901366LL);
        row("-1e300::DOUBLE", 3086024234770041280LL);
        row("'nan'::DOUBLE", -3127944061524951246LL);
        row("'inf'::DOUBLE", 5810986238603807492LL);
        row("0.0::FLOAT", 3614696996920510707LL);
        row("1.5::FLOAT", 6163473420726370430LL);
        row("'-0'::FLOAT", 3614696996920510707LL);
        row("'nan'::FLOAT", 2692338816207849720LL);
        row("'-inf'::FLOAT", -7580553461823983095LL);
        row("DATE '1970-01-01'", 3614696996920510707LL);
        row("DATE '2020-02-29'", 4513731581078689977LL);
        row("DATE '1960-01-01'", 5231712984053086986LL);
        row("TIMESTAMP '2020-02-29 12:34:56.789012'", 1881244736935179438LL);
        row("TIMESTAMPTZ '2020-02-29 12:34:56.789012+00'", 1881244736935179438LL);
        row("TIMESTAMP '1905-01-01 00:00:00'", 262076320503914553LL);
        row("''", -7444071767201028348LL);
        row("'a'", -8582455328737087284LL);
        row("'abcd'", -6810745876291105281LL);
        row("'abcdefgh'", 2470326616177429180LL);
        row("'abcdefghijk'", -6876501346027965189LL);
        row("'hello, wörld 😀'", -5635211418559081685LL);
        row("'0123456789012345678901234567890'", -601474011062493046LL);
        row("'01234567890123456789012345678901'", -7360845206938539012LL);
        row("'The quick brown fox jumps over the lazy dog, and then some more of it.'", 8524247784850173793LL);
        row("'\\xAB\\x00\\xFF'::BLOB", -8529147928769268035LL);
        row("1.23::DECIMAL(3,2)", -3178482946328430151LL);
        row("-12345.67::DECIMAL(9,2)", -4925976502331901572LL);
        row("123456789012.345678::DECIMAL(18,6)", 2974817411982866413LL);
        row("12345678901234567890.5::DECIMAL(38,1)", 8221516556699326764LL);
        row("-1::DECIMAL(38,0)", -4006032525457443936LL);
        row("128::DECIMAL(20,0)", 6715097930120473301LL);
        row("-129::DECIMAL(20,0)", -6459515886037897956LL);
        row("0::DECIMAL(20,0)", -8959994473701255385LL);
        row("'a', 1::INTEGER, 2.5::DOUBLE", 6644320777917447973LL);
        row("NULL::VARCHAR, 1::INTEGER, NULL::DOUBLE, 'x'", 8510603489595372987LL);
        row("INTERVAL '1 month 2 days 3 seconds'", 6591761114503791841LL);
    }
    void equalsSpark()
    {
        QFETCH(QString, arguments);
        QFETCH(qint64, hash);
        QCOMPARE(value(QStringLiteral("hr_xxhash64(42, %1)").arg(arguments)), QJsonValue(hash));
    }
    void treatsEqualValuesAlike()
    {
        // Pairs that must hash alike although their bits differ, or their vectors do.
        const QStringList pairs{QStringLiteral("0.0::DOUBLE|'-0'::DOUBLE"),
                                QStringLiteral("0.0::FLOAT|'-0'::FLOAT"),
                                QStringLiteral("'nan'::DOUBLE|-('nan'::DOUBLE)"),
                                QStringLiteral("'a'|'a'::ENUM('b', 'a')"),
                                QStringLiteral("TIMESTAMP '2020-01-01'|TIMESTAMP_S '2020-01-01'"),
                                QStringLiteral("TIMESTAMP '2020-01-01'|TIMESTAMP_MS '2020-01-01'"),
                                QStringLiteral("TIMESTAMP '1960-01-01'|TIMESTAMP_NS '1960-01-01'"),
                                QStringLiteral("TIMESTAMP '2020-01-01'|TIMESTAMPTZ '2020-01-01 00:00:00+00'"),
                                QStringLiteral("7::HUGEINT|7::UBIGINT"),
                                QStringLiteral("7::UHUGEINT|7::HUGEINT"),
                                QStringLiteral("7::TINYINT|7::USMALLINT"),
                                QStringLiteral("'1ee9e2c0-1f1b-4f3a-8c2a-0123456789ab'|'1ee9e2c0-1f1b-4f3a-8c2a-0123456789ab'::UUID")};
        for (const QString &pair : pairs) {
            const QStringList sides = pair.split(QLatin1Char('|'));
            const QJsonValue left = value(QStringLiteral("hr_xxhash64(42, %1)").arg(sides[0]));
            QVERIFY2(left.isDouble(), qPrintable(left.toString()));
            QCOMPARE(value(QStringLiteral("hr_xxhash64(42, %1)").arg(sides[1])), left);
        }
    }
    void leavesTheSeedAtNull()
    {
        QCOMPARE(value(QStringLiteral("hr_xxhash64(42, NULL)")), QJsonValue(42));
        QCOMPARE(value(QStringLiteral("hr_xxhash64(7)")), QJsonValue(7));
        QCOMPARE(value(QStringLiteral("hr_xxhash64(42, NULL::INTEGER, 'x', NULL::DATE) = hr_xxhash64(42, 'x')")), QJsonValue(true));
    }
    void refusesNestedValues()
    {
        QVERIFY(value(QStringLiteral("hr_xxhash64(42, [1])")).toString().contains(QStringLiteral("cast lists")));
        const Schema schema{{{QStringLiteral("l"), QStringLiteral("INTEGER[]")}, {QStringLiteral("a\"b"), QStringLiteral("DOUBLE")}}};
        const QString sql = hashSql(quint64(-1), schema, {QStringLiteral("l"), QStringLiteral("a\"b")});
        QCOMPARE(sql, QStringLiteral("hr_xxhash64(CAST(-1 AS BIGINT), CAST(\"l\" AS VARCHAR), \"a\"\"b\")"));
        const auto run = m_connection->rows(QStringLiteral("SELECT %1 FROM (SELECT [1, 2] AS l, 1.5::DOUBLE AS \"a\"\"b\")").arg(sql));
        VERIFY_OK(run);
        QVERIFY(m_connection->scalar(QStringLiteral("SELECT ") + hashSql(quint64(1) << 63, schema, {})).ok());
    }
    void isTheSameInEveryVectorForm()
    {
        // Constants, dictionaries (joins), filtered and NULL-holed chunks of many rows: compared with hashing one by one.
        const QString sql = QStringLiteral(
            "WITH t AS (SELECT range AS i, CASE WHEN range % 3 = 0 THEN NULL ELSE 'text ' || (range % 50) END AS s, (range % 7)::DOUBLE AS "
            "d FROM range(5000)),"
            " j AS (SELECT a.i, a.s, b.d FROM t a JOIN t b ON a.i = b.i WHERE a.i % 2 = 0)"
            " SELECT count(*) FROM (SELECT hr_xxhash64(42, i, s, d, 'k') AS h, hr_xxhash64(hr_xxhash64(hr_xxhash64(hr_xxhash64(42, i), s), "
            "d), 'k') AS g FROM j) WHERE h IS DISTINCT FROM g");
        QCOMPARE(*m_connection->scalar(sql), QJsonValue(0));
    }
    void spreadsEvenly()
    {
        // Tenths by the top bits, as splits use them: none further than five standard deviations from its share.
        const auto rows = m_connection->rows(
            QStringLiteral("SELECT (hr_xxhash64(42, range)::HUGEINT + 9223372036854775808) * 10 // 18446744073709551616 AS part, count(*) "
                           "FROM range(100000) GROUP BY 1"));
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 10);
        for (const QJsonValue &row : *rows)
            QVERIFY(qAbs(row.toArray()[1].toInteger() - 10000) < 475);
    }
};

HEADRACE_TEST(TestHashFunction)
#include "test_hash_function.moc"
