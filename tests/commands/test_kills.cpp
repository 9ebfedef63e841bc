// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the worker, the host, or both, at random points of a run: the store opens, no finished run is lost, nothing goes
// on running, and resuming completes with the same result.
#include "engine/host/run_host.h"
#include "tests/commands/program.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QRandomGenerator>

#include <csignal>

using namespace headrace;
using namespace headrace::tests;

class TestKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atRandomPoints()
    {
        Program program;
        const StorePaths paths{program.home() + QStringLiteral("/data"), program.home() + QStringLiteral("/cache")};
        QStringList operators{QStringLiteral("fake.metrics{\"points\": 50}")};
        for (int i = 0; i < 8; ++i)
            operators << QStringLiteral("fake.sleep{\"ms\": %1}").arg(20 + i);
        program.putPipeline(QStringLiteral("p.json"), operators);
        const auto whole = program.run(
            {QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--json"), QStringLiteral("--no-cache")});
        QCOMPARE(whole.code, 0);
        const QJsonObject metrics = whole.json().value(QStringLiteral("metrics")).toObject();
        const int rounds = std::max(24, qEnvironmentVariableIntValue("HEADRACE_KILLS"));
        QRandomGenerator random(2026);
        int finished = 1, interrupted = 0, killedWorkers = 0;
        for (int round = 0; round < rounds; ++round) {
            QDir(paths.cache).removeRecursively();
            const int victim = round % 3;  // worker, host, both
            auto process = program.start({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--json")});
            const qint64 host = process->processId();
            QTest::qWait(random.bounded(450));
            const QList<qint64> workers = childrenOf(host);
            if (victim != 1)
                for (const qint64 worker : workers)
                    ::kill(pid_t(worker), SIGKILL);
            if (victim != 0)
                ::kill(pid_t(host), SIGKILL);
            const auto result = Program::finish(*process);
            finished += result.code == 0;
            killedWorkers += victim == 0 && result.code == 1;
            for (const qint64 worker : workers)
                QTRY_VERIFY_WITH_TIMEOUT(!lives(worker), 2000);  // dies with its host

            auto store = host::openStore(paths);
            VERIFY_OK(store);
            QCOMPARE(store->notice(), QString());
            const auto runs = store->runs({QString(), 0, false});
            VERIFY_OK(runs);
            int done = 0;
            for (const record::RunSummary &run : *runs) {
                QVERIFY2(run.status != record::RunStatus::Running, qPrintable(run.name));
                if (run.status != record::RunStatus::Done)
                    continue;
                ++done;
                QCOMPARE(store->steps(run.row)->size(), qsizetype(operators.size()));
                QCOMPARE(store->metricHistory(run.row, QStringLiteral("n000/test/loss"))->size(), qsizetype(50));
            }
            // A host that was killed after the run stood as done, and before it could say so, is a finished run too.
            QVERIFY2(done >= finished, qPrintable(QStringLiteral("%1 of %2 finished runs are there").arg(done).arg(finished)));
            finished = done;
            const auto last = store->find(QStringLiteral("last"));
            VERIFY_OK(last);
            interrupted += last->status == record::RunStatus::Interrupted;
            if (last->status == record::RunStatus::Done)
                continue;
            const auto resumed = program.run(
                {QStringLiteral("run"), QStringLiteral("--resume"), QStringLiteral("last"), QStringLiteral("--json")});
            QVERIFY2(resumed.code == 0, resumed.out.constData());
            ++finished;
            QCOMPARE(resumed.json().value(QStringLiteral("metrics")).toObject(), metrics);
            QCOMPARE(resumed.json().value(QStringLiteral("steps")).toArray().size(), qsizetype(operators.size()));
            // What the killed run had finished comes from the cache.
            const auto steps = store->steps(last->row);
            for (const record::Step &step : *steps)
                if (step.op == QLatin1String("fake.sleep") && step.status == QLatin1String("done"))
                    for (const QJsonValue &again : resumed.json().value(QStringLiteral("steps")).toArray())
                        if (again.toObject().value(QStringLiteral("node")) == step.node)
                            QVERIFY2(again.toObject().value(QStringLiteral("cached")).toBool(), qPrintable(step.node));
        }
        // The points did fall into the runs.
        QVERIFY2(interrupted >= rounds / 6, qPrintable(QString::number(interrupted)));
        QVERIFY2(killedWorkers >= rounds / 12, qPrintable(QString::number(killedWorkers)));
    }
    void theReasonIsRecordedAtTheNode()
    {
        Program program;
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok"), QStringLiteral("fake.hang")});
        auto process = program.start({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--json")});
        QTRY_VERIFY_WITH_TIMEOUT(!childrenOf(process->processId()).isEmpty(), 10000);
        const qint64 worker = childrenOf(process->processId()).first();
        QTest::qWait(700);
        ::kill(pid_t(worker), SIGKILL);
        const auto result = Program::finish(*process);
        QCOMPARE(result.code, 1);
        const QJsonObject error = result.json().value(QStringLiteral("errors")).toArray().at(0).toObject();
        QCOMPARE(error.value(QStringLiteral("code")).toString(), QStringLiteral("crashed"));
        QCOMPARE(error.value(QStringLiteral("node")).toString(), QStringLiteral("n001"));
        QVERIFY(error.value(QStringLiteral("text")).toString().contains(QStringLiteral("signal 9")));
    }
    void stepsSurviveTheHost()
    {
        Program program;
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok"), QStringLiteral("fake.hang")});
        auto process = program.start({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--events")});
        while (!process->readAllStandardOutput().contains("n001"))
            QVERIFY(process->waitForReadyRead(20000));
        QTest::qWait(400);  // facts are on their way at most a tenth of a second
        ::kill(pid_t(process->processId()), SIGKILL);
        Program::finish(*process);
        auto store = host::openStore({program.home() + QStringLiteral("/data"), program.home() + QStringLiteral("/cache")});
        VERIFY_OK(store);
        const auto last = store->find(QStringLiteral("last"));
        VERIFY_OK(last);
        QVERIFY(last->status == record::RunStatus::Interrupted);
        const auto steps = store->steps(last->row);
        QCOMPARE(steps->value(0).status, QStringLiteral("done"));
        QCOMPARE(steps->value(1).status, QStringLiteral("interrupted"));
        QFile events(program.home() + QStringLiteral("/data/runs/") + last->id + QStringLiteral("/events.ndjson"));
        QVERIFY(events.open(QIODevice::ReadOnly));
        QVERIFY(events.readAll().contains("step_finished"));
    }
};

HEADRACE_TEST(TestKills)
#include "test_kills.moc"
