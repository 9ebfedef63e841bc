// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the worker, the host, or both, at 200 random points of a run of the flight-delays example on three million real
// flights: the store opens, no finished run is lost, no half artifact is served, and resuming comes to the same result, as
// 'headrace reproduce' judges it. HEADRACE_KILLS sets another number of points.
#include "engine/base/content_cache.h"
#include "engine/base/hashing.h"
#include "engine/host/reproduce.h"
#include "engine/host/run_host.h"
#include "engine/host/worker_client.h"
#include "tests/long/release.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>

#include <csignal>

using namespace headrace;
using namespace headrace::tests;

namespace {

const QString kFlights = QStringLiteral(HEADRACE_RELEASE_DIR "/examples/flight-delays/flight-delays.pipeline.json");

/// What is wrong with the artifacts of a run: recorded, but not there as it was recorded.
QStringList brokenArtifacts(record::Store &store, qint64 row)
{
    QStringList broken;
    const auto artifacts = store.artifacts(row);
    if (!artifacts)
        return {artifacts.error().toString()};
    for (const record::Artifact &artifact : *artifacts) {
        const QFileInfo file(artifact.path);
        if (!file.exists())
            broken << artifact.path + QStringLiteral(" is not there");
        else if (const auto hash = file.isFile() && !artifact.xxh3.isEmpty() ? xxh3OfFile(artifact.path) : Result<QString>(artifact.xxh3);
                 !hash || *hash != artifact.xxh3)
            broken << artifact.path + QStringLiteral(" is not what was recorded");
    }
    return broken;
}

/// Entries of the cache that a run would find and that are not whole.
QStringList brokenEntries(const QString &cacheFolder)
{
    QStringList broken;
    const ContentCache cache(cacheFolder);
    for (const CacheListing &listing : cache.list()) {
        const auto entry = cache.find(listing.key);
        if (!entry)
            broken << listing.key;
        for (auto file = entry ? entry->files.begin() : QJsonObject::const_iterator(); entry && file != entry->files.end(); ++file)
            if (!cache.verify(*entry, file.key())) {
                broken << listing.key + QLatin1Char('/') + file.key();
                break;
            }
    }
    return broken;
}

}  // namespace

class TestKillFlights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atRandomPoints()
    {
        QVERIFY2(ReleaseProgram::isThere(), "build the release programs first: ./dev build");
        const ReleaseProgram program;
        const StorePaths paths = program.paths();
        // Ten trees: training stays the longest step, and 200 runs take a quarter of an hour.
        const QStringList line{QStringLiteral("run"), kFlights, QStringLiteral("--set"), QStringLiteral("rounds=10"),
                               QStringLiteral("--json")};
        // The run that all others are held against, and how long one takes now.
        QElapsedTimer timer;
        timer.start();
        const auto whole = Program::finish(*program.start(line), 600000);
        QVERIFY2(whole.code == 0, whole.err.constData());
        const QString wholeId = whole.json().value(QStringLiteral("run")).toString();
        const int span = int(timer.elapsed());
        const bool given = qEnvironmentVariableIsSet("HEADRACE_KILLS");
        const int rounds = given ? std::max(3, qEnvironmentVariableIntValue("HEADRACE_KILLS")) : 200;
        host::AskOptions asking;
        asking.worker.program = QStringLiteral(HEADRACE_RELEASE_DIR "/bin/headrace-worker");
        const auto compare = [&asking](const QJsonObject &before, const QJsonObject &now) {
            return host::withWorker(QStringLiteral("compare"), {{QStringLiteral("before"), before}, {QStringLiteral("after"), now}},
                                    asking);
        };

        QRandomGenerator random(20261124);
        int finished = 1, interrupted = 0, resumes = 0, fromCache = 0, failed = 0;
        quint64 mostUlps = 0;
        for (int round = 0; round < rounds; ++round) {
            QDir(paths.cache).removeRecursively();
            const int victim = round % 3;  // worker, host, both
            const auto process = program.start(line);
            const qint64 host = process->processId();
            QTest::qWait(random.bounded(span + 1));
            const QList<qint64> workers = childrenOf(host);
            if (victim != 1)
                for (const qint64 worker : workers)
                    ::kill(pid_t(worker), SIGKILL);
            if (victim != 0)
                ::kill(pid_t(host), SIGKILL);
            finished += Program::finish(*process, 600000).code == 0;
            for (const qint64 worker : workers)
                QTRY_VERIFY_WITH_TIMEOUT(!lives(worker), 10000);  // dies with its host

            auto store = host::openStore(paths);
            VERIFY_OK(store);
            QCOMPARE(store->notice(), QString());
            const auto runs = store->runs({QString(), 0, false});
            VERIFY_OK(runs);
            int done = 0;
            for (const record::RunSummary &run : *runs) {
                QVERIFY2(run.status != record::RunStatus::Running, qPrintable(run.name));
                done += run.status == record::RunStatus::Done;
            }
            QVERIFY2(done >= finished, qPrintable(QStringLiteral("%1 of %2 finished runs are there").arg(done).arg(finished)));
            finished = done;
            QCOMPARE(brokenEntries(paths.cache), QStringList());
            const auto last = store->find(QStringLiteral("last"));
            VERIFY_OK(last);
            QCOMPARE(brokenArtifacts(*store, last->row), QStringList());
            interrupted += last->status == record::RunStatus::Interrupted;
            failed += last->status == record::RunStatus::Failed;
            record::Run result = *last;
            if (last->status != record::RunStatus::Done) {
                const auto resumed = Program::finish(
                    *program.start({QStringLiteral("run"), QStringLiteral("--resume"), last->id, QStringLiteral("--json")}), 600000);
                QVERIFY2(resumed.code == 0, resumed.out.constData());
                ++finished;
                ++resumes;
                for (const QJsonValue &step : resumed.json().value(QStringLiteral("steps")).toArray())
                    fromCache += step.toObject().value(QStringLiteral("cached")).toBool();
                const auto again = store->find(resumed.json().value(QStringLiteral("run")).toString());
                VERIFY_OK(again);
                result = *again;
                QCOMPARE(brokenArtifacts(*store, result.row), QStringList());
            }
            const auto before = store->find(wholeId);
            VERIFY_OK(before);
            const auto comparison = host::compareRuns(*store, *before, result, compare);
            VERIFY_OK(comparison);
            QVERIFY2(comparison->compared > 5, qPrintable(QString::number(comparison->compared)));
            QVERIFY2(comparison->verdict != host::Verdict::Different,
                     qPrintable(QStringLiteral("round %1, %2 of %3 (%4): %5 %6 %7")
                                    .arg(round)
                                    .arg(comparison->differences.size())
                                    .arg(comparison->compared)
                                    .arg(record::toString(last->status), comparison->differences.value(0).node,
                                         comparison->differences.value(0).what, comparison->differences.value(0).text)));
            mostUlps = std::max(mostUlps, comparison->ulps);
            if (round % 25 == 0) {
                const auto judged = Program::finish(*program.start({QStringLiteral("reproduce"), result.id, QStringLiteral("--json")}),
                                                    600000);
                QVERIFY2(judged.code == 0, judged.out.constData());
                ++finished;
                QVERIFY(judged.json().value(QStringLiteral("verdict")).toString() != QLatin1String("different"));
            }
            if (round % 10 == 9)
                qInfo("%d of %d kills", round + 1, rounds);
            // The folders of killed runs would fill the disk.
            for (const record::RunSummary &run : *runs)
                if (run.id != wholeId)
                    QDir(paths.runFolder(run.id)).removeRecursively();
        }
        qInfo("%d kills in runs of %.1f s: %d interrupted, %d failed with the reason, %d resumed, %d steps of these from the cache, "
              "equal to %llu ulps",
              rounds, span / 1000.0, interrupted, failed, resumes, fromCache, static_cast<unsigned long long>(mostUlps));
        // The points did fall into the runs.
        QVERIFY2(interrupted >= rounds / 3, qPrintable(QString::number(interrupted)));
        QVERIFY2(failed >= rounds / 6, qPrintable(QString::number(failed)));
        QVERIFY(fromCache > 0);
    }
};

HEADRACE_TEST(TestKillFlights)
#include "test_kill_flights.moc"
