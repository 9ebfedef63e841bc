// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/operators/bench_node.h"

using namespace headrace;
using namespace headrace::tests;

class TestCheckExpect : public QObject
{
    Q_OBJECT

    Workspace m_workspace;

    const QString m_rows = QStringLiteral("SELECT * FROM (VALUES (1, 'AB', 5.0, 0), (2, 'CD', -1.0, 1), (2, 'x', 'nan'::DOUBLE, 2), (NULL, "
                                          "NULL, NULL, 3), (NULL, 'EF', 11.0, 4)) AS t(id, code, price, \"__hr_0\")");

    /// JSON with ` for ", since moc does not find its way through raw strings.
    static QByteArray json(const char *text) { return QByteArray(text).replace('`', '"'); }

    static QJsonArray expectations(const QByteArray &text) { return QJsonDocument::fromJson(text).array(); }

    BenchNode *make(const QByteArray &text, const QString &sql)
    {
        auto *node = new BenchNode(m_workspace, QStringLiteral("check.expect"), {{QStringLiteral("expectations"), expectations(text)}});
        if (auto done = node->input(QStringLiteral("rows"), sql, {QStringLiteral("__hr_0")}); !done)
            qFatal("%s", qPrintable(done.error().toString()));
        return node;
    }

private Q_SLOTS:
    void counts_data()
    {
        QTest::addColumn<QByteArray>("expectation");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("violations");
        QTest::addColumn<QString>("passing");
        QTest::newRow("not null") << json("{`kind`: `not_null`, `column`: `id`}") << QStringLiteral("not_null_id") << 2
                                  << QStringLiteral("[[0],[1],[2]]");
        QTest::newRow("not null of several") << json("{`kind`: `not_null`, `columns`: [`id`, `code`]}")
                                             << QStringLiteral("not_null_id_code") << 2 << QStringLiteral("[[0],[1],[2]]");
        QTest::newRow("unique") << json("{`kind`: `unique`, `column`: `ID`}") << QStringLiteral("unique_id") << 2
                                << QStringLiteral("[[0],[3],[4]]");
        QTest::newRow("unique together") << json("{`kind`: `unique`, `columns`: [`id`, `code`]}") << QStringLiteral("unique_id_code") << 0
                                         << QStringLiteral("[[0],[1],[2],[3],[4]]");
        QTest::newRow("range") << json("{`kind`: `range`, `column`: `price`, `min`: 0, `max`: 10}") << QStringLiteral("range_price") << 3
                               << QStringLiteral("[[0],[3]]");
        QTest::newRow("range from") << json("{`kind`: `range`, `column`: `price`, `min`: -1}") << QStringLiteral("range_price") << 1
                                    << QStringLiteral("[[0],[1],[3],[4]]");
        QTest::newRow("set") << json("{`kind`: `set`, `column`: `code`, `values`: [`AB`, `it's`]}") << QStringLiteral("set_code") << 3
                             << QStringLiteral("[[0],[3]]");
        QTest::newRow("set of numbers") << json("{`kind`: `set`, `column`: `id`, `values`: [`1`]}") << QStringLiteral("set_id") << 2
                                        << QStringLiteral("[[0],[3],[4]]");
        QTest::newRow("regex") << json("{`kind`: `regex`, `column`: `code`, `pattern`: `[A-Z]%?[A-Z]`}") << QStringLiteral("regex_code")
                               << 1 << QStringLiteral("[[0],[1],[3],[4]]");
        QTest::newRow("condition") << json("{`kind`: `condition`, `condition`: `price > id`, `name`: `dear`}") << QStringLiteral("dear")
                                   << 1 << QStringLiteral("[[0],[2],[3],[4]]");
        QTest::newRow("row count") << json("{`kind`: `row_count`, `min`: 6}") << QStringLiteral("row_count") << 1
                                   << QStringLiteral("[[0],[1],[2],[3],[4]]");
        QTest::newRow("row count holds") << json("{`kind`: `row_count`, `min`: 5, `max`: 5}") << QStringLiteral("row_count") << 0
                                         << QStringLiteral("[[0],[1],[2],[3],[4]]");
    }

    void counts()
    {
        QFETCH(QByteArray, expectation);
        QFETCH(QString, name);
        QFETCH(int, violations);
        QFETCH(QString, passing);
        QByteArray warn = expectation;
        warn.chop(1);
        const std::unique_ptr<BenchNode> node(make('[' + warn + ", \"severity\": \"warn\"}]", m_rows));
        const auto relations = node->runAndBind();
        VERIFY_OK(relations);
        QCOMPARE(node->metrics.value(QStringLiteral("rows/%1_violations").arg(name), -1), double(violations));
        QCOMPARE(node->warnings.size(), violations > 0 ? 1 : 0);
        const auto rows = node->connection().rows(
            QStringLiteral("SELECT __hr_0 FROM (%1) ORDER BY 1").arg((*relations)[QStringLiteral("passing")].sql));
        VERIFY_OK(rows);
        QCOMPARE(compact(*rows), passing);
        // Passing and failing are all rows, each once.
        const auto sum = node->connection().scalar(
            QStringLiteral("SELECT count(DISTINCT __hr_0) FROM (SELECT __hr_0 FROM (%1) UNION ALL SELECT __hr_0 FROM (%2))")
                .arg((*relations)[QStringLiteral("passing")].sql, (*relations)[QStringLiteral("failing")].sql));
        VERIFY_OK(sum);
        QCOMPARE(sum->toInt(), 5);
        // The same expectation stops the run unless it holds.
        const std::unique_ptr<BenchNode> stops(make('[' + expectation + ']', m_rows));
        const auto stopped = stops->run();
        QCOMPARE(stopped.ok(), violations == 0);
        if (!stopped) {
            QVERIFY(stopped.error().code == ErrorCode::Failed);
            QVERIFY2(stopped.error().text.contains(name), qPrintable(stopped.error().text));
        }
    }

    void failingRowsNameWhatTheyBreak()
    {
        const std::unique_ptr<BenchNode> node(
            make(json("[{`kind`: `not_null`, `column`: `id`, `severity`: `warn`}, {`kind`: `range`, `column`: `price`, `max`: 10, "
                      "`severity`: `warn`, `name`: `dear; 'x'`}, {`kind`: `not_null`, `column`: `id`, `severity`: `warn`}, {`kind`: "
                      "`unique`, `column`: `id`, `severity`: `warn`}]"),
                 m_rows));
        QCOMPARE(rowsText(*node, QStringLiteral("failing"), QStringLiteral("id, violations")),
                 QStringLiteral("[[2,\"unique_id\"],[2,\"dear; 'x'; unique_id\"],[null,\"not_null_id; "
                                "not_null_id_2\"],[null,\"not_null_id; dear; 'x'; not_null_id_2\"]]"));
        QCOMPARE(node->schema.names(),
                 (QStringList{QStringLiteral("id"), QStringLiteral("code"), QStringLiteral("price"), QStringLiteral("violations")}));
        const std::unique_ptr<BenchNode> taken(make(json("[{`kind`: `not_null`, `column`: `violations`, `severity`: `warn`}]"),
                                                    QStringLiteral("SELECT NULL::INTEGER AS violations, 0 AS \"__hr_0\"")));
        QCOMPARE(rowsText(*taken, QStringLiteral("failing")), QStringLiteral("[[null,\"not_null_violations\"]]"));
        QCOMPARE(taken->schema.names(), (QStringList{QStringLiteral("violations"), QStringLiteral("violations_1")}));
    }

    void theErrorHasCountsAndExamples()
    {
        const std::unique_ptr<BenchNode> node(make(json("[{`kind`: `set`, `column`: `code`, `values`: [`AB`]}, {`kind`: `row_count`, "
                                                        "`max`: 3}, {`kind`: `not_null`, `column`: `price`, `severity`: `warn`}]"),
                                                   m_rows));
        const auto done = node->run();
        QVERIFY(!done);
        QCOMPARE(done.error().text,
                 QStringLiteral("The rows are not as expected: set_code ('code' is one of AB): 3 of 5 rows break it, such as CD, EF, x; "
                                "row_count (the number of rows is at most 3): there are 5."));
        QCOMPARE(done.error().node, QStringLiteral("node"));
        QCOMPARE(node->warnings, QStringList{QStringLiteral("not_null_price ('price' is not missing): 1 of 5 rows break it.")});
    }

    void emptyInputAndNoExpectations()
    {
        const std::unique_ptr<BenchNode> empty(make(json("[{`kind`: `not_null`, `column`: `a`}, {`kind`: `unique`, `column`: `a`}]"),
                                                    QStringLiteral("SELECT 1 AS a, 0 AS \"__hr_0\" LIMIT 0")));
        QCOMPARE(rowsText(*empty, QStringLiteral("passing")), QStringLiteral("[]"));
        const std::unique_ptr<BenchNode> none(make("[]", m_rows));
        QCOMPARE(rowsText(*none, QStringLiteral("failing")), QStringLiteral("[]"));
        QCOMPARE(rowsText(*none, QStringLiteral("passing"), QStringLiteral("code")),
                 QStringLiteral("[[\"AB\"],[\"CD\"],[\"x\"],[null],[\"EF\"]]"));
    }

    void hostileNames()
    {
        const std::unique_ptr<BenchNode> node(make(
            json("[{`kind`: `unique`, `column`: `a\\`; --\\n`, `severity`: `warn`}, {`kind`: `set`, `column`: `a\\`; --\\n`, `values`: "
                 "[`'; DROP TABLE t; --`], `severity`: `warn`}]"),
            QStringLiteral("SELECT * FROM (VALUES ('x', 0), ('x', 1), ('''; DROP TABLE t; --', 2)) AS t(\"a\"\"; --\n\", \"__hr_0\")")));
        QCOMPARE(rowsText(*node, QStringLiteral("passing")), QStringLiteral("[[\"'; DROP TABLE t; --\"]]"));
    }

    void mistakes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("parameter");
        QTest::newRow("no column") << json("[{`kind`: `not_null`}]") << QStringLiteral("expectations[0].column");
        QTest::newRow("unknown column") << json("[{`kind`: `not_null`, `column`: `prise`}]") << QStringLiteral("expectations[0].column");
        QTest::newRow("no bound") << json("[{`kind`: `range`, `column`: `price`}]") << QStringLiteral("expectations[0].min");
        QTest::newRow("bounds") << json("[{`kind`: `row_count`, `min`: 2, `max`: 1}]") << QStringLiteral("expectations[0].max");
        QTest::newRow("range of text") << json("[{`kind`: `range`, `column`: `code`, `min`: 1}]")
                                       << QStringLiteral("expectations[0].column");
        QTest::newRow("no values") << json("[{`kind`: `set`, `column`: `code`}]") << QStringLiteral("expectations[0].values");
        QTest::newRow("value of another type") << json("[{`kind`: `set`, `column`: `id`, `values`: [`1`, `x`]}]")
                                               << QStringLiteral("expectations[0].values[1]");
        QTest::newRow("pattern") << json("[{`kind`: `row_count`, `min`: 1}, {`kind`: `regex`, `column`: `code`, `pattern`: `(`}]")
                                 << QStringLiteral("expectations[1].pattern");
        QTest::newRow("condition") << json("[{`kind`: `condition`, `condition`: `price +`}]")
                                   << QStringLiteral("expectations[0].condition");
        QTest::newRow("no boolean") << json("[{`kind`: `condition`, `condition`: `price + 1`}]")
                                    << QStringLiteral("expectations[0].condition");
    }

    void mistakes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, parameter);
        const std::unique_ptr<BenchNode> node(make(text, m_rows));
        const auto relations = node->bind();
        QVERIFY(!relations);
        QCOMPARE(relations.error().parameter, parameter);
        QVERIFY(!relations.error().text.isEmpty());
    }
};

HEADRACE_TEST(TestCheckExpect)
#include "test_check_expect.moc"
