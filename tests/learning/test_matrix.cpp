// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/matrix.h"
#include "tests/support/registry.h"

#include <QJsonArray>

#include <cmath>

using namespace headrace;
using namespace headrace::learning;

class TestMatrix : public QObject
{
    Q_OBJECT
    std::unique_ptr<data::Session> m_session;
    std::unique_ptr<data::Connection> m_connection;

    /// The schema of a SELECT, without hidden columns.
    data::Schema schemaOf(const QString &sql)
    {
        data::Schema schema;
        const auto columns = m_connection->describe(sql);
        if (!columns)
            qFatal("%s", qPrintable(columns.error().toString()));
        for (const data::Column &column : *columns)
            if (!column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
                schema.columns << column;
        return schema;
    }

    Result<Matrix> read(const QString &sql, const QStringList &identity, const MatrixSpec &spec)
    {
        return readMatrix(*m_connection, QLatin1Char('(') + sql + QLatin1Char(')'), schemaOf(sql), identity, spec);
    }

    static std::vector<float> flat(const Matrix &matrix)
    {
        std::vector<float> all;
        for (const Matrix::Segment &segment : matrix.segments())
            all.insert(all.end(), segment.rows, segment.rows + segment.count * matrix.columns());
        return all;
    }

    QString failure(const QString &sql, const MatrixSpec &spec)
    {
        const auto result = read(sql, {}, spec);
        return result ? QString() : result.error().toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto session = data::Session::open({.threads = 2});
        VERIFY_OK(session);
        m_session = std::move(*session);
        m_connection = std::move(*m_session->connect());
        VERIFY_OK(m_connection->run(QStringLiteral(
            "CREATE TABLE big AS SELECT (i * 7919) % 150001 AS id, i % 13 AS a, (i * 7919) % 150001 / 3.0 AS b FROM range(150001) t(i)")));
    }

    void everyNumericTypeIsRead()
    {
        const QString sql = QStringLiteral("SELECT true AS b, (-1)::TINYINT AS i1, 2::UTINYINT AS u1, (-3)::SMALLINT AS i2, 4::USMALLINT "
                                           "AS u2, (-5)::INTEGER AS i4, 6::UINTEGER AS u4, "
                                           "(-7)::BIGINT AS i8, 8::UBIGINT AS u8, 9::HUGEINT AS i16, 10::UHUGEINT AS u16, 1.5::FLOAT AS f, "
                                           "2.5::DOUBLE AS d, 3.25::DECIMAL(9,2) AS n, "
                                           "12345678901234567890.5::DECIMAL(38,1) AS big");
        const QStringList names = numericColumns(schemaOf(sql));
        QCOMPARE(names.size(), 15);
        const auto matrix = read(sql, {}, {.features = names});
        VERIFY_OK(matrix);
        const std::vector<float> expected{1, -1, 2, -3, 4, -5, 6, -7, 8, 9, 10, 1.5F, 2.5F, 3.25F, 12345678901234567890.5F};
        QCOMPARE(flat(*matrix), expected);
    }

    void missingValuesBecomeNaN()
    {
        const auto matrix = read(QStringLiteral("SELECT * FROM (VALUES (1, 1.0::DOUBLE), (NULL, 'nan'::DOUBLE), (3, NULL)) t(i, d)"), {},
                                 {.features = {QStringLiteral("i"), QStringLiteral("d")}});
        VERIFY_OK(matrix);
        QCOMPARE(matrix->missing(), (std::vector<size_t>{1, 2}));
        QCOMPARE(matrix->rows(), size_t(3));
        size_t missing = 0;
        for (const float value : flat(*matrix))
            missing += std::isnan(value);
        QCOMPARE(missing, size_t(3));
    }

    void rowsComeInTheOrderOfTheIdentity_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QStringList>("identity");
        const QString big = QStringLiteral("SELECT a, b, id AS __hr_0, id % 2 AS __hr_1, id::VARCHAR AS __hr_2 FROM big");
        QTest::newRow("one number") << big << QStringList{QStringLiteral("__hr_0")};
        QTest::newRow("first decides") << big << QStringList{QStringLiteral("__hr_0"), QStringLiteral("__hr_1")};
        QTest::newRow("both decide") << big << QStringList{QStringLiteral("__hr_1"), QStringLiteral("__hr_0")};
        QTest::newRow("first decides, second is text") << big << QStringList{QStringLiteral("__hr_0"), QStringLiteral("__hr_2")};
        QTest::newRow("text decides") << big << QStringList{QStringLiteral("__hr_1"), QStringLiteral("__hr_2")};
        QTest::newRow("all columns") << QStringLiteral("SELECT a, b FROM big") << QStringList{};
        const QString odd = QStringLiteral("SELECT a, b, CASE WHEN id % 3 = 0 THEN NULL ELSE id - 50000 END AS __hr_0, id AS __hr_1, "
                                           "CASE id WHEN 7 THEN -9223372036854775808 WHEN 8 THEN NULL ELSE id END AS __hr_2, "
                                           "'2020-01-01'::TIMESTAMP + INTERVAL (75000 - id) SECOND AS __hr_3 FROM big");
        QTest::newRow("missing keys first") << odd << QStringList{QStringLiteral("__hr_0"), QStringLiteral("__hr_1")};
        QTest::newRow("the smallest number is not missing") << odd << QStringList{QStringLiteral("__hr_2")};
        QTest::newRow("times") << odd << QStringList{QStringLiteral("__hr_3")};
        const QString join = QStringLiteral("SELECT big.a, other.b, big.id AS __hr_0, other.id AS __hr_1 FROM big LEFT JOIN "
                                            "(SELECT * FROM big WHERE id % 3 < 2) other ON big.id // 3 = other.id // 3");
        QTest::newRow("several matches of a row") << join << QStringList{QStringLiteral("__hr_0"), QStringLiteral("__hr_1")};
    }

    void rowsComeInTheOrderOfTheIdentity()
    {
        QFETCH(const QString, from);
        QFETCH(const QStringList, identity);
        const data::Schema schema = schemaOf(from);
        const auto ordered = m_connection->rows(QStringLiteral("SELECT a, b FROM (%1) %2").arg(from, data::orderClause(schema, identity)));
        VERIFY_OK(ordered);
        const QJsonArray &expected = *ordered;
        for (const bool segmented : {false, true}) {
            const auto matrix = read(from, identity, {.features = {QStringLiteral("a"), QStringLiteral("b")}, .segmented = segmented});
            VERIFY_OK(matrix);
            QCOMPARE(qsizetype(matrix->rows()), expected.size());
            if (!segmented)
                QCOMPARE(matrix->segments().size(), size_t(1));
            const std::vector<float> values = flat(*matrix);
            for (qsizetype i = 0; i < expected.size(); ++i) {
                const QJsonArray row = expected[i].toArray();
                const float a = values[size_t(i) * 2];
                const float b = values[size_t(i) * 2 + 1];
                if (a != float(row[0].toDouble()) || (row[1].isNull() ? !std::isnan(b) : b != float(row[1].toDouble())))
                    QFAIL(qPrintable(QStringLiteral("row %1 differs").arg(i)));
            }
        }
    }

    void classesAreSorted_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QStringList>("classes");
        QTest::addColumn<QList<double>>("labels");
        QTest::newRow("texts") << QStringLiteral("'b', 'Ä', 'a', 'b', 'B'")
                               << QStringList{QStringLiteral("B"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("Ä")}
                               << QList<double>{2, 3, 1, 2, 0};
        QTest::newRow("numbers") << QStringLiteral("10, 9, -1, 10")
                                 << QStringList{QStringLiteral("-1"), QStringLiteral("9"), QStringLiteral("10")}
                                 << QList<double>{2, 1, 0, 2};
        QTest::newRow("booleans") << QStringLiteral("true, false, true") << QStringList{QStringLiteral("false"), QStringLiteral("true")}
                                  << QList<double>{1, 0, 1};
        QTest::newRow("doubles") << QStringLiteral("10::DOUBLE, 9.5, 10") << QStringList{QStringLiteral("9.5"), QStringLiteral("10.0")}
                                 << QList<double>{1, 0, 1};
        QTest::newRow("decimals") << QStringLiteral("10.25, 9.50") << QStringList{QStringLiteral("9.50"), QStringLiteral("10.25")}
                                  << QList<double>{1, 0};
        QTest::newRow("dates") << QStringLiteral("DATE '2021-01-01', DATE '2020-01-01'")
                               << QStringList{QStringLiteral("2020-01-01"), QStringLiteral("2021-01-01")} << QList<double>{1, 0};
        QTest::newRow("enumeration") << QStringLiteral("'x'::ENUM('x','b'), 'b'") << QStringList{QStringLiteral("b"), QStringLiteral("x")}
                                     << QList<double>{1, 0};
    }

    void classesAreSorted()
    {
        QFETCH(const QString, values);
        QFETCH(const QStringList, classes);
        QFETCH(const QList<double>, labels);
        const QString sql = QStringLiteral("SELECT unnest([%1]) AS y, unnest(range(%2)) AS x, unnest(range(%2)) AS __hr_0")
                                .arg(values)
                                .arg(labels.size());
        const auto matrix = read(sql, {QStringLiteral("__hr_0")},
                                 {.features = {QStringLiteral("x")}, .target = QStringLiteral("y"), .classes = true});
        VERIFY_OK(matrix);
        QCOMPARE(matrix->classes(), classes);
        QCOMPARE(QList<double>(matrix->labels(), matrix->labels() + matrix->rows()), labels);
        size_t total = 0;
        for (const size_t count : matrix->classCounts())
            total += count;
        QCOMPARE(total, matrix->rows());

        // A second table is coded by the classes of the first, and refuses others.
        MatrixSpec known{.features = {QStringLiteral("x")}, .target = QStringLiteral("y"), .classes = true, .knownClasses = classes};
        const auto again = read(sql + QStringLiteral(" LIMIT 1"), {QStringLiteral("__hr_0")}, known);
        VERIFY_OK(again);
        QCOMPARE(double(again->labels()[0]), labels[0]);
        QCOMPARE(again->classes(), classes);
        known.knownClasses.removeAll(classes[int(labels[0])]);
        const auto unknown = read(sql, {QStringLiteral("__hr_0")}, known);
        QVERIFY(!unknown);
        QVERIFY(unknown.error().text.contains(QLatin1Char('\'') + classes[int(labels[0])] + QLatin1Char('\'')));
    }

    void weightsAndLabelsFollowTheirRows()
    {
        const auto matrix = read(
            QStringLiteral("SELECT id AS x, -id AS y, id + 0.5 AS w, id AS __hr_0 FROM big"), {QStringLiteral("__hr_0")},
            {.features = {QStringLiteral("x")}, .target = QStringLiteral("y"), .weight = QStringLiteral("w"), .segmented = true});
        VERIFY_OK(matrix);
        size_t at = 0;
        for (const Matrix::Segment &segment : matrix->segments())
            for (size_t i = 0; i < segment.count; ++i, ++at)
                if (segment.rows[i] != float(at) || segment.labels[i] != -float(at) || segment.weights[i] != float(double(at) + 0.5))
                    QFAIL(qPrintable(QStringLiteral("row %1 differs").arg(at)));
        QCOMPARE(at, size_t(150001));
    }

    void refusalsNameTheColumnAndTheWayOut_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("weight");
        QTest::addColumn<bool>("classes");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("infinite") << QStringLiteral("SELECT unnest([1, 'inf'::DOUBLE, '-inf'::DOUBLE]) AS x, 1 AS y") << QString() << false
                                  << QStringList{QStringLiteral("'x'"), QStringLiteral("2 rows"), QStringLiteral("infinite")};
        QTest::newRow("too large") << QStringLiteral("SELECT 1e300::DOUBLE AS x, 1 AS y") << QString() << false
                                   << QStringList{QStringLiteral("'x'"), QStringLiteral("too large")};
        QTest::newRow("text") << QStringLiteral("SELECT 'a' AS x, 1 AS y") << QString() << false
                              << QStringList{QStringLiteral("'x'"), QStringLiteral("learn.one_hot")};
        QTest::newRow("date") << QStringLiteral("SELECT DATE '2020-01-01' AS x, 1 AS y") << QString() << false
                              << QStringList{QStringLiteral("'x'"), QStringLiteral("DATE"), QStringLiteral("table.derive")};
        QTest::newRow("no such column") << QStringLiteral("SELECT 1 AS xx, 1 AS y") << QString() << false
                                        << QStringList{QStringLiteral("'x'"), QStringLiteral("'xx'")};
        QTest::newRow("no target value") << QStringLiteral("SELECT 1 AS x, unnest([1, NULL, NULL]) AS y") << QString() << false
                                         << QStringList{QStringLiteral("'y'"), QStringLiteral("2 rows")};
        QTest::newRow("no class") << QStringLiteral("SELECT 1 AS x, unnest(['a', NULL]) AS y") << QString() << true
                                  << QStringList{QStringLiteral("'y'"), QStringLiteral("1 rows")};
        QTest::newRow("infinite target") << QStringLiteral("SELECT 1 AS x, 'inf'::FLOAT AS y") << QString() << false
                                         << QStringList{QStringLiteral("'y'"), QStringLiteral("infinite")};
        QTest::newRow("too many classes") << QStringLiteral("SELECT 1 AS x, unnest(range(5000)) AS y") << QString() << true
                                          << QStringList{QStringLiteral("'y'"), QStringLiteral("1000")};
        QTest::newRow("negative weight") << QStringLiteral("SELECT 1 AS x, 1 AS y, unnest([1, -1]) AS w") << QStringLiteral("w") << false
                                         << QStringList{QStringLiteral("'w'"), QStringLiteral("negative")};
        QTest::newRow("missing weight") << QStringLiteral("SELECT 1 AS x, 1 AS y, unnest([1, NULL]) AS w") << QStringLiteral("w") << false
                                        << QStringList{QStringLiteral("'w'"), QStringLiteral("missing")};
        QTest::newRow("no weight at all") << QStringLiteral("SELECT 1 AS x, 1 AS y, 0 AS w") << QStringLiteral("w") << false
                                          << QStringList{QStringLiteral("'w'"), QStringLiteral("zero")};
        QTest::newRow("target among the features") << QStringLiteral("SELECT 1 AS x, 1 AS y") << QStringLiteral("twice") << false
                                                   << QStringList{QStringLiteral("'x'"), QStringLiteral("target")};
    }

    void refusalsNameTheColumnAndTheWayOut()
    {
        QFETCH(const QString, sql);
        QFETCH(const QString, weight);
        QFETCH(const bool, classes);
        QFETCH(const QStringList, words);
        MatrixSpec spec{.features = {QStringLiteral("x")}, .target = QStringLiteral("y"), .classes = classes, .weight = weight};
        if (weight == QLatin1String("twice")) {
            spec.weight.clear();
            spec.target = QStringLiteral("x");
        }
        const QString text = failure(sql, spec);
        QVERIFY2(!text.isEmpty(), "it was accepted");
        for (const QString &word : words)
            QVERIFY2(text.contains(word), qPrintable(text));
    }

    void hostileNamesAreColumnsLikeOthers()
    {
        const QString name = QStringLiteral("a\"; DROP TABLE big; --\n%1 {in}");
        const QString sql = QStringLiteral("SELECT 4 AS \"a\"\"; DROP TABLE big; --\n%1 {in}\"");
        const auto matrix = read(sql, {}, {.features = {name}});
        VERIFY_OK(matrix);
        QCOMPARE(flat(*matrix), std::vector<float>{4});
    }

    void noRowsGiveAnEmptyMatrix()
    {
        const auto matrix = read(QStringLiteral("SELECT 1 AS x, 'a' AS y WHERE false"), {},
                                 {.features = {QStringLiteral("x")}, .target = QStringLiteral("y"), .classes = true});
        VERIFY_OK(matrix);
        QCOMPARE(matrix->rows(), size_t(0));
        QCOMPARE(matrix->segments().size(), size_t(1));
    }

    void readingStopsWhenAsked()
    {
        const QString sql = QStringLiteral("SELECT a, id AS __hr_0 FROM big");
        const auto stopped = readMatrix(*m_connection, QLatin1Char('(') + sql + QLatin1Char(')'), schemaOf(sql), {QStringLiteral("__hr_0")},
                                        {.features = {QStringLiteral("a")}}, {.cancelled = [] { return true; }});
        QVERIFY(!stopped);
        QVERIFY(stopped.error().code == ErrorCode::Cancelled);
    }
};

HEADRACE_TEST(TestMatrix)
#include "test_matrix.moc"
