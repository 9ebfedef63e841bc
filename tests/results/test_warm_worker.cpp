// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/worker/warm_worker.h"

#include "tests/results/workers.h"
#include "tests/support/registry.h"

#include <QSignalSpy>

using namespace headrace;
using namespace headrace::tests;

namespace {
struct Answers {
    QList<Result<QJsonObject>> all;
    WarmWorker::Done take()
    {
        return [this](const Result<QJsonObject> &answer) { all << answer; };
    }
};
}  // namespace

class TestWarmWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("FAKE_WORKER"); }

    void answersInOrder()
    {
        WarmWorker worker(fakeWorker());
        QSignalSpy available(&worker, &WarmWorker::available);
        Answers answers;
        QList<int> order;
        for (int i = 0; i < 50; ++i)
            worker.ask(QStringLiteral("echo"), QJsonObject{{QStringLiteral("n"), i}}, this,
                       [&order](const Result<QJsonObject> &answer) { order << answer->value(QStringLiteral("n")).toInt(); });
        QTRY_COMPARE(order.size(), 50);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(order[i], i);
        QCOMPARE(available.size(), 1);
        QVERIFY(worker.isAvailable());
    }

    void refusalsComeInWords()
    {
        WarmWorker worker(fakeWorker());
        Answers answers;
        worker.ask(QStringLiteral("unheard_of"), QJsonObject(), this, answers.take());
        QTRY_COMPARE(answers.all.size(), 1);
        QVERIFY(!answers.all[0]);
        QVERIFY(answers.all[0].error().text.contains(QLatin1String("unheard_of")));
    }

    void aCrashIsTheAskersAloneAndTheNextIsAnswered()
    {
        WarmWorker worker(fakeWorker());
        QSignalSpy crashed(&worker, &WarmWorker::crashed);
        Answers bad, good;
        worker.ask(QStringLiteral("run"), fakePipeline(QStringLiteral("fake.crash")), this, bad.take());
        worker.ask(QStringLiteral("echo"), QJsonObject(), this, good.take());
        QTRY_COMPARE(good.all.size(), 1);
        QVERIFY(good.all[0]);
        QCOMPARE(bad.all.size(), 1);
        QVERIFY(bad.all[0].error().code == ErrorCode::Crashed);
        QVERIFY2(bad.all[0].error().text.contains(QLatin1String("segmentation fault")), qPrintable(bad.all[0].error().text));
        QCOMPARE(crashed.size(), 1);
        QVERIFY(worker.isAvailable());
    }

    void aHangIsKilledOnCancelAndTheNextIsAnswered()
    {
        WarmWorker worker(fakeWorker());
        Answers hung, good;
        const int id = worker.ask(QStringLiteral("run"), fakePipeline(QStringLiteral("fake.hang")), this, hung.take());
        worker.ask(QStringLiteral("echo"), QJsonObject(), this, good.take());
        QTRY_VERIFY(worker.isAvailable());
        QTest::qWait(100);
        QVERIFY(good.all.isEmpty());
        QElapsedTimer clock;
        clock.start();
        worker.cancel(id);
        QTRY_COMPARE_WITH_TIMEOUT(good.all.size(), 1, 5000);
        QVERIFY2(clock.elapsed() >= 650, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(good.all[0]);
        QVERIFY(hung.all.isEmpty());
    }

    void aCooperativeCancelKeepsTheWorker()
    {
        WarmWorker worker(fakeWorker());
        QSignalSpy available(&worker, &WarmWorker::available);
        QTRY_COMPARE(available.size(), 1);
        Answers slow, good;
        const int id = worker.ask(QStringLiteral("run"), fakePipeline(QStringLiteral("fake.sleep"), {{QStringLiteral("ms"), 10000}}), this,
                                  slow.take());
        QTest::qWait(50);
        worker.cancel(id);
        worker.ask(QStringLiteral("echo"), QJsonObject(), this, good.take());
        QTRY_COMPARE_WITH_TIMEOUT(good.all.size(), 1, 2000);
        QVERIFY(slow.all.isEmpty());
        QCOMPARE(available.size(), 1);
    }

    void aDeadContextGetsNothing()
    {
        WarmWorker worker(fakeWorker());
        bool told = false;
        Answers good;
        {
            QObject context;
            worker.ask(QStringLiteral("echo"), QJsonObject(), &context, [&told](const Result<QJsonObject> &) { told = true; });
        }
        worker.ask(QStringLiteral("echo"), QJsonObject(), this, good.take());
        QTRY_COMPARE(good.all.size(), 1);
        QVERIFY(!told);
    }

    void helloGoesWrong_data()
    {
        QTest::addColumn<QByteArray>("mood");
        QTest::addColumn<QString>("said");
        QTest::newRow("dead") << QByteArray("dead") << "cannot load a library";
        QTest::newRow("protocol") << QByteArray("protocol") << "protocol 99";
        QTest::newRow("catalog") << QByteArray("catalog") << "other operators";
        QTest::newRow("garbage") << QByteArray("garbage") << "no JSON";
        QTest::newRow("silent") << QByteArray("silent") << "did not say hello";
    }
    void helloGoesWrong()
    {
        QFETCH(const QByteArray, mood);
        QFETCH(const QString, said);
        qputenv("FAKE_WORKER", mood);
        host::WorkerOptions options = fakeWorker();
        options.helloMs = 400;
        options.catalogFingerprint = QStringLiteral("mine");
        WarmWorker worker(options);
        QSignalSpy crashed(&worker, &WarmWorker::crashed);
        Answers answers;
        worker.ask(QStringLiteral("echo"), QJsonObject(), this, answers.take());
        QTRY_COMPARE(answers.all.size(), 1);
        QVERIFY(!answers.all[0]);
        QVERIFY2(answers.all[0].error().text.contains(said), qPrintable(answers.all[0].error().text));
        // It is tried again by itself, with pauses, and works once the reason has gone.
        QTRY_VERIFY(crashed.size() >= 2);
        qunsetenv("FAKE_WORKER");
        Answers good;
        QTRY_VERIFY_WITH_TIMEOUT(worker.isAvailable(), 10000);
        worker.ask(QStringLiteral("echo"), QJsonObject(), this, good.take());
        QTRY_COMPARE(good.all.size(), 1);
        QVERIFY(good.all[0]);
        QVERIFY2(crashed.size() < 12, "no pause between the starts");
    }

    void noProgramIsSaid()
    {
        host::WorkerOptions options = fakeWorker();
        options.program = QStringLiteral("/nowhere/headrace-worker");
        WarmWorker worker(options);
        Answers answers;
        worker.ask(QStringLiteral("echo"), QJsonObject(), this, answers.take());
        QTRY_COMPARE(answers.all.size(), 1);
        QVERIFY(!answers.all[0]);
    }

    void theWindowNeverWaits()
    {
        StallWatch watch;
        {
            WarmWorker worker(fakeWorker());
            Answers all;
            int flood = 0;
            connect(&worker, &WarmWorker::eventCame, this, [&flood] { ++flood; });
            QElapsedTimer clock;
            clock.start();
            worker.ask(QStringLiteral("run"), fakePipeline(QStringLiteral("fake.flood"), {{QStringLiteral("lines"), 30000}}), this,
                       all.take());
            QTRY_COMPARE_WITH_TIMEOUT(all.all.size(), 1, 60000);
            QVERIFY2(flood <= clock.elapsed() * 30 / 1000 + 5, qPrintable(QString::number(flood)));
            worker.ask(QStringLiteral("run"), fakePipeline(QStringLiteral("fake.crash")), this, all.take());
            QTRY_COMPARE(all.all.size(), 2);
            const int hung = worker.ask(QStringLiteral("run"), fakePipeline(QStringLiteral("fake.hang")), this, all.take());
            QTest::qWait(300);
            worker.cancel(hung);
            QTest::qWait(900);
            worker.ask(QStringLiteral("run"), fakePipeline(QStringLiteral("fake.garbage")), this, all.take());
            QTRY_COMPARE(all.all.size(), 3);
        }
        qInfo("longest stall of the event loop %.1f ms", watch.worst());
        QVERIFY2(watch.worst() < kMostStallMs, qPrintable(QString::number(watch.worst())));
    }
};

HEADRACE_TEST(TestWarmWorker)
#include "test_warm_worker.moc"
