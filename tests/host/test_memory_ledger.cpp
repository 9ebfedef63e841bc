// SPDX-License-Identifier: GPL-3.0-or-later
// One memory budget for the runs of a user, whatever becomes of their hosts.
#include "engine/host/memory_ledger.h"
#include "engine/host/process.h"
#include "tests/commands/program.h"
#include "tests/support/registry.h"

#include <QDirIterator>
#include <QRandomGenerator>

#include <csignal>

using namespace headrace;
using namespace headrace::host;
using namespace headrace::tests;

namespace {

constexpr qint64 kMega = qint64(1) << 20;
constexpr qint64 kBudget = 10000 * kMega;

QStringList sharesIn(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("*.share")}, QDir::Files);
}

/// What a run of the program was given, from its first event; the process goes on.
qint64 grantOf(QProcess &process)
{
    QByteArray out;
    while (!out.contains('\n') && process.waitForReadyRead(20000))
        out += process.readAllStandardOutput();
    return QJsonDocument::fromJson(out.left(out.indexOf('\n'))).object().value(QStringLiteral("memory")).toInteger(-1);
}

}  // namespace

class TestMemoryLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSecondGetsTheRest()
    {
        const QTemporaryDir home;
        const MemoryLedger ledger(home.filePath(QStringLiteral("memory")), kBudget);
        QCOMPARE(ledger.forPreviews(), 1000 * kMega);
        QCOMPARE(ledger.forRuns(), 9000 * kMega);
        MemoryShare first = ledger.take();
        QCOMPARE(first.bytes(), 6750 * kMega);
        const MemoryShare second = ledger.take();
        QCOMPARE(second.bytes(), 2250 * kMega);
        QCOMPARE(second.heldByOthers(), 6750 * kMega);
        QCOMPARE(ledger.held(), 9000 * kMega);
        // With nothing left there is still what a query needs to spill.
        const MemoryShare third = ledger.take();
        QCOMPARE(third.bytes(), ledger.least());
        first.giveBack();
        QCOMPARE(ledger.held(), 2250 * kMega + ledger.least());
        const MemoryShare fourth = ledger.take(5000 * kMega);
        QCOMPARE(fourth.bytes(), 5000 * kMega);
        const MemoryShare fifth = ledger.take(5000 * kMega);
        QCOMPARE(fifth.bytes(), 9000 * kMega - 2250 * kMega - ledger.least() - 5000 * kMega);
    }

    void whatDeadProcessesHeldIsNobodys()
    {
        const QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("memory"));
        QVERIFY(QDir().mkpath(folder));
        const MemoryLedger ledger(folder, kBudget);
        const ProcessIdentity own = ownIdentity();
        const auto put = [&folder](const char *name, const QByteArray &bytes) {
            QFile file(folder + QLatin1Char('/') + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        };
        const auto entry = [](qint64 pid, qint64 started, const QString &boot) {
            return QJsonDocument(QJsonObject{{QStringLiteral("pid"), pid},
                                             {QStringLiteral("started"), started},
                                             {QStringLiteral("boot"), boot},
                                             {QStringLiteral("bytes"), 3000 * kMega}})
                .toJson();
        };
        put("1-1-0.share", entry(own.pid, own.started + 1, own.boot));  // the number was given to another process since
        put("2-1-0.share", entry(own.pid, own.started, QStringLiteral("before the machine was started again")));
        put("3-1-0.share", entry(99999999, 1, own.boot));
        put("4-1-0.share", "{\"pid\": 1, \"bytes\": ");  // torn
        put("5-1-0", "");                                // never renamed into place
        QCOMPARE(ledger.held(), qint64(0));
        const MemoryShare share = ledger.take();
        QCOMPARE(share.bytes(), 6750 * kMega);
        QCOMPARE(sharesIn(folder).size(), qsizetype(1));
    }

    void neverMoreThanThereIs()
    {
        const QTemporaryDir home;
        const MemoryLedger ledger(home.filePath(QStringLiteral("memory")), kBudget);
        QRandomGenerator random(7);
        std::vector<MemoryShare> shares;
        for (int i = 0; i < 2000; ++i) {
            if (!shares.empty() && random.bounded(2) == 0) {
                shares.erase(shares.begin() + random.bounded(int(shares.size())));
            } else if (shares.size() < 12) {
                const qint64 before = ledger.held();
                const qint64 wanted = random.bounded(3) == 0 ? 0 : (1 + random.bounded(8000)) * kMega;
                shares.push_back(ledger.take(wanted));
                const qint64 got = shares.back().bytes();
                QCOMPARE(shares.back().heldByOthers(), before);
                QVERIFY(got > 0 && (wanted == 0 || got <= wanted));
                QVERIFY(before + got <= ledger.forRuns() || got <= ledger.least());
            }
            qint64 held = 0;
            for (const MemoryShare &share : shares)
                held += share.bytes();
            QCOMPARE(ledger.held(), held);
        }
    }

    void aFolderThatCannotBeWrittenStopsNoRun()
    {
        const QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("memory")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QCOMPARE(MemoryLedger(file.fileName(), kBudget).take().bytes(), 6750 * kMega);
    }

    void killedHostsGiveTheirShareBack()
    {
        const Program program;
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.hang")});
        const QString folder = program.home() + QStringLiteral("/data/memory");
        const QStringList line{QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--events"), QStringLiteral("--no-cache")};
        const MemoryLedger ledger(folder);
        QRandomGenerator random(11);
        for (int round = 0; round < 12; ++round) {
            const auto first = program.start(line);
            const qint64 whole = grantOf(*first);
            QCOMPARE(whole, ledger.forRuns() / 4 * 3);
            const auto second = program.start(line);
            QCOMPARE(grantOf(*second), ledger.forRuns() - whole);
            // One is killed at any moment, the other ends as it should.
            QProcess &killed = random.bounded(2) == 0 ? *first : *second;
            QProcess &ended = &killed == first.get() ? *second : *first;
            QTest::qWait(random.bounded(100));
            ::kill(pid_t(killed.processId()), SIGKILL);
            ::kill(pid_t(ended.processId()), SIGTERM);
            Program::finish(killed);
            QCOMPARE(Program::finish(ended).code, 4);
            QCOMPARE(ledger.held(), qint64(0));
        }
        QVERIFY(sharesIn(folder).size() <= 2);
    }
};

HEADRACE_TEST(TestMemoryLedger)
#include "test_memory_ledger.moc"
