// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/worker_client.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <csignal>

using namespace headrace;
using namespace headrace::host;

class TestWorkerClient : public QObject
{
    Q_OBJECT

    static AskOptions options()
    {
        AskOptions options;
        options.worker.program = QStringLiteral(HEADRACE_BIN_DIR "/fake_worker");
        options.worker.helloMs = 5000;
        return options;
    }
    static QJsonObject pipeline(const QString &op, const QJsonObject &params = {})
    {
        return {{QStringLiteral("pipeline"),
                 QJsonObject{
                     {QStringLiteral("nodes"),
                      QJsonObject{{QStringLiteral("a"), QJsonObject{{QStringLiteral("op"), op}, {QStringLiteral("params"), params}}}}}}},
                {QStringLiteral("options"), QJsonObject()}};
    }

private Q_SLOTS:
    void cleanup() { qunsetenv("FAKE_WORKER"); }

    void asks()
    {
        QStringList events;
        AskOptions with = options();
        with.onEvent = [&events](const QJsonObject &event) { events << event.value(QStringLiteral("event")).toString(); };
        const auto answer = withWorker(QStringLiteral("echo"), {{QStringLiteral("word"), QStringLiteral("x\ny")}}, with);
        VERIFY_OK(answer);
        QCOMPARE(answer->value(QStringLiteral("word")).toString(), QStringLiteral("x\ny"));
        QCOMPARE(events, QStringList{QStringLiteral("log")});
    }
    void sendsWhatNoPipeHolds()
    {
        const QString large(3 << 20, QLatin1Char('z'));
        const auto answer = withWorker(QStringLiteral("echo"), {{QStringLiteral("word"), large}}, options());
        VERIFY_OK(answer);
        QCOMPARE(answer->value(QStringLiteral("word")).toString(), large);
    }
    void handsErrorsOn()
    {
        const auto answer = withWorker(QStringLiteral("run"), pipeline(QStringLiteral("fake.invalid")), options());
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::Invalid);
        QCOMPARE(answer.error().node, QStringLiteral("a"));
        QCOMPARE(answer.error().parameter, QStringLiteral("columns[0]"));
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
        AskOptions with = options();
        with.worker.helloMs = 500;
        with.worker.catalogFingerprint = QStringLiteral("mine");
        const auto answer = withWorker(QStringLiteral("echo"), {}, with);
        QVERIFY(!answer);
        QVERIFY2(answer.error().toString().contains(said), qPrintable(answer.error().toString()));
        QVERIFY(!answer.error().hint.isEmpty());
    }
    void dies_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("said");
        QTest::newRow("crash") << "fake.crash"
                               << "segmentation fault";
        QTest::newRow("abort") << "fake.abort"
                               << "abort";
        QTest::newRow("exit") << "fake.exit"
                              << "exit code 3";
        QTest::newRow("killed") << "fake.killed"
                                << "signal 9";
        QTest::newRow("garbage") << "fake.garbage"
                                 << "no JSON";
        QTest::newRow("half a line") << "fake.half_line"
                                     << "exit code 0";
        QTest::newRow("closed output") << "fake.mute"
                                       << "did not end";
    }
    void dies()
    {
        QFETCH(const QString, op);
        QFETCH(const QString, said);
        QElapsedTimer timer;
        timer.start();
        const auto answer = withWorker(QStringLiteral("run"), pipeline(op), options());
        QVERIFY(!answer);
        QVERIFY2(answer.error().text.contains(said, Qt::CaseInsensitive), qPrintable(answer.error().toString()));
        QVERIFY(timer.elapsed() < 5000);
    }
    void cancels_data()
    {
        QTest::addColumn<QString>("op");
        QTest::newRow("cooperative") << "fake.sleep";
        QTest::newRow("deaf") << "fake.hang";
    }
    void cancels()
    {
        QFETCH(const QString, op);
        StopSignals stop;
        AskOptions with = options();
        with.stop = &stop;
        qint64 since = 0;
        with.onEvent = [&](const QJsonObject &event) {
            if (event.value(QStringLiteral("event")) == QLatin1String("step_started")) {
                ::raise(SIGTERM);
                since = qint64(monotonicSeconds() * 1000);
            }
        };
        const auto answer = withWorker(QStringLiteral("run"), pipeline(op, {{QStringLiteral("ms"), 60000}}), with);
        const qint64 took = qint64(monotonicSeconds() * 1000) - since;
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::Cancelled);
        QVERIFY2(took < 1000, qPrintable(QString::number(took)));
    }
    void timesOut()
    {
        AskOptions with = options();
        with.timeoutSeconds = 0.2;
        const auto answer = withWorker(QStringLiteral("run"), pipeline(QStringLiteral("fake.hang")), with);
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::TimedOut);
    }
};

HEADRACE_TEST(TestWorkerClient)
#include "test_worker_client.moc"
