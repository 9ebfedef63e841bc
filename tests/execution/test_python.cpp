// SPDX-License-Identifier: GPL-3.0-or-later
// code.python within a run: what is kept and what is not, limits, and scripts that end badly.
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QElapsedTimer>

using namespace headrace;
using namespace headrace::tests;

namespace {

/// A step that leaves a line in the file 'ran' each time it runs, and doubles x.
QJsonObject counting(bool pure, int factor = 2, const QByteArray &more = {})
{
    return Bench::pipeline(
        R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
        "step": {"op": "code.python", "version": 1, "inputs": {"inputs": ["rows:rows"]}, "params": {"pure": )"
        + QByteArray(pure ? "true" : "false") + R"(, "params": {"factor": )" + QByteArray::number(factor)
        + R"(}, "code": "def run(inputs, params, ctx):\n    open(ctx.folder + '/../../../../workspace/ran', 'a').write('x')\n    ctx.log_metric('factor', params['factor'])\n    x = inputs['rows'].to_dict()['x']\n    return {'y': [v * params['factor'] for v in x]}\n)"
        + more + R"("}},
        "out": {"op": "write.csv", "version": 1, "inputs": {"rows": "step:rows"}, "params": {"path": "out.csv", "if_exists": "overwrite"}})");
}

QJsonObject scripted(const QByteArray &code, const QByteArray &policy = {})
{
    return Bench::pipeline(R"("few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n"}},
        "step": {"op": "code.python", "version": 1, )"
                           + policy + R"("inputs": {"inputs": ["few:rows"]}, "params": {"code": ")" + code + R"("}})");
}

const QJsonObject kTrusted{{QStringLiteral("trusted"), true}};

}  // namespace

class TestPython : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPureStepRunsOnce()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n");
        const auto times = [&bench] { return bench.fileBytes(QStringLiteral("ran")).size(); };
        QCOMPARE(bench.run(counting(true), kTrusted), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("y\n2\n4\n"));
        QCOMPARE(times(), 1);
        QCOMPARE(bench.run(counting(true), kTrusted), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("step")), QStringLiteral("cached"));
        QCOMPARE(times(), 1);
        // Its metrics are there all the same.
        QCOMPARE(bench.events(QStringLiteral("metric")).value(0).value(QStringLiteral("value")).toInt(), 2);

        // Parameters, script, input and seed: whatever it may depend on makes it run again.
        QCOMPARE(bench.run(counting(true, 3), kTrusted), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("y\n3\n6\n"));
        QCOMPARE(times(), 2);
        QCOMPARE(bench.run(counting(true, 3, "# another script\\n"), kTrusted), QStringLiteral("done"));
        QCOMPARE(times(), 3);
        bench.put(QStringLiteral("rows.csv"), "x\n1\n5\n");
        QCOMPARE(bench.run(counting(true, 3), kTrusted), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("y\n3\n15\n"));
        QCOMPARE(times(), 4);
        QJsonObject seeded = kTrusted;
        seeded.insert(QStringLiteral("seed"), 7);
        QCOMPARE(bench.run(counting(true, 3), seeded), QStringLiteral("done"));
        QCOMPARE(times(), 5);
    }

    void anImpureStepRunsAlways()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n");
        for (int round = 1; round <= 3; ++round) {
            QCOMPARE(bench.run(counting(false), kTrusted), QStringLiteral("done"));
            QCOMPARE(bench.statusOf(QStringLiteral("step")), QStringLiteral("done"));
            QCOMPARE(bench.fileBytes(QStringLiteral("ran")).size(), round);
            // What reads it is not taken from another run either.
            QCOMPARE(bench.statusOf(QStringLiteral("out")), QStringLiteral("done"));
        }
    }

    void aScriptThatFailsIsNotKept()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n");
        const QJsonObject fails = counting(true, 2, "    raise ValueError('no')\\n");
        // Behind the return it is never reached.
        QCOMPARE(bench.run(fails, kTrusted), QStringLiteral("done"));
        const QJsonObject broken = scripted("def run(inputs, params, ctx):\\n    x = 1\\n    raise ValueError('no good')\\n");
        for (int round = 0; round < 2; ++round) {
            const QString said = bench.run(broken, kTrusted);
            QVERIFY2(said.contains(QStringLiteral("no good")) && said.contains(QStringLiteral("line 3")), qPrintable(said));
            QCOMPARE(bench.statusOf(QStringLiteral("step")), QStringLiteral("failed"));
        }
    }

    void aTimeLimitEndsIt()
    {
        Bench bench;
        for (const char *body : {"import time\\ndef run(inputs, params, ctx):\\n    time.sleep(60)\\n",
                                 "def run(inputs, params, ctx):\\n    while True:\\n        pass\\n",
                                 "import subprocess\\ndef run(inputs, params, ctx):\\n    subprocess.run(['sleep', '60'])\\n"}) {
            QElapsedTimer timer;
            timer.start();
            const QString said = bench.run(scripted(body, R"("policy": {"timeout_s": 1}, )"), kTrusted);
            QVERIFY2(said.contains(QStringLiteral("longer than its limit of 1 s")), qPrintable(said));
            QCOMPARE(bench.statusOf(QStringLiteral("step")), QStringLiteral("timed_out"));
            QVERIFY2(timer.elapsed() < 15000, qPrintable(QString::number(timer.elapsed())));
        }
        // The interpreter was killed, and the next step gets another.
        QCOMPARE(bench.run(scripted("def run(inputs, params, ctx):\\n    return inputs['few']\\n"), kTrusted), QStringLiteral("done"));
    }

    void retriesAreRunsOfTheScript()
    {
        Bench bench;
        const QByteArray code
            = "import os\\ndef run(inputs, params, ctx):\\n    mark = ctx.folder + '/../../../../workspace/tries'\\n"
              "    open(mark, 'a').write('x')\\n    if os.path.getsize(mark) < 3:\\n        os._exit(7)\\n    return inputs['few']\\n";
        QCOMPARE(bench.run(scripted(code, R"("policy": {"retries": 3, "retry_delay_s": 0.05}, )"), kTrusted), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("tries")), QByteArray("xxx"));
        QCOMPARE(bench.events(QStringLiteral("step_failed")).size(), 2);
    }

    void nothingRunsUntrusted()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n");
        const QString said = bench.run(counting(true));
        QVERIFY2(said.contains(QStringLiteral("trust")), qPrintable(said));
        QCOMPARE(bench.fileBytes(QStringLiteral("ran")), QByteArray("<no such file>"));
    }
};

HEADRACE_TEST(TestPython)
#include "test_python.moc"
