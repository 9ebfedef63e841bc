// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/migrations.h"
#include "tests/record/sample.h"
#include "tests/support/registry.h"

#include <QThread>

#include <atomic>
#include <thread>

using namespace headrace;
using namespace headrace::record;

class TestStore : public QObject
{
    Q_OBJECT

    static QString path(const QTemporaryDir &folder) { return folder.filePath(QStringLiteral("data/headrace.sqlite")); }

private Q_SLOTS:
    void madeOnFirstUse()
    {
        QTemporaryDir folder;
        auto store = Store::open(path(folder));
        VERIFY_OK(store);
        QCOMPARE(store->notice(), QString());
        QVERIFY(store->runs({})->isEmpty());
        QVERIFY(!store->find(QStringLiteral("last")));
        QCOMPARE(store->database().sql().execAndGet("PRAGMA user_version").getInt(), int(migrations().size()));
        QCOMPARE(std::string(store->database().sql().execAndGet("PRAGMA journal_mode").getText()), std::string("wal"));
        QCOMPARE(std::string(store->database().sql().execAndGet("PRAGMA integrity_check").getText()), std::string("ok"));
    }
    void hasRoomForMlflow()
    {
        QTemporaryDir folder;
        auto store = Store::open(path(folder));
        VERIFY_OK(store);
        for (const char *table :
             {"experiments", "experiment_tags", "runs", "params", "run_tags", "metric_points", "latest_metrics", "datasets", "inputs",
              "input_tags", "registered_models", "registered_model_tags", "model_versions", "model_version_tags",
              "registered_model_aliases", "logged_models", "logged_model_params", "logged_model_tags"})
            store->database().sql().exec(std::string("SELECT * FROM ") + table);
        store->database().sql().exec("SELECT lifecycle_stage, user, source_type, source_name, deleted_time FROM runs");
        store->database().sql().exec("SELECT is_nan, timestamp, step FROM metric_points");
    }
    void findsByIdPrefixNameAndLast()
    {
        QTemporaryDir folder;
        auto store = Store::open(path(folder));
        VERIFY_OK(store);
        NewRun first = tests::sampleRun();
        first.id = QString(16, QLatin1Char('a')) + QString(16, QLatin1Char('1'));
        first.name = QStringLiteral("brisk-otter");
        NewRun second = tests::sampleRun();
        second.id = QString(16, QLatin1Char('a')) + QString(16, QLatin1Char('2'));
        VERIFY_OK(store->begin(first));
        VERIFY_OK(store->begin(second));
        QCOMPARE(store->find(first.id)->id, first.id);
        QCOMPARE(store->find(first.id.left(17))->id, first.id);
        QCOMPARE(store->find(QStringLiteral("brisk-otter"))->id, first.id);
        QCOMPARE(store->find(QStringLiteral("last"))->id, second.id);
        const auto ambiguous = store->find(QStringLiteral("aaaa"));
        QVERIFY(!ambiguous && ambiguous.error().code == ErrorCode::Usage);
        const auto near = store->find(QStringLiteral("brisk-oter"));
        QVERIFY(!near && near.error().hint.contains(QStringLiteral("brisk-otter")));
        QVERIFY(!store->find(QStringLiteral("%")));
        QVERIFY(!store->find(QString()));
    }
    void listsAndFilters()
    {
        QTemporaryDir folder;
        auto store = Store::open(path(folder));
        VERIFY_OK(store);
        for (int i = 0; i < 5; ++i) {
            NewRun run = tests::sampleRun(1'700'000'000'000 + i);
            run.experiment = i % 2 ? QStringLiteral("odd") : QString();
            VERIFY_OK(store->begin(run));
        }
        QCOMPARE(store->runs({})->size(), qsizetype(5));
        QVERIFY(store->runs({})->first().startMs > store->runs({})->last().startMs);
        QCOMPARE(store->runs({QStringLiteral("odd"), 0, false})->size(), qsizetype(2));
        QCOMPARE(store->runs({QString(), 3, false})->size(), qsizetype(3));
        QCOMPARE(store->recentNames(10)->size(), qsizetype(5));
    }
    void annotates()
    {
        QTemporaryDir folder;
        auto store = Store::open(path(folder));
        VERIFY_OK(store);
        const auto run = store->begin(tests::sampleRun());
        VERIFY_OK(run);
        VERIFY_OK(store->setStarred(run->row, true, 5));
        VERIFY_OK(store->setNote(run->row, QStringLiteral("good"), 5));
        VERIFY_OK(store->setTag(run->row, QStringLiteral("k"), QStringLiteral("v")));
        QVERIFY(store->find(run->id)->starred);
        QCOMPARE(store->find(run->id)->note, QStringLiteral("good"));
        VERIFY_OK(store->setTag(run->row, QStringLiteral("k"), std::nullopt));
        VERIFY_OK(store->setStarred(run->row, false, 5));
        QVERIFY(store->find(run->id)->tags.isEmpty() && !store->find(run->id)->starred);
        VERIFY_OK(store->trust(QStringLiteral("ff"), QStringLiteral("/x.py"), 5));
        QCOMPARE(*store->trusted(), QStringList{QStringLiteral("ff")});
    }
    void keepsTheKeysOfStarredRuns()
    {
        QTemporaryDir folder;
        auto store = Store::open(path(folder));
        VERIFY_OK(store);
        const auto run = store->begin(tests::sampleRun());
        VERIFY_OK(run);
        auto writer = store->writer(run->row);
        VERIFY_OK(writer);
        writer->step({QStringLiteral("a"), {}, {}, QStringLiteral("key-a")});
        VERIFY_OK(writer->flush());
        QVERIFY(store->keptKeys()->isEmpty());
        VERIFY_OK(store->setStarred(run->row, true, 5));
        QCOMPARE(*store->keptKeys(), QSet<QString>{QStringLiteral("key-a")});
    }
    void interrupted_data()
    {
        QTest::addColumn<bool>("alive");
        QTest::addColumn<QString>("boot");
        QTest::addColumn<int>("secondsSinceHeartbeat");
        QTest::addColumn<bool>("interrupted");
        QTest::newRow("runs") << true << "boot" << 1 << false;
        QTest::newRow("runs, but slept through its heartbeats") << true << "boot" << 4000 << false;
        QTest::newRow("died just now") << false << "boot" << 0 << true;
        QTest::newRow("died, and the clock was set back") << false << "boot" << -4000 << true;
        QTest::newRow("runs, and the clock was set back") << true << "boot" << -4000 << false;
        QTest::newRow("in another container, alive") << false << "other" << 5 << false;
        QTest::newRow("of another boot") << true << "other" << 100 << true;
        QTest::newRow("of another boot, and the clock was set back") << true << "other" << -100 << true;
    }
    void interrupted()
    {
        QFETCH(const bool, alive);
        QFETCH(const QString, boot);
        QFETCH(const int, secondsSinceHeartbeat);
        QFETCH(const bool, interrupted);
        QTemporaryDir folder;
        auto store = Store::open(path(folder));
        VERIFY_OK(store);
        const auto begun = store->begin(tests::sampleRun());
        VERIFY_OK(begun);
        auto writer = store->writer(begun->row);
        VERIFY_OK(writer);
        writer->step({QStringLiteral("a"), {}, {}, {}, QStringLiteral("done")});
        writer->step({QStringLiteral("b"), {}, {}, {}, QStringLiteral("running")});
        VERIFY_OK(writer->flush());
        const auto marked = store->markInterrupted(
            [alive](const HostIdentity &host) { return alive && host.pid == 100 && host.started == 200; }, boot,
            1'700'000'000'000 + qint64(secondsSinceHeartbeat) * 1000);
        VERIFY_OK(marked);
        QCOMPARE(!marked->isEmpty(), interrupted);
        const auto run = store->find(begun->id);
        QVERIFY(run->status == (interrupted ? RunStatus::Interrupted : RunStatus::Running));
        QCOMPARE(store->steps(begun->row)->value(0).status, QStringLiteral("done"));
        QCOMPARE(store->steps(begun->row)->value(1).status, interrupted ? QStringLiteral("interrupted") : QStringLiteral("running"));
        if (interrupted)
            QVERIFY(run->errors.first().toObject().value(QStringLiteral("hint")).toString().contains(run->name));
    }
    void twoHostsAtOnce()
    {
        QTemporaryDir folder;
        const QString file = path(folder);
        std::atomic<int> failures = 0;
        const auto host = [&](int number) {
            auto store = Store::open(file);  // both may be first
            if (!store) {
                ++failures;
                return;
            }
            for (int i = 0; i < 20; ++i) {
                NewRun run = tests::sampleRun();
                run.name = QStringLiteral("h%1-%2").arg(number).arg(i);
                const auto begun = store->begin(run);
                auto writer = begun ? store->writer(begun->row) : Result<RunWriter>(begun.error());
                if (!writer) {
                    ++failures;
                    continue;
                }
                for (int s = 0; s < 50; ++s) {
                    writer->step({QString::number(s), {}, {}, {}, QStringLiteral("done")});
                    writer->metric({QStringLiteral("m"), s, 1, double(s)});
                    if (s % 10 == 0)
                        (void)writer->flush();  // may be busy: the next one carries on
                }
                failures += !writer->finish(RunStatus::Done, 1, 1, {}, {});
            }
        };
        {
            std::thread one(host, 1), two(host, 2), three(host, 3);
            one.join();
            two.join();
            three.join();
        }
        QCOMPARE(failures.load(), 0);
        auto store = Store::open(file);
        VERIFY_OK(store);
        const auto runs = store->runs({QString(), 0, false});
        QCOMPARE(runs->size(), qsizetype(60));
        for (const RunSummary &run : *runs) {
            QCOMPARE(store->steps(run.row)->size(), qsizetype(50));
            QCOMPARE(store->metricHistory(run.row, QStringLiteral("m"))->size(), qsizetype(50));
        }
    }
};

HEADRACE_TEST(TestStore)
#include "test_store.moc"
