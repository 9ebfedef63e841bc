// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/python/plain_host.h"
#include "tests/support/registry.h"

#include "engine/base/quoting.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <cstring>

#include <unistd.h>

using namespace headrace;
using namespace headrace::learning;

namespace {

/// One column of every kind, with missing values in all of them; `i` runs from 0.
QString everyType(qint64 rows)
{
    return QStringLiteral(
               "SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE i % 2 = 0 END AS b, CASE WHEN i % 5 = 0 THEN NULL ELSE CAST(i % 100 - 50 AS "
               "TINYINT) END AS i8,"
               " CAST(i % 3000 AS SMALLINT) AS i16, CASE WHEN i % 11 = 0 THEN NULL ELSE CAST(-i AS INTEGER) END AS i32, i * 1000000007 AS "
               "i64,"
               " CAST(i % 200 AS UTINYINT) AS u8, CAST(i % 60000 AS USMALLINT) AS u16, CAST(i AS UINTEGER) AS u32, CAST(i AS UBIGINT) AS "
               "u64,"
               " CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN CAST('nan' AS FLOAT) ELSE CAST(i AS FLOAT) END AS f32,"
               " CASE WHEN i % 13 = 0 THEN NULL ELSE i / 3.0e0 END AS f64, CASE WHEN i % 4 = 0 THEN NULL ELSE DATE '1969-12-01' + CAST(i % "
               "1000 AS INTEGER) END AS d,"
               " TIME '00:00:01' + to_seconds(i % 80000) AS t, TIMESTAMP '1960-01-01' + to_hours(i) AS ts, CAST(TIMESTAMP '1960-01-01' + "
               "to_hours(i) AS TIMESTAMP_S) AS ts_s,"
               " CAST(TIMESTAMP '1960-01-01' + to_hours(i % 1000) AS TIMESTAMP_MS) AS ts_ms, CAST(TIMESTAMP '1960-01-01' + to_hours(i % "
               "1000) AS TIMESTAMP_NS) AS ts_ns,"
               " CASE WHEN i % 6 = 0 THEN NULL ELSE CAST(TIMESTAMP '1960-01-01' + to_hours(i) AS TIMESTAMP WITH TIME ZONE) END AS ts_z,"
               " CASE WHEN i % 9 = 0 THEN NULL WHEN i % 9 = 1 THEN '' ELSE repeat('ä€𝄞', CAST(i % 10 AS INTEGER)) || i END AS \"te\"\"xt\","
               " CASE WHEN i % 8 = 0 THEN NULL ELSE '\\xFF\\x00'::BLOB || CAST(CAST(i AS VARCHAR) AS BLOB) END AS blob,"
               " i AS __hr_0 FROM range(%1) AS r(i)")
        .arg(rows);
}

}  // namespace

class TestHandoff : public QObject
{
    Q_OBJECT

    /// What a round trip makes of `table`; compares rows in their order.
    static void roundTrip(tests::PlainHost &plain, const QString &table, const QStringList &identity, const HandoffHost &host)
    {
        const auto schema = plain.schemaOf(table);
        VERIFY_OK(schema);
        auto handed = handOver(table, *schema, identity, host);
        VERIFY_OK(handed);
        const QJsonObject description = handed->layout.toJson();
        auto reader = TableReader::open(std::move(handed->file), description);
        VERIFY_OK(reader);
        const QString back = host.newTable();
        const auto came = takeOver(*reader, back, {}, host);
        VERIFY_OK(came);
        QCOMPARE(came->names(), schema->names());
        for (int i = 0; i < came->columns.size(); ++i)
            QCOMPARE(came->columns[i].type, schema->columns[i].type);
        const QString columns = quoteIdentifiers(schema->names());
        const QString differing = QStringLiteral("SELECT count(*) FROM (SELECT row(%1) AS l, row_number() OVER (%2) - 1 AS n FROM %3) AS a "
                                                 "FULL JOIN (SELECT row(%1) AS r, __hr_0 AS n FROM %4) AS b"
                                                 " USING (n) WHERE l IS DISTINCT FROM r OR a.n IS NULL OR b.n IS NULL")
                                      .arg(columns, data::orderClause(*schema, identity), table, back);
        const auto count = plain.connection->scalar(differing);
        VERIFY_OK(count);
        QCOMPARE(count->toInteger(), 0);
    }

private Q_SLOTS:
    void everyTypeComesBack_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {0, 1, 63, 64, 2047, 2048, 2049, 130'000, 300'000})
            QTest::addRow("%d", rows) << rows;
    }
    void everyTypeComesBack()
    {
        QFETCH(int, rows);
        tests::PlainHost plain;
        VERIFY_OK(plain.open());
        VERIFY_OK(plain.connection->run(QStringLiteral("CREATE TABLE \"t t\" AS ") + everyType(rows)));
        roundTrip(plain, QStringLiteral("\"t t\""), {QStringLiteral("__hr_0")}, plain.host());
        // In a file instead of memory, and from a query instead of a stored table.
        roundTrip(plain, QStringLiteral("(SELECT * FROM \"t t\" WHERE i16 <> 4)"), {QStringLiteral("__hr_0")}, plain.host(3, 1000));
    }
    void disorderedRowsAreSorted()
    {
        tests::PlainHost plain;
        VERIFY_OK(plain.open());
        const QString numbers = QStringLiteral("CREATE TABLE %1 AS SELECT i::DOUBLE AS x, CASE WHEN i % 10 = 0 THEN NULL ELSE 'k' || i END "
                                               "AS name, %2 AS __hr_0 FROM range(400000) AS r(i)");
        // Out of order at the very end, within a chunk, between two parts, everywhere; NULL first.
        const QList<QPair<QString, QString>> tables{
            {QStringLiteral("a"), QStringLiteral("CASE WHEN i = 399999 THEN -1 ELSE i END")},
            {QStringLiteral("b"), QStringLiteral("CASE WHEN i = 100 THEN 99 WHEN i = 99 THEN 100 ELSE i END")},
            {QStringLiteral("c"), QStringLiteral("CASE WHEN i < 245760 THEN i + 400000 ELSE i END")},
            {QStringLiteral("d"), QStringLiteral("hash(i)")},
            {QStringLiteral("e"), QStringLiteral("CASE WHEN i = 200000 THEN NULL ELSE i END")},
            {QStringLiteral("f"), QStringLiteral("CASE WHEN i = 2048 THEN 2046.5 ELSE i END")}};
        for (const auto &[name, expression] : tables) {
            VERIFY_OK(plain.connection->run(numbers.arg(name, expression)));
            roundTrip(plain, quoteIdentifier(name), {QStringLiteral("__hr_0")}, plain.host());
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(name));
        }
        roundTrip(plain, QStringLiteral("\"a\""), {QStringLiteral("name"), QStringLiteral("x")}, plain.host());
        roundTrip(plain, QStringLiteral("\"d\""), {}, plain.host());
        // Deleted rows leave gaps among the row numbers.
        VERIFY_OK(plain.connection->run(QStringLiteral("DELETE FROM b WHERE x % 3 = 1")));
        roundTrip(plain, QStringLiteral("\"b\""), {QStringLiteral("__hr_0")}, plain.host());
    }
    void otherTypesTravelAsDeclared()
    {
        tests::PlainHost plain;
        VERIFY_OK(plain.open());
        VERIFY_OK(
            plain.connection->run(QStringLiteral("CREATE TABLE t AS SELECT 12.50::DECIMAL(38,2) AS m, 7::HUGEINT AS h, [1, 2] AS l, {'a': "
                                                 "1} AS s, map(['k'], [2]) AS mp, 'x'::ENUM('x', 'y') AS e,"
                                                 " '00000000-0000-0000-0000-000000000001'::UUID AS u, INTERVAL 3 DAY AS iv, '101'::BIT AS "
                                                 "bits, [[1]::INTEGER[1]]::INTEGER[1][1] AS arr, '{\"j\": 1}'::JSON AS j, 0 AS __hr_0")));
        const auto schema = plain.schemaOf(QStringLiteral("t"));
        VERIFY_OK(schema);
        const auto host = plain.host();
        auto handed = handOver(QStringLiteral("t"), *schema, {QStringLiteral("__hr_0")}, host);
        VERIFY_OK(handed);
        const QJsonObject description = handed->layout.toJson();
        auto reader = TableReader::open(std::move(handed->file), description);
        VERIFY_OK(reader);
        VERIFY_OK(takeOver(*reader, QStringLiteral("back"), {}, host));
        const auto rows = plain.connection->rows(QStringLiteral("SELECT * EXCLUDE (__hr_0) FROM back"));
        VERIFY_OK(rows);
        const QJsonArray expected{12.5,
                                  7.0,
                                  QStringLiteral("[1,2]"),
                                  QStringLiteral("{\"a\":1}"),
                                  QStringLiteral("{\"k\":2}"),
                                  QStringLiteral("x"),
                                  QStringLiteral("00000000-0000-0000-0000-000000000001"),
                                  QStringLiteral("3 days"),
                                  QStringLiteral("101"),
                                  QStringLiteral("[[1]]"),
                                  QStringLiteral("{\"j\": 1}")};
        QCOMPARE(rows->at(0).toArray(), expected);
    }
    void missingFloatsAreNanInPlace()
    {
        tests::PlainHost plain;
        VERIFY_OK(plain.open());
        VERIFY_OK(plain.connection->run(QStringLiteral("CREATE TABLE t AS SELECT CASE WHEN i <> 2 THEN i::DOUBLE END AS x, CASE WHEN i <> "
                                                       "1 THEN make_timestamp(i) END AS w FROM range(4) AS r(i)")));
        const auto schema = plain.schemaOf(QStringLiteral("t"));
        auto handed = handOver(QStringLiteral("t"), *schema, {QStringLiteral("x")}, plain.host());
        VERIFY_OK(handed);
        double x[4];
        int64_t w[4];
        const auto &columns = handed->layout.columns;
        VERIFY_OK(handed->file.read(columns[0].values.offset, x, 32));
        VERIFY_OK(handed->file.read(columns[1].values.offset, w, 32));
        QVERIFY(std::isnan(x[0]));  // sorted NULLS FIRST
        QCOMPARE(x[1], 0.0);
        QCOMPARE(w[2], std::numeric_limits<int64_t>::min());
        QCOMPARE(columns[0].nulls, 1);
        uint64_t bits = 0;
        VERIFY_OK(handed->file.read(columns[0].validity->offset, &bits, 8));
        QCOMPARE(bits & 15, uint64_t(0b1110));
        QCOMPARE(columns[0].values.offset % kBufferAlignment, 0);
    }
    void declaredColumnsAreCastAndOrdered()
    {
        tests::PlainHost plain;
        VERIFY_OK(plain.open());
        VERIFY_OK(plain.connection->run(QStringLiteral(
            "CREATE TABLE t AS SELECT i::DOUBLE AS x, 'n' || i AS name, true AS extra, i AS __hr_0 FROM range(5000) AS r(i)")));
        const auto schema = plain.schemaOf(QStringLiteral("t"));
        const auto host = plain.host();
        const auto back = [&](const QList<data::Column> &declared) -> Result<data::Schema> {
            HR_ASSIGN(auto handed, handOver(QStringLiteral("t"), *schema, {QStringLiteral("__hr_0")}, host));
            const QJsonObject description = handed.layout.toJson();
            HR_ASSIGN(auto reader, TableReader::open(std::move(handed.file), description));
            return takeOver(reader, host.newTable(), declared, host);
        };
        const QList<data::Column> declared{{QStringLiteral("name"), QStringLiteral("VARCHAR")},
                                           {QStringLiteral("X"), QStringLiteral("DECIMAL(10,2)")}};
        const auto came = back(declared);
        VERIFY_OK(came);
        QCOMPARE(came->columns, declared);
        const auto row = plain.connection->rows(
            QStringLiteral("SELECT name, \"X\", __hr_0 FROM \"made %1\" LIMIT 1 OFFSET 4999").arg(plain.tables - 1));
        VERIFY_OK(row);
        QCOMPARE(row->at(0).toArray().at(0).toString(), QStringLiteral("n4999"));
        const auto missing = back({{QStringLiteral("nope"), QStringLiteral("BIGINT")}});
        QVERIFY(missing.error().text.contains(QStringLiteral("'nope'")));
        QVERIFY(missing.error().hint.contains(QStringLiteral("extra")));
        QVERIFY(!back({{QStringLiteral("name"), QStringLiteral("BIGINT")}}).ok());
    }
    void liesAreNoticed()
    {
        const auto file = [](qint64 bytes) {
            auto made = SharedFile::inMemory("lie");
            if (!made || !made->resize(bytes))
                qFatal("no shared memory");
            return std::move(*made);
        };
        const QJsonObject good{{QStringLiteral("name"), QStringLiteral("x")},
                               {QStringLiteral("type"), QStringLiteral("float64")},
                               {QStringLiteral("nulls"), 0},
                               {QStringLiteral("values"), QJsonArray{0, 16}}};
        const QJsonObject text{{QStringLiteral("name"), QStringLiteral("t")},
                               {QStringLiteral("type"), QStringLiteral("text")},
                               {QStringLiteral("nulls"), 0},
                               {QStringLiteral("values"), QJsonArray{24, 8}},
                               {QStringLiteral("offsets"), QJsonArray{0, 24}}};
        const auto table = [](const QJsonObject &column, const QJsonValue &rows = 2) {
            return QJsonObject{{QStringLiteral("rows"), rows}, {QStringLiteral("columns"), QJsonArray{column}}};
        };
        const auto with = [](QJsonObject object, const char *key, const QJsonValue &value) {
            object.insert(QLatin1String(key), value);
            return object;
        };
        QVERIFY(TableReader::open(file(64), table(good)).ok());
        QVERIFY(TableReader::open(file(64), table(text)).ok());
        const QList<QJsonObject> lies{{},
                                      table({}),
                                      table(good, -1),
                                      table(good, 3),
                                      table(good, 1e300),
                                      table(good, QStringLiteral("2")),
                                      table(with(good, "values", QJsonArray{56, 16})),
                                      table(with(good, "values", QJsonArray{-8, 16})),
                                      table(with(good, "values", QJsonArray{9.2e18, 16})),
                                      table(with(good, "values", QJsonArray{0})),
                                      table(with(good, "nulls", 3)),
                                      table(with(good, "type", QStringLiteral("float65"))),
                                      table(with(good, "name", QString())),
                                      table(with(good, "name", QStringLiteral("__hr_0"))),
                                      table(with(good, "validity", QJsonArray{0, 0})),
                                      table(with(text, "offsets", QJsonArray{0, 16})),
                                      table(with(text, "values", QJsonArray{24, 80}))};
        for (const QJsonObject &lie : lies)
            QVERIFY2(!TableReader::open(file(64), lie).ok(), QJsonDocument(lie).toJson().constData());
        QJsonObject twice = table(good);
        twice.insert(QStringLiteral("columns"), QJsonArray{good, with(good, "name", QStringLiteral("X"))});
        QVERIFY(TableReader::open(file(64), twice).error().text.contains(QStringLiteral("two columns")));

        // Offsets that run backwards or out of the text; text that is no UTF-8; a file cut short after it was described.
        tests::PlainHost plain;
        VERIFY_OK(plain.open());
        const auto offsets = [&](std::array<int64_t, 3> values, const char *bytes) -> Result<data::Schema> {
            SharedFile shared = file(64);
            HR_TRY(shared.write(0, values.data(), 24));
            HR_TRY(shared.write(24, bytes, 8));
            HR_ASSIGN(auto reader, TableReader::open(std::move(shared), table(text)));
            return takeOver(reader, plain.host().newTable(), {}, plain.host());
        };
        VERIFY_OK(offsets({0, 4, 8}, "abcdefgh"));
        QVERIFY(offsets({0, 5, 4}, "abcdefgh").error().code == ErrorCode::Corrupt);
        QVERIFY(offsets({0, 4, 9}, "abcdefgh").error().code == ErrorCode::Corrupt);
        QVERIFY(offsets({-1, 4, 8}, "abcdefgh").error().code == ErrorCode::Corrupt);
        QVERIFY(offsets({0, 4, 8}, "abcd\xff\xfegh").error().text.contains(QStringLiteral("row 2")));
        SharedFile cut = file(64);
        const int alias = ::dup(cut.fd());
        auto reader = TableReader::open(std::move(cut), table(good));
        VERIFY_OK(reader);
        QCOMPARE(::ftruncate(alias, 4), 0);
        ::close(alias);
        QVERIFY(takeOver(*reader, plain.host().newTable(), {}, plain.host()).error().code == ErrorCode::Corrupt);
    }
    void cancelStops()
    {
        tests::PlainHost plain;
        VERIFY_OK(plain.open());
        VERIFY_OK(plain.connection->run(QStringLiteral("CREATE TABLE t AS SELECT i AS x, i AS __hr_0 FROM range(500000) AS r(i)")));
        plain.cancelled = true;
        const auto schema = plain.schemaOf(QStringLiteral("t"));
        QVERIFY(handOver(QStringLiteral("t"), *schema, {QStringLiteral("__hr_0")}, plain.host()).error().code == ErrorCode::Cancelled);
    }
};

HEADRACE_TEST(TestHandoff)
#include "test_handoff.moc"
