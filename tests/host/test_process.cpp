// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/process.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace headrace;
using namespace headrace::host;

class TestProcess : public QObject
{
    Q_OBJECT

    static QByteArray readAll(const Descriptor &descriptor)
    {
        QByteArray all, bytes;
        for (;;) {
            std::vector<Watch> watches{{descriptor.number()}};
            waitFor(watches, 2000);
            const qint64 got = readSome(descriptor, bytes, 4096);
            if (got <= 0)
                return all;
            all += bytes;
        }
    }
    static bool waitGone(qint64 pid)
    {
        for (int i = 0; i < 200; ++i) {
            QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
            if (!stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z "))
                return true;
            QTest::qWait(10);
        }
        return false;
    }

private Q_SLOTS:
    void runsAndReads()
    {
        const auto child = ChildProcess::start(QStringLiteral("/bin/cat"), {});
        VERIFY_OK(child);
        QCOMPARE(writeSome((*child)->input(), "hello", 5), qint64(5));
        (*child)->input().close();
        QCOMPARE(readAll((*child)->output()), QByteArray("hello"));
        const auto status = (*child)->wait(2000);
        QVERIFY(status && status->code == 0 && status->signal == 0);
    }
    void tellsExitAndSignal()
    {
        const auto failing = ChildProcess::start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("exit 7")});
        VERIFY_OK(failing);
        QCOMPARE((*failing)->wait(2000)->code, 7);
        const auto killed = ChildProcess::start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("kill -SEGV $$")});
        VERIFY_OK(killed);
        QCOMPARE((*killed)->wait(2000)->signal, SIGSEGV);
        QVERIFY((*killed)->wait(0)->toString().contains(QStringLiteral("segmentation fault")));
    }
    void refusesAMissingProgram()
    {
        const auto child = ChildProcess::start(QStringLiteral("/no/such/program"), {});
        QVERIFY(!child);
        QVERIFY(child.error().code == ErrorCode::NotFound);
        QVERIFY(!child.error().hint.isEmpty());
    }
    void killsTheWholeGroup()
    {
        const auto child = ChildProcess::start(QStringLiteral("/bin/sh"),
                                               {QStringLiteral("-c"), QStringLiteral("sleep 100 & echo $!; wait")});
        VERIFY_OK(child);
        QTest::qWait(100);
        QByteArray bytes;
        QVERIFY(readSome((*child)->output(), bytes, 100) > 0);
        const qint64 grandchild = bytes.trimmed().toLongLong();
        QVERIFY(grandchild > 0);
        (*child)->kill();
        QVERIFY((*child)->wait(2000).has_value());
        QVERIFY(waitGone(grandchild));
    }
    void leavesNoGrandchildBehind()
    {
        const auto child = ChildProcess::start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("sleep 100 & echo $!")});
        VERIFY_OK(child);
        QVERIFY((*child)->wait(2000).has_value());
        QByteArray bytes;
        QVERIFY(readSome((*child)->output(), bytes, 100) > 0);
        QVERIFY(waitGone(bytes.trimmed().toLongLong()));
    }
    void countsSignals()
    {
        StopSignals stop;
        QCOMPARE(stop.count(), 0);
        ::raise(SIGINT);
        ::raise(SIGTERM);
        QCOMPARE(stop.count(), 2);
    }
    void identity()
    {
        const ProcessIdentity own = ownIdentity();
        QCOMPARE(own.pid, qint64(::getpid()));
        QVERIFY(own.started > 0);
        QVERIFY(own.boot.contains(QStringLiteral("pid:")));
        QVERIFY(isAlive(own.pid, own.started));
        QVERIFY(!isAlive(own.pid, own.started + 1));  // the number was used again
        QVERIFY(!isAlive(1 << 30, 1));
        qint64 pid = 0;
        {
            const auto child = ChildProcess::start(QStringLiteral("/bin/cat"), {});
            VERIFY_OK(child);
            pid = (*child)->pid();
        }
        QVERIFY(waitGone(pid));
    }
    void socketsOfTheSameUser()
    {
        QTemporaryDir folder;
        // Longer than a socket's address can be.
        const QString deep = folder.path() + QLatin1Char('/') + QString(200, QLatin1Char('d'));
        QVERIFY(QDir().mkpath(deep));
        auto listener = LocalListener::listen(deep, QStringLiteral("host.sock"));
        VERIFY_OK(listener);
        struct stat facts = {};
        QCOMPARE(::stat(qPrintable(deep + QStringLiteral("/host.sock")), &facts), 0);
        QCOMPARE(facts.st_mode & 0777, mode_t(0600));
        const auto client = connectLocal(deep, QStringLiteral("host.sock"));
        VERIFY_OK(client);
        const auto server = listener->accept();
        QVERIFY(server.has_value());
        QCOMPARE(writeSome(*client, "x", 1), qint64(1));
        QByteArray bytes;
        QTest::qWait(10);
        QCOMPARE(readSome(*server, bytes, 10), qint64(1));
        QVERIFY(!connectLocal(folder.path(), QStringLiteral("none.sock")));
        {
            const LocalListener gone = std::move(*listener);
        }
        QVERIFY(!QFileInfo::exists(deep + QStringLiteral("/host.sock")));
    }
};

HEADRACE_TEST(TestProcess)
#include "test_process.moc"
