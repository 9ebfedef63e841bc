// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_control.h"

#include "engine/host/run_host.h"
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"
#include "tests/results/workers.h"
#include "tests/support/registry.h"
#include "widgets/results/log_panel.h"
#include "widgets/results/problems_panel.h"
#include "widgets/results/timeline_panel.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace headrace;
using namespace headrace::tests;

class TestRunControl : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WarmWorker> m_worker;

    static Node fake(const QString &op, const QJsonObject &params = {}, const QString &above = {})
    {
        Node node;
        node.op = op;
        node.params = params;
        if (!above.isEmpty())
            node.inputs.insert(QStringLiteral("rows"), {PortRef{above, QStringLiteral("rows")}});
        return node;
    }
    std::unique_ptr<DocumentSession> session(const QMap<QString, Node> &nodes, const QString &file = {}, bool tested = true)
    {
        auto document = std::make_unique<PipelineDocument>();
        document->setHome(m_home->path());
        Pipeline pipeline;
        pipeline.nodes = nodes;
        document->setContent(pipeline, false);
        if (!file.isEmpty() && !document->saveAs(m_home->filePath(file)))
            qFatal("cannot save");
        RunControl::Programs programs;
        programs.host = QStringLiteral(HEADRACE_BIN_DIR "/headrace");
        auto made = std::make_unique<DocumentSession>(std::move(document), embeddedCatalog(), m_worker.get(), nullptr, programs);
        if (tested)
            new QAbstractItemModelTester(made->log(), QAbstractItemModelTester::FailureReportingMode::QtTest, made.get());
        return made;
    }
    static NodeStatus status(const DocumentSession &session, const char *node) { return session.states()->of(QLatin1String(node)).status; }
    static QString logText(const LogModel &log)
    {
        QStringList lines;
        for (int row = 0; row < log.rowCount(); ++row)
            lines << log.line(row).text;
        return lines.join(QLatin1Char('\n'));
    }
    static RunWish all() { return {}; }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("HEADRACE_HOME", m_home->path().toLocal8Bit());
        qputenv("HEADRACE_WORKER", HEADRACE_BIN_DIR "/fake_worker");
        m_worker = std::make_unique<WarmWorker>(fakeWorker());
    }
    void cleanup()
    {
        m_worker.reset();
        qunsetenv("HEADRACE_WORKER");
    }

    void aRunIsFollowedToItsEnd()
    {
        auto session = this->session({{QStringLiteral("a"), fake(QStringLiteral("fake.sleep"), {{QStringLiteral("ms"), 200}})},
                                      {QStringLiteral("b"), fake(QStringLiteral("fake.metrics"), {{QStringLiteral("points"), 5}})},
                                      {QStringLiteral("c"), fake(QStringLiteral("fake.cached"))}});
        QSignalSpy finished(session->run(), &RunControl::finished);
        QSignalSpy points(session->run(), &RunControl::metricPoint);
        QSignalSpy texts(session->run(), &RunControl::statusTextChanged);
        session->run()->run(all());
        QVERIFY(session->run()->isRunning());
        QCOMPARE(int(status(*session, "a")), int(NodeStatus::Queued));
        QTRY_COMPARE_WITH_TIMEOUT(int(status(*session, "a")), int(NodeStatus::Running), 10000);
        QVERIFY(finished.wait(20000));
        const auto outcome = finished[0][0].value<RunOutcome>();
        QCOMPARE(outcome.status, QStringLiteral("done"));
        QVERIFY(!outcome.run.isEmpty());
        QCOMPARE(outcome.figures.cached, 1);
        QCOMPARE(int(status(*session, "a")), int(NodeStatus::Done));
        QCOMPARE(int(status(*session, "c")), int(NodeStatus::Cached));
        QCOMPARE(session->states()->of(QStringLiteral("a")).rows.value(QStringLiteral("rows")), 42);
        QCOMPARE(points.size(), 5);
        QCOMPARE(points[4][1].toString(), QStringLiteral("b/test/loss"));
        QCOMPARE(points[4][3].toDouble(), 0.2);
        QStringList said;
        for (const auto &text : texts)
            said << text[0].toString();
        QVERIFY2(said.join(QLatin1Char('|')).contains(QLatin1String("Running: a, step 1 of 3")), qPrintable(said.join(QLatin1Char('|'))));
        QVERIFY2(session->run()->statusText().contains(QLatin1String("1 of 3 steps from cache")), qPrintable(session->run()->statusText()));
        QCOMPARE(session->run()->spans().size(), 3);
        QVERIFY(session->run()->spans()[0].endMs >= session->run()->spans()[0].startMs);
        QVERIFY(logText(*session->log()).contains(QLatin1String("started")));
        QVERIFY(QDir(m_home->filePath(QStringLiteral("data/orders"))).entryList(QDir::Files).isEmpty());
    }

    void anEditMakesStaleAndUndoBringsBack()
    {
        auto session = this->session({{QStringLiteral("a"), fake(QStringLiteral("fake.ok"))},
                                      {QStringLiteral("b"), fake(QStringLiteral("fake.ok"), {}, QStringLiteral("a"))},
                                      {QStringLiteral("c"), fake(QStringLiteral("fake.ok"))}});
        QSignalSpy finished(session->run(), &RunControl::finished);
        session->run()->run(all());
        QVERIFY(finished.wait(20000));
        QVERIFY(session->document()
                    ->apply({SetNodeParam{QStringLiteral("a"), QStringLiteral("x"), QJsonValue(1)}}, QStringLiteral("Set"))
                    .ok());
        QTRY_COMPARE(int(status(*session, "a")), int(NodeStatus::Stale));
        QTRY_COMPARE(int(status(*session, "b")), int(NodeStatus::Stale));
        QCOMPARE(int(status(*session, "c")), int(NodeStatus::Done));
        session->document()->undoStack()->undo();
        QTRY_COMPARE(int(status(*session, "b")), int(NodeStatus::Done));
        QCOMPARE(int(status(*session, "a")), int(NodeStatus::Done));
        QVERIFY(session->document()->apply({SetPosition{QStringLiteral("a"), QPointF(3, 3)}}, QStringLiteral("Move")).ok());
        QTest::qWait(100);
        QCOMPARE(int(status(*session, "a")), int(NodeStatus::Done));
    }

    void failuresAreSaidAtTheirNode_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("said");
        QTest::newRow("fails") << "fake.fail"
                               << "It went wrong.";
        QTest::newRow("crashes") << "fake.crash"
                                 << "segmentation fault";
        QTest::newRow("killed") << "fake.killed"
                                << "killed";
        QTest::newRow("garbage") << "fake.garbage"
                                 << "JSON";
        QTest::newRow("invalid") << "fake.invalid"
                                 << "There is no column 'x'.";
    }
    void failuresAreSaidAtTheirNode()
    {
        QFETCH(const QString, op);
        QFETCH(const QString, said);
        auto session = this->session({{QStringLiteral("a"), fake(op)}, {QStringLiteral("b"), fake(QStringLiteral("fake.ok"))}});
        const Pipeline before = session->document()->pipeline();
        QSignalSpy finished(session->run(), &RunControl::finished);
        session->run()->run(all());
        QVERIFY(finished.wait(20000));
        const auto outcome = finished[0][0].value<RunOutcome>();
        QCOMPARE(outcome.status, QStringLiteral("failed"));
        const NodeState state = session->states()->of(QStringLiteral("a"));
        QCOMPARE(int(state.status), int(NodeStatus::Failed));
        QVERIFY2(state.message.contains(said), qPrintable(state.message));
        QVERIFY(!state.hint.isEmpty());
        QCOMPARE(int(status(*session, "b")), int(NodeStatus::Idle));
        QVERIFY(session->document()->pipeline() == before);
        QVERIFY2(logText(*session->log()).contains(said), qPrintable(logText(*session->log())));
    }

    void cancelAnswersThoughTheWorkerHangs()
    {
        auto session = this->session({{QStringLiteral("a"), fake(QStringLiteral("fake.hang"))}});
        QSignalSpy finished(session->run(), &RunControl::finished);
        session->run()->run(all());
        QTRY_COMPARE_WITH_TIMEOUT(int(status(*session, "a")), int(NodeStatus::Running), 10000);
        QElapsedTimer clock;
        clock.start();
        session->run()->cancel();
        QVERIFY(session->run()->phase() == RunControl::Phase::Cancelling);
        QVERIFY(finished.wait(5000));
        QVERIFY2(clock.elapsed() < 2500, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(finished[0][0].value<RunOutcome>().status, QStringLiteral("cancelled"));
        QVERIFY(!session->run()->isRunning());
    }

    void wishesQueue()
    {
        auto session = this->session({{QStringLiteral("a"), fake(QStringLiteral("fake.sleep"), {{QStringLiteral("ms"), 150}})}});
        QSignalSpy finished(session->run(), &RunControl::finished);
        QSignalSpy queue(session->run(), &RunControl::queueChanged);
        session->run()->run(all());
        session->run()->run(all());
        session->run()->run(all());
        QCOMPARE(session->run()->waiting(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 3, 20000);
        QCOMPARE(queue.size(), 4);
        for (const auto &each : finished)
            QCOMPARE(each[0].value<RunOutcome>().status, QStringLiteral("done"));
    }

    void aRunIsFoundAgainByANewWindow()
    {
        const QMap<QString, Node> nodes{{QStringLiteral("a"), fake(QStringLiteral("fake.sleep"), {{QStringLiteral("ms"), 3000}})},
                                        {QStringLiteral("b"), fake(QStringLiteral("fake.metrics"))}};
        QString id;
        {
            auto first = session(nodes, QStringLiteral("p.pipeline.json"));
            first->run()->run(all());
            QTRY_COMPARE_WITH_TIMEOUT(int(status(*first, "a")), int(NodeStatus::Running), 10000);
            id = first->run()->runId();
        }
        auto again = session(nodes, QStringLiteral("p.pipeline.json"));
        QSignalSpy finished(again->run(), &RunControl::finished);
        QTRY_COMPARE_WITH_TIMEOUT(int(status(*again, "a")), int(NodeStatus::Running), 5000);
        QCOMPARE(again->run()->runId(), id);
        QVERIFY(finished.wait(20000));
        QCOMPARE(finished[0][0].value<RunOutcome>().status, QStringLiteral("done"));
        QCOMPARE(finished[0][0].value<RunOutcome>().run, id);
        again.reset();
        // And once it is over, the next window shows what came of it.
        auto third = session(nodes, QStringLiteral("p.pipeline.json"));
        QTRY_COMPARE_WITH_TIMEOUT(int(status(*third, "b")), int(NodeStatus::Done), 5000);
        QVERIFY2(third->run()->statusText().startsWith(QLatin1String("Last run")), qPrintable(third->run()->statusText()));
    }

    void aHostThatIsKilledIsNotWaitedFor()
    {
        auto session = this->session({{QStringLiteral("a"), fake(QStringLiteral("fake.hang"))}}, QStringLiteral("p.pipeline.json"));
        QSignalSpy finished(session->run(), &RunControl::finished);
        session->run()->run(all());
        QTRY_COMPARE_WITH_TIMEOUT(int(status(*session, "a")), int(NodeStatus::Running), 10000);
        auto store = host::openStore(StorePaths::ofUser());
        VERIFY_OK(store);
        const auto run = store->find(session->run()->runId());
        VERIFY_OK(run);
        QVERIFY(run->host.pid > 0);
        QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-9"), QString::number(run->host.pid)});
        QVERIFY(finished.wait(10000));
        QCOMPARE(finished[0][0].value<RunOutcome>().status, QStringLiteral("interrupted"));
        QCOMPARE(int(status(*session, "a")), int(NodeStatus::Failed));
    }

    void noHostIsSaid()
    {
        auto document = std::make_unique<PipelineDocument>();
        document->setHome(m_home->path());
        RunControl::Programs programs;
        programs.host = QStringLiteral("/nowhere/headrace");
        DocumentSession session(std::move(document), embeddedCatalog(), m_worker.get(), nullptr, programs);
        QSignalSpy finished(session.run(), &RunControl::finished);
        session.run()->run(all());
        QVERIFY(finished.wait(10000));
        QVERIFY(finished[0][0].value<RunOutcome>().errors.value(0).text.contains(QLatin1String("could not be started")));
    }

    void theWindowNeverWaits_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("status");
        QTest::newRow("flood") << "fake.flood"
                               << "done";
        QTest::newRow("metrics") << "fake.metrics"
                                 << "done";
        QTest::newRow("hang") << "fake.hang"
                              << "cancelled";
        QTest::newRow("die") << "fake.crash"
                             << "failed";
    }
    void theWindowNeverWaits()
    {
        QFETCH(const QString, op);
        QFETCH(const QString, status);
        auto session = this->session(
            {{QStringLiteral("a"), fake(op, {{QStringLiteral("lines"), 40000}, {QStringLiteral("points"), 100000}})}}, {}, false);
        // All that watches a run in the window.
        LogPanel log;
        TimelinePanel timeline;
        ProblemsPanel problems;
        const auto watch = [&](auto &panel) {
            panel.resize(900, 300);
            panel.setSession(session.get());
            panel.show();
        };
        watch(log);
        watch(timeline);
        watch(problems);
        int signalCount = 0;
        connect(session->states(), &NodeStates::changed, this, [&signalCount] { ++signalCount; });
        connect(session->log(), &QAbstractItemModel::rowsInserted, this, [&signalCount] { ++signalCount; });
        QSignalSpy finished(session->run(), &RunControl::finished);
        QTest::qWait(200);
        StallWatch stalls;
        QElapsedTimer clock;
        clock.start();
        session->run()->run(all());
        if (status == QLatin1String("cancelled")) {
            QTRY_COMPARE_WITH_TIMEOUT(int(TestRunControl::status(*session, "a")), int(NodeStatus::Running), 10000);
            session->run()->cancel();
        }
        QVERIFY(finished.wait(60000));
        const double seconds = double(clock.elapsed()) / 1000;
        QCOMPARE(finished[0][0].value<RunOutcome>().status, status);
        qInfo("%s: longest stall %.1f ms, %.1f signals a second", qPrintable(op), stalls.worst(), signalCount / seconds);
        QVERIFY2(signalCount / seconds < 62, "more than 30 pieces a second");
        QVERIFY2(stalls.worst() < kMostStallMs, qPrintable(QString::number(stalls.worst())));
        QVERIFY(session->log()->rowCount() <= LogModel::kMostLines);
    }
};

HEADRACE_TEST(TestRunControl)
#include "test_run_control.moc"
