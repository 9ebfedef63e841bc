// SPDX-License-Identifier: GPL-3.0-or-later
// The host against a worker that does not always behave.
#include "engine/host/run_clients.h"
#include "engine/host/run_host.h"
#include "engine/pipeline/format.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <cmath>
#include <csignal>
#include <sys/mount.h>
#include <thread>

using namespace headrace;
using namespace headrace::host;

class TestRunHost : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;

    StorePaths paths() const { return {m_home->path() + QStringLiteral("/data"), m_home->path() + QStringLiteral("/cache")}; }

    /// A pipeline with one node for each operator, in this order.
    RunOrder order(const QStringList &operators, const QJsonObject &params = {}) const
    {
        RunOrder order;
        for (qsizetype i = 0; i < operators.size(); ++i) {
            Node node;
            node.op = operators[i];
            node.params = params;
            order.pipeline.nodes.insert(QStringLiteral("n%1").arg(i, 5, 10, QLatin1Char('0')), node);
        }
        order.text = writePipeline(order.pipeline);
        order.file = m_home->filePath(QStringLiteral("p.pipeline.json"));
        order.folder = order.workspace = m_home->path();
        return order;
    }
    RunOptions options() const
    {
        RunOptions options;
        options.paths = paths();
        options.worker.program = QStringLiteral(HEADRACE_BIN_DIR "/fake_worker");
        options.worker.helloMs = 5000;
        return options;
    }
    static QStringList statuses(const RunReport &report)
    {
        QStringList list;
        for (const record::Step &step : report.steps)
            list << step.status;
        return list;
    }
    QList<QJsonObject> eventsOf(const RunReport &report) const
    {
        QFile file(paths().runFolder(report.run) + QStringLiteral("/events.ndjson"));
        QList<QJsonObject> events;
        if (file.open(QIODevice::ReadOnly))
            while (!file.atEnd())
                events << QJsonDocument::fromJson(file.readLine()).object();
        return events;
    }
    /// What the report says must be what the store says.
    void compareWithStore(const RunReport &report) const
    {
        auto store = openStore(paths());
        VERIFY_OK(store);
        const auto run = store->find(report.run);
        VERIFY_OK(run);
        const RunReport stored = reportOf(*run, *store->stages(run->row), *store->steps(run->row), *store->outputs(run->row));
        QJsonObject ours = report.toJson(), theirs = stored.toJson();
        QCOMPARE(theirs, ours);
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qunsetenv("FAKE_WORKER");
    }

    void runsAndRecords()
    {
        RunOrder what = order({QStringLiteral("fake.ok"), QStringLiteral("fake.metrics"), QStringLiteral("fake.cached")});
        what.experiment = QStringLiteral("trial");
        what.name = QStringLiteral("first");
        const RunReport report = runPipeline(what, options());
        QVERIFY2(report.errors.isEmpty(), qPrintable(report.errors.value(0).toString()));
        QVERIFY(report.status == record::RunStatus::Done);
        QCOMPARE(statuses(report), QStringList({QStringLiteral("done"), QStringLiteral("done"), QStringLiteral("cached")}));
        QCOMPARE(report.rows.value(QStringLiteral("n00001")).value(QStringLiteral("rows")), qint64(42));
        QCOMPARE(report.metrics.value(QStringLiteral("n00001/test/loss")), 1.0 / 3);
        compareWithStore(report);
        auto store = openStore(paths());
        const auto run = store->find(QStringLiteral("first"));
        VERIFY_OK(run);
        QCOMPARE(run->experiment, QStringLiteral("trial"));
        QCOMPARE(run->libraries.value(QStringLiteral("fakelib")).toString(), QStringLiteral("1.2"));
        QCOMPARE(run->pipeline, what.text);
        QVERIFY(run->machine.value(QStringLiteral("cores")).toInt() > 0);
        const auto events = eventsOf(report);
        QCOMPARE(events.first().value(QStringLiteral("event")).toString(), QStringLiteral("hello"));
        QCOMPARE(events.last().value(QStringLiteral("event")).toString(), QStringLiteral("complete"));
        for (qsizetype i = 0; i < events.size(); ++i)
            QCOMPARE(events[i].value(QStringLiteral("seq")).toInt(), int(i) + 1);
        QVERIFY(!QFile::exists(paths().runFolder(report.run) + QStringLiteral("/host.sock")));
    }
    void anInvalidPipelineLeavesNoRun()
    {
        const RunReport report = runPipeline(order({QStringLiteral("fake.invalid")}), options());
        QVERIFY(report.run.isEmpty());
        QVERIFY(report.errors.first().code == ErrorCode::Invalid);
        auto store = openStore(paths());
        QVERIFY(store->runs({})->isEmpty());
        QVERIFY(QDir(paths().data + QStringLiteral("/runs")).isEmpty());
        QCOMPARE(report.toJson().value(QStringLiteral("run")), QJsonValue());
    }
    void badEnds_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("status");
        QTest::newRow("fails") << "fake.fail"
                               << "It went wrong."
                               << "failed";
        QTest::newRow("crashes") << "fake.crash"
                                 << "segmentation fault"
                                 << "failed";
        QTest::newRow("aborts") << "fake.abort"
                                << "abort"
                                << "failed";
        QTest::newRow("exits") << "fake.exit"
                               << "exit code 3"
                               << "failed";
        QTest::newRow("is killed") << "fake.killed"
                                   << "signal 9"
                                   << "failed";
        QTest::newRow("talks garbage") << "fake.garbage"
                                       << "no JSON"
                                       << "failed";
        QTest::newRow("dies in a line") << "fake.half_line"
                                        << "exit code 0"
                                        << "failed";
        QTest::newRow("closes its output") << "fake.mute"
                                           << "did not end"
                                           << "failed";
        QTest::newRow("says done too early") << "fake.close"
                                             << "not every step is"
                                             << "failed";
    }
    void badEnds()
    {
        QFETCH(const QString, op);
        QFETCH(const QString, said);
        QFETCH(const QString, status);
        const RunReport report = runPipeline(order({QStringLiteral("fake.ok"), op, QStringLiteral("fake.ok")}), options());
        QVERIFY(report.status == record::RunStatus::Failed);
        QVERIFY2(report.errors.value(0).text.contains(said, Qt::CaseInsensitive), qPrintable(report.errors.value(0).toString()));
        QCOMPARE(statuses(report), QStringList({QStringLiteral("done"), status, QStringLiteral("skipped")}));
        // The reason stands at the node that was running.
        QVERIFY(!report.steps[1].error.value(QStringLiteral("text")).toString().isEmpty());
        QCOMPARE(report.errors.value(0).node.isEmpty() ? QStringLiteral("n00001") : report.errors.value(0).node, QStringLiteral("n00001"));
        compareWithStore(report);
        QCOMPARE(eventsOf(report).last().value(QStringLiteral("event")).toString(), QStringLiteral("fail"));
    }
    void lies()
    {
        const RunReport report = runPipeline(order({QStringLiteral("fake.lie")}), options());
        QVERIFY(report.status == record::RunStatus::Done);
        QCOMPARE(statuses(report), QStringList{QStringLiteral("done")});
        auto store = openStore(paths());
        const auto run = store->find(report.run);
        VERIFY_OK(run);
        QVERIFY(store->artifacts(run->row)->isEmpty());
        QVERIFY(store->datasets(run->row)->isEmpty());
        QVERIFY(std::isnan(run->metrics.value(QStringLiteral("n00000/nan"))));
        QVERIFY(!run->metrics.contains(QStringLiteral("n00000/m")));
        QCOMPARE(report.rows.value(QStringLiteral("n00000")).value(QStringLiteral("rows")), qint64(42));
    }
    void floods()
    {
        const RunReport report = runPipeline(order({QStringLiteral("fake.flood")}, {{QStringLiteral("lines"), 30000}}), options());
        QVERIFY2(report.status == record::RunStatus::Done, qPrintable(report.errors.value(0).toString()));
        QVERIFY(QFile(paths().runFolder(report.run) + QStringLiteral("/worker.log")).size() <= (17 << 20));
    }
    void runsOutOfMemory()
    {
        RunOrder what = order({QStringLiteral("fake.allocate")});
        what.memory = 32 << 20;
        const RunReport report = runPipeline(what, options());
        QVERIFY(report.status == record::RunStatus::Failed);
        QVERIFY2(report.errors.value(0).code == ErrorCode::OutOfMemory, qPrintable(report.errors.value(0).toString()));
        QCOMPARE(report.errors.value(0).node, QStringLiteral("n00000"));
        auto store = openStore(paths());
        QVERIFY(store->find(report.run)->peakMemory.value() > (100 << 20));
    }
    void cancelled_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<bool>("bySocket");
        QTest::newRow("cooperative, signal") << "fake.sleep" << false;
        QTest::newRow("deaf, signal") << "fake.hang" << false;
        QTest::newRow("cooperative, socket") << "fake.sleep" << true;
        QTest::newRow("deaf, socket") << "fake.hang" << true;
        QTest::newRow("flooding, signal") << "fake.flood" << false;
    }
    void cancelled()
    {
        QFETCH(const QString, op);
        QFETCH(const bool, bySocket);
        StopSignals stop;
        RunOptions with = options();
        with.stop = &stop;
        std::thread canceller;
        double since = 0;
        with.onEvent = [&](const QByteArray &line) {
            if (!line.contains("step_started") || since > 0)
                return;
            since = monotonicSeconds();
            if (!bySocket) {
                ::raise(SIGINT);
                return;
            }
            const QString folder = QFileInfo(QDir(paths().data + QStringLiteral("/runs"))
                                                 .entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)
                                                 .value(0))
                                       .absoluteFilePath();
            canceller = std::thread([folder] { (void)cancelRun(folder); });
        };
        const RunReport report = runPipeline(
            order({op, QStringLiteral("fake.ok")}, {{QStringLiteral("ms"), 60000}, {QStringLiteral("lines"), 10'000'000}}), with);
        const double took = monotonicSeconds() - since;
        if (canceller.joinable())
            canceller.join();
        QVERIFY(report.status == record::RunStatus::Cancelled);
        QCOMPARE(statuses(report), QStringList({QStringLiteral("cancelled"), QStringLiteral("skipped")}));
        QVERIFY2(took < 1.0, qPrintable(QString::number(took)));
        compareWithStore(report);
        QCOMPARE(eventsOf(report).last().value(QStringLiteral("event")).toString(), QStringLiteral("abort"));
    }
    void attachedClientsSeeTheEvents()
    {
        RunOptions with = options();
        std::optional<Descriptor> client;
        QByteArray heard;
        with.onBegin = [&](const QString &id, const QString &) { (void)id; };
        bool asked = false;
        with.onProgress = [&](const RunState &state) {
            if (!asked && state.planned()) {
                const QString folder = QDir(paths().data + QStringLiteral("/runs"))
                                           .entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)
                                           .value(0)
                                           .absoluteFilePath();
                auto socket = connectLocal(folder, QStringLiteral("host.sock"));
                VERIFY_OK(socket);
                client = std::move(*socket);
                const QByteArray request = "{\"id\":5,\"request\":\"attach\"}\n{\"id\":6,\"request\":\"dance\"}\n";
                QCOMPARE(writeSome(*client, request.constData(), request.size()), request.size());
                asked = true;
            }
        };
        const RunReport report = runPipeline(
            order({QStringLiteral("fake.sleep"), QStringLiteral("fake.sleep")}, {{QStringLiteral("ms"), 400}}), with);
        QVERIFY(report.status == record::RunStatus::Done);
        QVERIFY(client.has_value());
        QByteArray bytes;
        while (readSome(*client, bytes, 1 << 16) > 0)
            heard += bytes;
        QVERIFY(heard.contains("\"seq\":"));
        QVERIFY(heard.contains("\"ok\":true"));
        QVERIFY(heard.contains("\"ok\":false"));
        QVERIFY(heard.contains("step_finished"));
        QVERIFY2(heard.trimmed().split('\n').last().contains("complete"), heard.right(300).constData());
    }
    void theCatalogMustBeTheSame()
    {
        qputenv("FAKE_WORKER", "catalog");
        RunOptions with = options();
        with.worker.catalogFingerprint = QStringLiteral("mine");
        const RunReport report = runPipeline(order({QStringLiteral("fake.ok")}), with);
        QVERIFY(report.status == record::RunStatus::Failed);
        QVERIFY(report.errors.first().text.contains(QStringLiteral("other operators")));
        compareWithStore(report);
    }
    void noWorkerProgram()
    {
        RunOptions with = options();
        with.worker.program = QStringLiteral("/no/such/worker");
        const RunReport report = runPipeline(order({QStringLiteral("fake.ok")}), with);
        QVERIFY(report.run.isEmpty());
        QVERIFY(report.errors.first().hint.contains(QStringLiteral("HEADRACE_WORKER")));
        QVERIFY(QDir(paths().data + QStringLiteral("/runs")).isEmpty());
    }
    void resumesWithWhatWasRecorded()
    {
        RunOrder what = order({QStringLiteral("fake.sleep"), QStringLiteral("fake.killed")}, {{QStringLiteral("ms"), 20}});
        what.seed = 99;
        what.threads = 3;
        PipelineParameter year;
        year.type = ParamType::Integer;
        what.pipeline.parameters.insert(QStringLiteral("year"), year);
        what.text = writePipeline(what.pipeline);
        VERIFY_OK(setValue(what, QStringLiteral("year=2005")));
        const RunReport first = runPipeline(what, options());
        QVERIFY(first.status == record::RunStatus::Failed);
        auto store = openStore(paths());
        auto again = orderForRun(*store->find(first.run));
        VERIFY_OK(again);
        QCOMPARE(again->seed, qint64(99));
        QCOMPARE(again->threads, 3);
        QCOMPARE(again->values.value(QStringLiteral("year")).toInt(), 2005);
        QVERIFY(again->pipeline == what.pipeline);
        again->resumedFrom = first.run;
        const RunReport second = runPipeline(*again, options());
        QCOMPARE(second.steps.value(0).status, QStringLiteral("cached"));
        QCOMPARE(store->find(second.run)->resumedFrom, first.run);
    }
    void fullDisk()
    {
        const QString mount = m_home->filePath(QStringLiteral("small"));
        QVERIFY(QDir().mkpath(mount));
        if (::mount("tmpfs", qPrintable(mount), "tmpfs", 0, "size=2m") != 0)
            QSKIP("this system lets neither root nor a user namespace mount a small disk");
        RunOptions with = options();
        with.paths = {mount + QStringLiteral("/data"), m_home->filePath(QStringLiteral("cache"))};
        const RunReport report = runPipeline(
            order({QStringLiteral("fake.flood"), QStringLiteral("fake.ok")}, {{QStringLiteral("lines"), 200000}}), with);
        qint64 damaged = 0;
        QString status;
        {
            // Once there is room again, the store opens and says how the run ended.
            QFile::remove(with.paths.runFolder(report.run) + QStringLiteral("/worker.log"));
            QFile::remove(with.paths.runFolder(report.run) + QStringLiteral("/events.ndjson"));
            auto store = openStore(with.paths);
            damaged = store ? qint64(!store->notice().isEmpty()) : -1;
            if (const auto run = store ? store->find(report.run) : Result<record::Run>(store.error()))
                status = record::toString(run->status);
        }
        ::umount(qPrintable(mount));
        QVERIFY(report.status == record::RunStatus::Failed);
        QVERIFY2(report.errors.value(0).code == ErrorCode::Io, qPrintable(report.errors.value(0).toString()));
        QVERIFY(!report.errors.value(0).hint.isEmpty());
        QCOMPARE(damaged, qint64(0));
        QVERIFY2(status == QLatin1String("failed") || status == QLatin1String("running"), qPrintable(status));
    }
    void manySteps()
    {
        QStringList operators;
        for (int i = 0; i < 3000; ++i)
            operators << QStringLiteral("fake.ok");
        const RunReport report = runPipeline(order(operators), options());
        QVERIFY(report.status == record::RunStatus::Done);
        QCOMPARE(report.steps.size(), qsizetype(3000));
        compareWithStore(report);
    }
};

HEADRACE_TEST(TestRunHost)
#include "test_run_host.moc"
