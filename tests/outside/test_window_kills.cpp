// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the real window at random moments of editing: at most the last 30 s are lost, and no file is ever damaged.
// HEADRACE_KILLS: how many (100). HEADRACE_SEED: the moments.
#include "engine/host/process.h"
#include "engine/pipeline/format.h"
#include "models/document/autosave.h"
#include "models/document/backups.h"
#include "models/document/recovery.h"
#include "tests/outside/screen.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QMutex>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
#include <thread>

using namespace headrace;
using namespace headrace::tests;

namespace {

constexpr int kLanes = 8;              // windows at once: they mostly wait
constexpr double kPromiseMs = 30'000;  // what may be lost
constexpr double kSlackMs = 4'000;     // a key's way to the window and a write's to the disk, on a busy machine
constexpr double kLongestMs = 75'000;  // of one round: two intervals and a half

double nowMs()
{
    return host::monotonicSeconds() * 1000;
}

/// What the rounds have in common; behind the mutex.
struct Tally {
    QMutex mutex;
    QStringList wrong;
    double worst = 0;
    int kills = 0, recovered = 0, edits = 0, offered = 0;
    void fail(const QString &why)
    {
        const QMutexLocker lock(&mutex);
        wrong << why;
    }
};

/// The number that an edit left: the node is called 'e17'.
int numberOf(const Pipeline &pipeline)
{
    const QString title = pipeline.nodes.isEmpty() ? QString() : pipeline.nodes.first().title;
    return title.startsWith(QLatin1Char('e')) ? title.mid(1).toInt() : 0;
}

/// One window: edited by the keyboard until the moment, killed, and what it left looked at. False where nothing could be done.
bool round(Screen &screen, double lifeMs, bool look, Tally &tally)
{
    const QTemporaryDir folder;
    const QString workspace = folder.filePath(QStringLiteral("ws")), home = folder.filePath(QStringLiteral("home"));
    QDir().mkpath(workspace + QStringLiteral("/.headrace"));
    const QString path = workspace + QStringLiteral("/p.pipeline.json");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("{\"headrace\": 1, \"name\": \"P\", \"nodes\": {\"people\": {\"op\": \"read.inline\", \"version\": 1, \"params\": {\"csv\": "
               "\"a\\n1\\n\"}}}}");
    file.close();
    const QString program = QStringLiteral(HEADRACE_BIN_DIR) + QStringLiteral("/headrace-workbench");
    if (!screen.start(program, {path}, home, QStringLiteral("p.pipeline"))) {
        tally.fail(screen.error() + QString::fromLocal8Bit(screen.program().readAll()));
        return false;
    }
    Screen::pause(1000);
    screen.key(QStringLiteral("F7"));
    screen.key(QStringLiteral("Right"));  // the node
    QMap<int, double> edits;              // when the last key of each was pressed
    int saved = 0;
    const double begin = nowMs();
    QRandomGenerator random{quint32(lifeMs)};
    for (int number = 1; nowMs() - begin < lifeMs; ++number) {
        screen.key(QStringLiteral("F2"));
        screen.type(QStringLiteral("e%1").arg(number));
        screen.key(QStringLiteral("Return"));
        edits.insert(number, nowMs());
        if (random.bounded(60) == 0) {
            screen.key(QStringLiteral("ctrl+s"));
            saved = number;
        }
        Screen::pause(random.bounded(40, 400));
    }
    const double killed = nowMs();
    ::kill(pid_t(screen.program().processId()), SIGKILL);
    screen.program().waitForFinished(10'000);

    // No file is a part of one.
    const auto left = readPipelineFile(path);
    if (!left) {
        tally.fail(QStringLiteral("the file is damaged: %1").arg(left.error().text));
        return false;
    }
    const QString autosaves = workspace + QStringLiteral("/.headrace/autosave");
    for (const QString &name : QDir(autosaves).entryList({QStringLiteral("*.pipeline.json")}, QDir::Files))
        if (!readPipelineFile(autosaves + QLatin1Char('/') + name))
            tally.fail(QStringLiteral("an autosave is damaged: %1").arg(name));
    for (const Backup &backup : Backups::of(path))
        if (!Backups::read(backup))
            tally.fail(QStringLiteral("a backup is damaged: %1").arg(backup.path));

    int last = numberOf(left->pipeline);
    const QList<RecoverableDocument> found = findRecoverable({autosaves});
    for (const RecoverableDocument &each : found)
        last = std::max(last, numberOf(each.recovered));
    const auto firstLost = edits.upperBound(last);
    const double lost = firstLost == edits.cend() ? 0 : killed - *firstLost;
    // The file is at least what was saved some seconds before the end.
    if (saved > 0 && edits.value(saved) < killed - kSlackMs && numberOf(left->pipeline) < saved)
        tally.fail(QStringLiteral("saved was %1, the file holds %2").arg(saved).arg(numberOf(left->pipeline)));
    if (lost > kPromiseMs + kSlackMs)
        tally.fail(QStringLiteral("%1 ms of edits lost: the last is %2 of %3").arg(lost).arg(last).arg(edits.size()));
    {
        const QMutexLocker lock(&tally.mutex);
        ++tally.kills;
        tally.edits += int(edits.size());
        tally.recovered += int(found.size());
        tally.worst = std::max(tally.worst, lost);
    }
    if (look && !found.isEmpty()) {
        // The next window offers it.
        if (screen.start(program, {path}, home, QStringLiteral("Recover unsaved work"))) {
            const QMutexLocker lock(&tally.mutex);
            ++tally.offered;
        } else {
            tally.fail(QStringLiteral("what can be recovered is not offered: %1").arg(screen.error()));
        }
        screen.program().kill();
        screen.program().waitForFinished(10'000);
    }
    return true;
}

}  // namespace

class TestWindowKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atMostTheLastHalfMinute()
    {
        const int kills = qEnvironmentVariableIntValue("HEADRACE_KILLS") > 0 ? qEnvironmentVariableIntValue("HEADRACE_KILLS") : 100;
        const quint32 seed = qEnvironmentVariable("HEADRACE_SEED", QStringLiteral("20261124")).toUInt();
        qInfo("seed %u, %d kills", seed, kills);
        QRandomGenerator random(seed);
        std::vector<std::vector<double>> lives(kLanes);
        for (int i = 0; i < kills; ++i)
            lives[size_t(i % kLanes)].push_back(1000 + random.generateDouble() * (kLongestMs - 1000));
        Tally tally;
        {
            const Screen probe;
            QVERIFY2(probe.error().isEmpty(), qPrintable(probe.error()));
        }
        std::vector<std::thread> lanes;
        for (const std::vector<double> &mine : lives)
            lanes.emplace_back([&mine, &tally] {
                Screen screen;
                if (!screen.error().isEmpty()) {
                    tally.fail(screen.error());
                    return;
                }
                for (size_t i = 0; i < mine.size(); ++i)
                    round(screen, mine[i], i % 4 == 0, tally);
            });
        for (std::thread &lane : lanes)
            lane.join();
        QVERIFY2(tally.wrong.isEmpty(), qPrintable(tally.wrong.join(QLatin1Char('\n'))));
        QCOMPARE(tally.kills, kills);
        QVERIFY(tally.recovered > 0);
        qInfo("%d kills in %d edits: at most %.1f s of edits lost; %d autosaves found, %d of them offered by the next window", tally.kills,
              tally.edits, tally.worst / 1000, tally.recovered, tally.offered);
    }
};

HEADRACE_TEST(TestWindowKills)
#include "test_window_kills.moc"
