// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/hashing.h"
#include "engine/data/session.h"
#include "engine/execution/cancel.h"
#include "engine/operators/builtin.h"
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>

#include <thread>

using namespace headrace;
using namespace headrace::tests;

namespace {

/// A query of many seconds that gives few rows.
const QByteArray kLongQuery = R"("slow": {"op": "code.sql", "version": 1, "inputs": {"inputs": ["few:rows"]},
    "params": {"query": "SELECT sum(hash(a.range * b.range + few.x)) AS s FROM few, range(100000) a, range(10000000) b"}},
    "few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n"}})";

const QByteArray kBroken = R"("few": {"op": "read.inline", "version": 1, "params": {"csv": "x,word\n1,one\n"}},
    "bad": {"op": "table.cast", "version": 1, "inputs": {"rows": "few:rows"}, "params": {"columns": [{"column": "word", "type": "INTEGER"}]}%1},
    "after": {"op": "table.limit", "version": 1, "inputs": {"rows": "bad:rows"}, "params": {"rows": 1}},
    "other": {"op": "table.filter", "version": 1, "inputs": {"rows": "few:rows"}, "params": {"condition": "x = 1"}})";

}  // namespace

class TestRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepsInOrder()
    {
        Bench bench;
        const QJsonObject pipeline = Bench::pipeline(R"("c": {"op": "flow.marker", "version": 1},
            "b": {"op": "flow.marker", "version": 1, "inputs": {"after": "c:done"}},
            "a": {"op": "flow.marker", "version": 1, "inputs": {"after": ["b:done", "c:done"]}})");
        QCOMPARE(bench.run(pipeline), QStringLiteral("done"));
        QStringList order;
        for (const QJsonObject &event : bench.events(QStringLiteral("step_finished")))
            order << event.value(QStringLiteral("node")).toString();
        QCOMPARE(order, (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")}));
        QCOMPARE(bench.run(pipeline, {{QStringLiteral("to"), QJsonArray{QStringLiteral("b")}}}), QStringLiteral("done"));
        QCOMPARE(bench.events(QStringLiteral("step_finished")).size(), 2);
    }

    void keysAreHashesOfTheirRecipes()
    {
        Bench bench;
        QCOMPARE(bench.run(Bench::pipeline(R"("few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n"}},
            "once": {"op": "table.distinct", "version": 1, "inputs": {"rows": "few:rows"}})")),
                 QStringLiteral("done"));
        QMap<QString, QJsonObject> steps;
        for (const QJsonValue &step : bench.events(QStringLiteral("plan")).value(0).value(QStringLiteral("steps")).toArray())
            steps.insert(step.toObject().value(QStringLiteral("node")).toString(), step.toObject());
        const QString few = steps[QStringLiteral("few")].value(QStringLiteral("key")).toString();
        const Catalog catalog = builtinCatalog();
        const QJsonObject recipe{
            {QStringLiteral("recipe"), 1},
            {QStringLiteral("op"), QStringLiteral("table.distinct")},
            {QStringLiteral("version"), 1},
            {QStringLiteral("params"), Params(catalog.find(QStringLiteral("table.distinct"))->params, {}).canonical()},
            {QStringLiteral("inputs"), QJsonObject{{QStringLiteral("rows"), QJsonArray{QJsonArray{few, QStringLiteral("rows")}}}}},
            {QStringLiteral("session"), QStringLiteral("UTC")},
            {QStringLiteral("duckdb"), data::Session::libraryVersion()}};
        QCOMPARE(steps[QStringLiteral("once")].value(QStringLiteral("key")).toString(), sha256(canonicalJson(recipe)));
    }

    void ofAnInstantStepTheEndAloneIsSaid()
    {
        Bench bench;
        QCOMPARE(bench.run(Bench::pipeline(R"("a": {"op": "flow.marker", "version": 1},
            "b": {"op": "flow.marker", "version": 1, "inputs": {"after": "a:done"}, "policy": {"timeout_s": 60}})")),
                 QStringLiteral("done"));
        const QList<QJsonObject> ends = bench.events(QStringLiteral("step_finished"));
        QCOMPARE(ends.size(), 2);
        QCOMPARE(ends[0].value(QStringLiteral("alone")).toBool(), true);
        QCOMPARE(ends[0].value(QStringLiteral("stage")).toInt(), 1);
        // A time limit takes a thread of its own, and all that is said of one.
        QVERIFY(!ends[1].contains(QStringLiteral("alone")));
        QCOMPARE(bench.events(QStringLiteral("step_started")).size(), 1);
        QCOMPARE(bench.events(QStringLiteral("stage_finished")).size(), 1);
    }

    void aFailureNamesItsNodeAndOtherBranchesGoOn()
    {
        Bench bench;
        const QString answer = bench.run(Bench::pipeline(QByteArray(kBroken).replace("%1", "")));
        QVERIFY2(answer.contains(QStringLiteral("one")), qPrintable(answer));
        QCOMPARE(bench.statusOf(QStringLiteral("other")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("after")), QStringLiteral("failed"));
    }

    void retriesWithBackoff()
    {
        Bench bench;
        QElapsedTimer timer;
        timer.start();
        bench.run(Bench::pipeline(QByteArray(kBroken).replace("%1", R"(, "policy": {"retries": 2, "retry_delay_s": 0.05})")));
        int tries = 0;
        for (const QJsonObject &event : bench.events(QStringLiteral("step_failed")))
            tries += event.value(QStringLiteral("node")).toString() == QLatin1String("bad");
        QCOMPARE(tries, 3);
        QVERIFY(timer.elapsed() >= 150);  // 50 ms, then 100 ms
        QCOMPARE(bench.statusOf(QStringLiteral("bad")), QStringLiteral("failed"));
        QCOMPARE(bench.statusOf(QStringLiteral("after")), QStringLiteral("skipped"));
    }

    void aGuardWaitsForItsCallback()
    {
        const auto token = std::make_shared<execution::CancelToken>();
        std::atomic<bool> entered = false, left = false;
        auto guard = token->onCancel([&] {
            entered = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            left = true;
        });
        std::thread other([&] { token->request(); });
        while (!entered)
            std::this_thread::yield();
        guard.reset();
        // Whatever the callback uses may be destroyed from here on.
        QVERIFY(left);
        other.join();
        // A callback may let its own guard go.
        const auto second = std::make_shared<execution::CancelToken>();
        std::shared_ptr<void> own;
        own = second->onCancel([&own] { own.reset(); });
        second->request();
        QVERIFY(!own);
        QVERIFY(second->requested());
    }

    void timeLimit()
    {
        Bench bench;
        QElapsedTimer timer;
        timer.start();
        QByteArray nodes = kLongQuery;
        nodes.replace(R"("op": "code.sql", "version": 1,)", R"("op": "code.sql", "version": 1, "policy": {"timeout_s": 0.3},)");
        const QString answer = bench.run(Bench::pipeline(nodes));
        QVERIFY2(answer.contains(QStringLiteral("0.3 s")), qPrintable(answer));
        QCOMPARE(bench.statusOf(QStringLiteral("slow")), QStringLiteral("timed_out"));
        QVERIFY(timer.elapsed() < 10000);
    }

    void cancelInALongQuery()
    {
        Bench bench;
        std::thread canceller;
        QElapsedTimer timer;
        bench.onEvent = [&](const QJsonObject &event) {
            if (event.value(QStringLiteral("event")).toString() == QLatin1String("stage_started") && !canceller.joinable())
                canceller = std::thread([&] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(200));
                    timer.start();
                    bench.cancel();
                });
        };
        QCOMPARE(bench.run(Bench::pipeline(kLongQuery)), QStringLiteral("node 'slow': Cancelled."));
        const qint64 took = timer.elapsed();
        canceller.join();
        QVERIFY2(took < 5000,
                 qPrintable(QString::number(took)));  // the bound of a second is measured by the host's tests, on a quiet build
    }

    void untrustedCodeDoesNotRun()
    {
        Bench bench;
        const QJsonObject pipeline = Bench::pipeline(R"("few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n"}},
            "py": {"op": "code.python", "version": 1, "inputs": {"inputs": ["few:rows"]}, "params": {"code": "open('ran', 'w')\ndef run(inputs, params, ctx): return {}"}})");
        const QString answer = bench.run(pipeline);
        QVERIFY2(answer.contains(QStringLiteral("trust")), qPrintable(answer));
        QVERIFY(!QFile::exists(bench.path(QStringLiteral("ran"))));
    }

    void aChainOfFiveThousand()
    {
        Bench bench;
        QByteArray nodes = R"("n0": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n2\n"}})";
#if defined(__SANITIZE_THREAD__)
        constexpr int kLength = 1200;  // still far beyond what one query may nest; all of them take minutes here
#else
        constexpr int kLength = 5000;
#endif
        for (int i = 1; i < kLength; ++i)
            nodes
                += QStringLiteral(
                       R"(, "n%1": {"op": "table.derive", "version": 1, "inputs": {"rows": "n%2:rows"}, "params": {"columns": [{"name": "x", "expression": "x + 1"}]}})")
                       .arg(i)
                       .arg(i - 1)
                       .toUtf8();
        nodes += QStringLiteral(
                     R"(, "out": {"op": "write.csv", "version": 1, "inputs": {"rows": "n%1:rows"}, "params": {"path": "out.csv"}})")
                     .arg(kLength - 1)
                     .toUtf8();
        QCOMPARE(bench.run(Bench::pipeline(nodes), {{QStringLiteral("no_cache"), true}, {QStringLiteral("counts"), false}}),
                 QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QStringLiteral("x\n%1\n%2\n").arg(kLength).arg(kLength + 1).toUtf8());
    }
};

HEADRACE_TEST(TestRun)
#include "test_run.moc"
