// SPDX-License-Identifier: GPL-3.0-or-later
// Cancel answers within a second, shown with the real worker: in a long query, in a boosting round of 20 s, in a Python step, in
// a sort that spills.
#include "engine/host/run_host.h"
#include "tests/long/release.h"
#include "tests/support/registry.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>

#include <csignal>

using namespace headrace;
using namespace headrace::tests;

namespace {

QByteArray pipelineOf(const QByteArray &nodes)
{
    return "{\"headrace\": 1, \"nodes\": {\"few\": {\"op\": \"read.inline\", \"version\": 1, \"params\": {\"csv\": \"n\\n30000000\\n\"}},\n"
        + nodes + "}}\n";
}

qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        it.next();
        bytes += it.fileInfo().size();
    }
    return bytes;
}

}  // namespace

class TestCancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withinASecond_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("until");  // in the events, before it is cancelled
        QTest::addColumn<int>("wait");          // ms from then on
        QTest::addColumn<bool>("spills");
        const QByteArray rows
            = "\"rows\": {\"op\": \"code.sql\", \"version\": 1, \"inputs\": {\"inputs\": [\"few:rows\"]}, \"params\": {\"query\": \"";
        const QByteArray many = rows
            + "SELECT i * 6000 + j AS k, hash(i) AS h, hash(i * 6000 + j) AS g FROM few, range(6000) a(i), range(6000) b(j)\"}}";
        QTest::newRow("a long query") << rows
                + "SELECT count(*) AS c FROM few, range(n) a(i), range(n) b(j) WHERE hash(i * j) % 1000003 = 7\"}}"
                                      << QStringList() << QByteArray("stage_started") << 2500 << false;
        // One round of several hundred deep trees over three million rows: far more than 20 s on two cores.
        QTest::newRow("a round of boosting") << rows
                + "SELECT i, hash(i) % 1000 AS a, hash(i + 1) % 1000 AS b, hash(i + 2) % 1000 AS c, hash(i) % 7 AS y FROM few, range(n // "
                  "10) t(i)\"}},"
                  "\"trees\": {\"op\": \"learn.xgboost_regressor\", \"version\": 1, \"inputs\": {\"train\": \"rows:rows\"}, \"params\": "
                  "{\"target\": \"y\", \"features\": [\"a\", \"b\", \"c\"], \"rounds\": 1, \"num_parallel_tree\": 400, \"max_depth\": 12, "
                  "\"subsample\": 0.8}}" << QStringList()
                                             << QByteArray("\"unit\":\"rounds\"") << 3000 << false;
        const QByteArray python
            = "\"step\": {\"op\": \"code.python\", \"version\": 1, \"inputs\": {\"inputs\": [\"few:rows\"]}, \"params\": {\"code\": \"";
        QTest::newRow("a Python step that waits")
            << python + "import time\\ndef run(inputs, params, ctx):\\n    print('here', flush=True)\\n    time.sleep(600)\\n\"}}"
            << QStringList{QStringLiteral("--trust")} << QByteArray("here") << 300 << false;
        QTest::newRow("a Python step that works and has children")
            << python
                + "import subprocess, sys\\ndef run(inputs, params, ctx):\\n    subprocess.Popen([sys.executable, '-c', 'while True: "
                  "pass'])\\n"
                  "    print('here', flush=True)\\n    while True:\\n        pass\\n\"}}"
            << QStringList{QStringLiteral("--trust")} << QByteArray("here") << 300 << false;
        QTest::newRow("a sort that spills") << many
                + ", \"sorted\": {\"op\": \"table.sort\", \"version\": 1, \"inputs\": {\"rows\": \"rows:rows\"}, \"params\": {\"keys\": "
                  "[{\"expression\": \"g\"}]}}"
                                            << QStringList{QStringLiteral("--memory"), QStringLiteral("600MB")}
                                            << QByteArray("stage_started") << 0 << true;
    }
    void withinASecond()
    {
        QFETCH(const QByteArray, nodes);
        QFETCH(const QStringList, options);
        QFETCH(const QByteArray, until);
        QFETCH(const int, wait);
        QFETCH(const bool, spills);
        QVERIFY2(ReleaseProgram::isThere(), "build the release programs first: ./dev build");
        const ReleaseProgram program;
        program.put(QStringLiteral("p.pipeline.json"), pipelineOf(nodes));
        const auto process = program.start(QStringList{QStringLiteral("run"), QStringLiteral("p.pipeline.json"), QStringLiteral("--events")}
                                           + options);
        QByteArray said;
        while (!said.contains(until) && process->state() != QProcess::NotRunning) {
            process->waitForReadyRead(120000);
            said += process->readAllStandardOutput();
        }
        const QList<qint64> workers = childrenOf(process->processId());
        QVERIFY2(workers.size() == 1, (said + process->readAllStandardError()).constData());
        QTest::qWait(wait);
        if (spills)
            QTRY_VERIFY_WITH_TIMEOUT(bytesIn(program.home() + QStringLiteral("/data/runs")) > 100'000'000, 120000);
        QVERIFY2(process->state() == QProcess::Running, (said + process->readAllStandardError()).constData());

        QElapsedTimer timer;
        timer.start();
        ::kill(pid_t(process->processId()), SIGINT);
        const auto result = Program::finish(*process, 60000);
        const qint64 took = timer.elapsed();
        QCOMPARE(result.code, 4);
        qInfo("%s: cancelled in %lld ms", QTest::currentDataTag(), static_cast<long long>(took));
        QVERIFY2(took <= 1000, qPrintable(QStringLiteral("%1 ms").arg(took)));
        QVERIFY(!lives(workers.first()));
        auto store = host::openStore(program.paths());
        VERIFY_OK(store);
        const auto last = store->find(QStringLiteral("last"));
        VERIFY_OK(last);
        QVERIFY(last->status == record::RunStatus::Cancelled);
        // What it spilled is gone with it.
        QVERIFY(bytesIn(program.paths().runFolder(last->id)) < 10'000'000);
    }
};

HEADRACE_TEST(TestCancel)
#include "test_cancel.moc"
