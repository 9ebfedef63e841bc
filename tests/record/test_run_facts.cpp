// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/record/sample.h"
#include "tests/support/registry.h"

#include <QRandomGenerator>

#include <cmath>
#include <limits>

using namespace headrace;
using namespace headrace::record;

class TestRunFacts : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Store> m_store;
    BegunRun m_run;
    std::optional<RunWriter> m_writer;

private Q_SLOTS:
    void init()
    {
        m_writer.reset();
        m_store.reset();
        auto store = Store::open(
            m_folder.filePath(QString::number(qint64(QRandomGenerator::global()->generate())) + QStringLiteral("/h.sqlite")));
        VERIFY_OK(store);
        m_store = std::move(*store);
        const auto begun = m_store->begin(tests::sampleRun());
        VERIFY_OK(begun);
        m_run = *begun;
        auto writer = m_store->writer(m_run.row);
        VERIFY_OK(writer);
        m_writer = std::move(*writer);
    }
    void keepsWhatARunWasAskedToDo()
    {
        const auto run = m_store->find(m_run.id);
        VERIFY_OK(run);
        QCOMPARE(run->name, m_run.name);
        QVERIFY(run->status == RunStatus::Running);
        QCOMPARE(run->params.value(QStringLiteral("year")), QStringLiteral("2001"));
        QCOMPARE(run->seed.value(), qint64(7));
        QCOMPARE(run->options.value(QStringLiteral("threads")).toInt(), 2);
        QCOMPARE(run->experiment, QStringLiteral("Default"));
        QCOMPARE(run->host.boot, QStringLiteral("boot"));
        QCOMPARE(run->pipeline, QByteArray("{}"));
    }
    void nothingIsWrittenBeforeFlush()
    {
        m_writer->step({QStringLiteral("a"), QStringLiteral("op"), QStringLiteral("s"), {}});
        QVERIFY(m_store->steps(m_run.row)->isEmpty());
        VERIFY_OK(m_writer->flush());
        QCOMPARE(m_writer->waiting(), qsizetype(0));
        QCOMPARE(m_store->steps(m_run.row)->size(), qsizetype(1));
    }
    void stepsKeepTheOrderOfThePlan()
    {
        for (const QString &node : {QStringLiteral("z"), QStringLiteral("a"), QStringLiteral("m/inner")})
            m_writer->step({node, QStringLiteral("op"), QStringLiteral("s"), {}});
        VERIFY_OK(m_writer->flush());
        Step done{QStringLiteral("a"),
                  QStringLiteral("op"),
                  QStringLiteral("s"),
                  QStringLiteral("key"),
                  QStringLiteral("failed"),
                  2,
                  10,
                  20,
                  0.01,
                  Error(ErrorCode::Failed, QStringLiteral("no")).toJson()};
        m_writer->step(done);
        VERIFY_OK(m_writer->flush());
        const auto steps = m_store->steps(m_run.row);
        VERIFY_OK(steps);
        QCOMPARE(steps->size(), qsizetype(3));
        QCOMPARE((*steps)[0].node, QStringLiteral("z"));
        QCOMPARE((*steps)[1].status, QStringLiteral("failed"));
        QCOMPARE((*steps)[1].attempts, 2);
        QCOMPARE((*steps)[1].error.value(QStringLiteral("text")).toString(), QStringLiteral("no"));
        QVERIFY(!(*steps)[2].durationS);
    }
    void metricsWithEveryKindOfNumber()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        const QString key = QStringLiteral("eval/test/loss");
        m_writer->metric({key, 2, 1000, 0.25});
        m_writer->metric({key, 0, 1000, std::nan("")});
        m_writer->metric({key, 1, 1000, -infinity});
        m_writer->metric({key, 1, 1000, -infinity});  // the same twice is stored once
        m_writer->metric({QStringLiteral("nan"), 0, 1000, std::nan("")});
        VERIFY_OK(m_writer->flush());
        const auto history = m_store->metricHistory(m_run.row, key);
        VERIFY_OK(history);
        QCOMPARE(history->size(), qsizetype(3));
        QVERIFY(std::isnan((*history)[0].value));
        QCOMPARE((*history)[1].value, -infinity);
        QCOMPARE((*history)[2].value, 0.25);
        const auto run = m_store->find(m_run.id);
        VERIFY_OK(run);
        QCOMPARE(run->metrics.value(key), 0.25);
        QVERIFY(std::isnan(run->metrics.value(QStringLiteral("nan"))));
        // An earlier step that comes late does not become the latest.
        m_writer->metric({key, 1, 2000, 9});
        VERIFY_OK(m_writer->flush());
        QCOMPARE(m_store->find(m_run.id)->metrics.value(key), 0.25);
    }
    void outputsAddUp()
    {
        m_writer->output({QStringLiteral("a"),
                          QStringLiteral("rows"),
                          QStringLiteral("table"),
                          {},
                          QJsonArray{QStringLiteral("x")},
                          QStringLiteral("k"),
                          {}});
        m_writer->output({QStringLiteral("a"), QStringLiteral("rows"), QStringLiteral("table"), 5, {}, {}, {}});
        VERIFY_OK(m_writer->flush());
        m_writer->output({QStringLiteral("a"), QStringLiteral("rows"), QStringLiteral("table"), 6, {}, {}, {}});
        VERIFY_OK(m_writer->flush());
        const auto outputs = m_store->outputs(m_run.row);
        VERIFY_OK(outputs);
        QCOMPARE(outputs->size(), qsizetype(1));
        QCOMPARE(outputs->first().rows.value(), qint64(6));
        QCOMPARE(outputs->first().schema.size(), qsizetype(1));
        QCOMPARE(outputs->first().key, QStringLiteral("k"));
    }
    void datasetsAndLineage()
    {
        const DatasetUse use{QStringLiteral("read"),
                             QStringLiteral("input"),
                             QStringLiteral("d.csv"),
                             QStringLiteral("/ws/d.csv"),
                             QStringLiteral("abc"),
                             10,
                             2,
                             {},
                             {}};
        m_writer->dataset(use);
        m_writer->dataset(use);
        m_writer->edge({QStringLiteral("dataset"), QStringLiteral("/ws/d.csv"), QStringLiteral("step"), QStringLiteral("read")});
        m_writer->column({QStringLiteral("f"), QStringLiteral("rows"), QStringLiteral("a.b"), QStringLiteral("read"),
                          QStringLiteral("rows"), QStringLiteral("x"), QStringLiteral("value")});
        m_writer->column({QStringLiteral("f"),
                          QStringLiteral("rows"),
                          {},
                          QStringLiteral("read"),
                          QStringLiteral("rows"),
                          QStringLiteral("y"),
                          QStringLiteral("choosing")});
        m_writer->expression(QStringLiteral("f"), QStringLiteral("rows"), QStringLiteral("a.b"), QStringLiteral("x + 1"));
        VERIFY_OK(m_writer->flush());
        QCOMPARE(m_store->datasets(m_run.row)->size(), qsizetype(1));
        QCOMPARE(m_store->lineage(m_run.row)->size(), qsizetype(1));
        QCOMPARE(m_store->columnLineage(m_run.row)->size(), qsizetype(2));
        QCOMPARE(m_store->columnExpressions(m_run.row)->value(QStringLiteral("f:rows.a.b")), QStringLiteral("x + 1"));
    }
    void finishes()
    {
        m_writer->step({QStringLiteral("a"), QStringLiteral("op"), QStringLiteral("s"), {}, QStringLiteral("done")});
        VERIFY_OK(m_writer->finish(RunStatus::Done, 1'700'000'001'000, 1.0,
                                   QJsonArray{QJsonObject{{QStringLiteral("text"), QStringLiteral("t")}}}, 4096));
        const auto run = m_store->find(QStringLiteral("last"));
        VERIFY_OK(run);
        QVERIFY(run->status == RunStatus::Done);
        QCOMPARE(run->durationS.value(), 1.0);
        QCOMPARE(run->peakMemory.value(), qint64(4096));
        QCOMPARE(run->errors.size(), qsizetype(1));
        QCOMPARE(m_store->steps(m_run.row)->size(), qsizetype(1));
    }
    void aBatchThatFailsWaitsWhole()
    {
        m_writer->step({QStringLiteral("a"), QStringLiteral("op"), QStringLiteral("s"), {}});
        {
            // Another process holds the store.
            auto other = Database::open(m_store->database().path());
            VERIFY_OK(other);
            other->sql().exec("BEGIN IMMEDIATE");
            const auto busy = m_writer->flush();
            QVERIFY(!busy);
            QVERIFY(busy.error().code == ErrorCode::TimedOut);
            QCOMPARE(m_writer->waiting(), qsizetype(1));
        }
        VERIFY_OK(m_writer->flush());
        QCOMPARE(m_store->steps(m_run.row)->size(), qsizetype(1));
    }
    void hostileTexts()
    {
        const QString evil = QStringLiteral("'; DROP TABLE runs; --\"\n%_\\") + QString(255, QLatin1Char('x')) + QChar(0x1F600 >> 10);
        m_writer->step({evil, evil, evil, evil});
        m_writer->metric({evil, 0, 1, 1});
        m_writer->artifact({evil, evil, evil, evil, {}, {}, {}, {}, 1});
        VERIFY_OK(m_writer->flush());
        QCOMPARE(m_store->steps(m_run.row)->first().node, evil);
        QCOMPARE(m_store->artifacts(m_run.row)->first().name, evil);
        QVERIFY(m_store->find(m_run.id)->metrics.contains(evil));
        VERIFY_OK(m_store->setTag(m_run.row, evil, evil));
        QCOMPARE(m_store->find(m_run.id)->tags.value(evil), evil);
        QVERIFY(!m_store->find(evil));
    }
};

HEADRACE_TEST(TestRunFacts)
#include "test_run_facts.moc"
