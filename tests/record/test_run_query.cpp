// SPDX-License-Identifier: GPL-3.0-or-later
// The run filter language: what it means on a store, and where it says that something is wrong.
#include "engine/record/run_query.h"
#include "tests/record/sample.h"
#include "tests/support/registry.h"

#include <QRandomGenerator>

#include <limits>

using namespace headrace;
using namespace headrace::record;

class TestRunQuery : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Store> m_store;

    void add(const QString &name, const QMap<QString, QString> &params, const QMap<QString, double> &metrics, const QString &owner = {})
    {
        static qint64 time = 1'700'000'000'000;
        NewRun run = tests::sampleRun(time += 1000);
        run.name = name;
        run.params = params;
        const auto begun = m_store->begin(run);
        QVERIFY(begun.ok());
        auto writer = m_store->writer(begun->row);
        QVERIFY(writer.ok());
        QList<MetricPoint> points;
        for (auto it = metrics.cbegin(); it != metrics.cend(); ++it)
            points << MetricPoint{it.key(), 0, time, it.value()};
        for (const MetricPoint &point : points)
            writer->metric(point);
        QVERIFY(writer->flush().ok());
        if (!owner.isEmpty())
            QVERIFY(m_store->setTag(begun->row, QStringLiteral("owner"), owner).ok());
    }

    QStringList names(const QString &filter, const QString &order = QStringLiteral("start_time"))
    {
        RunFilter f;
        f.filter = filter;
        f.order = order;
        f.limit = 0;
        const auto runs = m_store->runs(f);
        if (!runs)
            return {QStringLiteral("ERROR ") + runs.error().toString()};
        QStringList list;
        for (const RunSummary &run : *runs)
            list << run.name;
        return list;
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto store = Store::open(m_folder.filePath(QStringLiteral("headrace.sqlite")));
        VERIFY_OK(store);
        m_store.emplace(std::move(*store));
        add(QStringLiteral("a"), {{QStringLiteral("rounds"), QStringLiteral("50")}, {QStringLiteral("kind"), QStringLiteral("Tree")}},
            {{QStringLiteral("evaluate/test/roc_auc"), 0.7}, {QStringLiteral("loss"), 0.3}}, QStringLiteral("Ada"));
        add(QStringLiteral("b"), {{QStringLiteral("rounds"), QStringLiteral("9")}, {QStringLiteral("kind"), QStringLiteral("tree")}},
            {{QStringLiteral("evaluate/test/roc_auc"), 0.8}, {QStringLiteral("loss"), std::numeric_limits<double>::quiet_NaN()}});
        add(QStringLiteral("c"), {{QStringLiteral("rounds"), QStringLiteral("100")}, {QStringLiteral("my key"), QStringLiteral("x")}},
            {{QStringLiteral("loss"), 0.1}}, QStringLiteral("alan"));
        add(QStringLiteral("d"), {}, {});
    }

    void meaning_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *filter, const char *expected) {
            QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromUtf8(expected);
        };
        row("", "a b c d");
        row("metrics.loss < 0.2", "c");
        row("metrics.loss <= 0.3", "a c");
        row("metrics.loss != 0.3", "c");  // NaN and absence answer nothing
        row("NOT metrics.loss = 0.3", "b c d");
        row("metrics.`evaluate/test/roc_auc` > 0.75", "b");
        row("metrics.evaluate/test/roc_auc > 0.75", "b");
        row("metric.\"evaluate/test/roc_auc\" >= 0.7 and params.kind = 'tree'", "b");
        row("params.kind LIKE 'T%'", "a");
        row("params.kind ILIKE 't_EE'", "a b");
        row("params.kind NOT LIKE 'T%'", "b");
        row("params.rounds = '50'", "a");
        row("params.rounds > 10", "a c");  // as numbers: 9 is less than 10
        row("params.rounds BETWEEN 9 AND 50", "a b");
        row("params.rounds IN ('9', '100')", "b c");
        row("params.rounds NOT IN ('9', '100')", "a");
        row("parameters.`my key` = 'x'", "c");
        row("tags.owner = 'Ada'", "a");
        row("tags.owner != 'Ada'", "c");
        row("tags.owner IS NULL", "b d");
        row("tags.owner IS NOT NULL", "a c");
        row("tags.owner = 'Ada' OR metrics.loss < 0.2", "a c");
        row("tags.owner = 'Ada' OR params.kind = 'tree' AND metrics.loss < 0.2", "a");  // AND binds closer
        row("(tags.owner = 'Ada' OR params.kind = 'tree') AND NOT metrics.loss = 0.3", "b");
        row("run_name = 'd'", "d");
        row("attributes.run_name IN ('d', 'a')", "a d");
        row("attr.name ilike 'B'", "b");
        row("status = 'RUNNING'", "a b c d");
        row("status IN ('FINISHED', 'failed')", "");
        row("status != 'KILLED'", "a b c d");
        row("start_time > 0 and end_time > 0", "");
        row("starred = true", "");
        row("starred = false AND name = 'a'", "a");
        row("params.kind = 'it''s'", "");
    }
    void meaning()
    {
        QFETCH(const QString, filter);
        QFETCH(const QString, expected);
        QCOMPARE(names(filter).join(QLatin1Char(' ')), expected);
    }

    void order()
    {
        QCOMPARE(names({}, QStringLiteral("metrics.loss")).join(QLatin1Char(' ')), QStringLiteral("c a d b"));
        QCOMPARE(names({}, QStringLiteral("metrics.loss DESC")).join(QLatin1Char(' ')), QStringLiteral("a c d b"));
        QCOMPARE(names({}, QStringLiteral("params.rounds DESC, name")).join(QLatin1Char(' ')), QStringLiteral("c a b d"));
        QCOMPARE(names({}, {}).join(QLatin1Char(' ')), QStringLiteral("d c b a"));
    }

    void mistakesAreMarked_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("position");
        const auto row = [](const char *filter, int position) { QTest::newRow(filter) << QString::fromUtf8(filter) << position; };
        row("metrics.loss <", 14);
        row("metrics.loss < 'abc'", 15);
        row("metrics.loss", 12);
        row("metrics.", 8);
        row("metrics.loss < 1 params.a = 'b'", 17);
        row("stats = 'done'", 0);
        row("status = 'sleeping'", 9);
        row("status < 'done'", 7);
        row("metricz.loss < 1", 0);
        row("(metrics.loss < 1", 17);
        row("params.kind = 'open", 14);
        row("metrics.loss LIKE 'a'", 13);
        row("run_name = 5", 11);
        row("params.a IN 'b'", 12);
        row("datasets.colour = 'x'", 9);
        row("1 = 1", 0);
    }
    void mistakesAreMarked()
    {
        QFETCH(const QString, filter);
        QFETCH(const int, position);
        const auto parsed = parseRunFilter(filter);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().position, position);
        QVERIFY(!parsed.error().hint.isEmpty());
    }

    void nothingOfTheUserEntersTheSql()
    {
        const auto parsed = parseRunFilter(QStringLiteral("metrics.`x'; DROP TABLE runs; --` > 1 AND params.a = '\"; DROP TABLE runs'"));
        VERIFY_OK(parsed);
        QVERIFY(!parsed->sql.contains(QLatin1String("DROP")));
        QCOMPARE(names(QStringLiteral("metrics.`x'; DROP TABLE runs; --` > 1")).join(QLatin1Char(' ')), QString());
        QCOMPARE(names({}).size(), 4);
    }

    void anyTextIsParsedOrRefused()
    {
        QRandomGenerator random(11);
        const QStringList pieces{QStringLiteral("metrics.a < 1"),
                                 QStringLiteral("params.b IN ('x', 'y')"),
                                 QStringLiteral("metrics."),
                                 QStringLiteral("a"),
                                 QStringLiteral(" < "),
                                 QStringLiteral("1"),
                                 QStringLiteral("'x'"),
                                 QStringLiteral("("),
                                 QStringLiteral(")"),
                                 QStringLiteral(" AND "),
                                 QStringLiteral(" NOT "),
                                 QStringLiteral("`"),
                                 QStringLiteral("\""),
                                 QStringLiteral(" IN "),
                                 QStringLiteral(","),
                                 QStringLiteral("status"),
                                 QStringLiteral("="),
                                 QStringLiteral("-"),
                                 QStringLiteral(" IS NULL"),
                                 QString(QChar(0x1F600 & 0xFFFF)),
                                 QStringLiteral("params.b")};
        int good = 0;
        for (int round = 0; round < 20000; ++round) {
            QString text;
            for (int i = random.bounded(12); i >= 0; --i)
                text += pieces.at(random.bounded(int(pieces.size())));
            const auto parsed = parseRunFilter(text);
            if (!parsed) {
                QVERIFY(parsed.error().position >= 0 && parsed.error().position <= text.size());
                continue;
            }
            ++good;
            QVERIFY2(!names(text).join(QLatin1Char(' ')).startsWith(QLatin1String("ERROR")), qPrintable(text));
        }
        QVERIFY(good > 20);
        QVERIFY(!parseRunFilter(QString(5000, QLatin1Char('('))).ok());
    }

    void completion()
    {
        const FilterWords known{{QStringLiteral("evaluate/test/roc_auc"), QStringLiteral("my loss")}, {QStringLiteral("rounds")}, {}};
        FilterCompletion c = completeRunFilter(QStringLiteral("params.rounds = '5' AND roc"), 27, known);
        QCOMPARE(c.start, 24);
        QCOMPARE(c.words.first(), QStringLiteral("metrics.evaluate/test/roc_auc"));
        c = completeRunFilter(QStringLiteral("metrics.`my"), 11, known);
        QCOMPARE(c.start, 0);
        QCOMPARE(c.words.first(), QStringLiteral("metrics.`my loss`"));
    }
};

HEADRACE_TEST(TestRunQuery)
#include "test_run_query.moc"
