// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/migrations.h"
#include "engine/record/recovery.h"
#include "tests/record/sample.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <sys/mount.h>
#include <unistd.h>

using namespace headrace;
using namespace headrace::record;

class TestStoreDamage : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QStringList backups() const { return QDir(m_folder->path()).entryList({QStringLiteral("*.damaged-*")}, QDir::Files); }
    /// A store with `runs` finished runs of 40 steps each; closed and checkpointed.
    void fill(int runs)
    {
        auto store = Store::open(m_path);
        VERIFY_OK(store);
        for (int i = 0; i < runs; ++i) {
            const auto begun = store->begin(tests::sampleRun(1'700'000'000'000 + i));
            VERIFY_OK(begun);
            auto writer = store->writer(begun->row);
            VERIFY_OK(writer);
            for (int s = 0; s < 40; ++s)
                writer->step({QStringLiteral("node-%1").arg(s), QStringLiteral("op"), QStringLiteral("s1"), QString(64, QLatin1Char('k')),
                              QStringLiteral("done")});
            VERIFY_OK(writer->finish(RunStatus::Done, 1, 1, {}, {}));
        }
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("headrace.sqlite"));
    }

    void refusesANewerStoreUnharmed()
    {
        fill(1);
        {
            SQLite::Database sql(m_path.toStdString(), SQLite::OPEN_READWRITE);
            sql.exec("PRAGMA user_version = 9999; PRAGMA wal_checkpoint(TRUNCATE)");
        }
        const QByteArray before = bytesOf(m_path);
        const auto store = Store::open(m_path);
        QVERIFY(!store);
        QVERIFY(store.error().code == ErrorCode::Invalid);
        QVERIFY(store.error().text.contains(QStringLiteral("newer Headrace")));
        QCOMPARE(bytesOf(m_path), before);
        QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
        QVERIFY(backups().isEmpty());
    }
    void refusesAnotherProgramsFile()
    {
        {
            SQLite::Database sql(m_path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            sql.exec("PRAGMA application_id = 7; CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
        }
        const QByteArray before = bytesOf(m_path);
        const auto store = Store::open(m_path);
        QVERIFY(!store && store.error().text.contains(QStringLiteral("another program")));
        QCOMPARE(bytesOf(m_path), before);
    }
    void garbageIsSetAside()
    {
        write(m_path, QByteArray(5000, 'g'));
        auto store = Store::open(m_path);
        VERIFY_OK(store);
        QVERIFY2(store->notice().contains(QStringLiteral("a new store is begun")), qPrintable(store->notice()));
        QCOMPARE(backups().size(), qsizetype(1));
        QCOMPARE(bytesOf(m_folder->filePath(backups().first())), QByteArray(5000, 'g'));
        VERIFY_OK(store->begin(tests::sampleRun()));
    }
    void truncated()
    {
        fill(30);
        const QByteArray whole = bytesOf(m_path);
        write(m_path, whole.left(whole.size() / 2));
        auto store = Store::open(m_path);
        VERIFY_OK(store);
        QVERIFY2(store->notice().contains(QStringLiteral("damaged")), qPrintable(store->notice()));
        QCOMPARE(backups().size(), qsizetype(1));
        QCOMPARE(std::string(store->database().sql().execAndGet("PRAGMA integrity_check").getText()), std::string("ok"));
        VERIFY_OK(store->begin(tests::sampleRun()));
    }
    void aBrokenPageCostsOnlyItsRows()
    {
        fill(60);
        QByteArray bytes = bytesOf(m_path);
        // A page in the middle, where the steps are.
        const qsizetype page = 4096 * (bytes.size() / 4096 * 2 / 3);
        bytes.replace(page, 4096, QByteArray(4096, '\xee'));
        write(m_path, bytes);
        int complete = 0;
        for (int look = 0; look < 2; ++look) {  // the first meets the damage, the second mends it
            auto store = Store::open(m_path);
            VERIFY_OK(store);
            const auto runs = store->runs({QString(), 0, false});
            if (!runs)
                continue;
            complete = 0;
            for (const RunSummary &run : *runs)
                if (const auto steps = store->steps(run.row); steps && steps->size() == 40)
                    ++complete;
            if (look == 1)
                QVERIFY2(!store->notice().isEmpty(), "the damage was not noticed");
        }
        QVERIFY2(complete >= 40, qPrintable(QString::number(complete)));
        QVERIFY(complete < 60);
        QCOMPARE(backups().size(), qsizetype(1));
        auto mended = Store::open(m_path);
        VERIFY_OK(mended);
        QCOMPARE(mended->notice(), QString());
        QCOMPARE(mended->runs({QString(), 0, false})->size(), qsizetype(60));
    }
    void randomDamageNeverCrashesAndNeverLosesTheFile()
    {
        fill(10);
        const QByteArray whole = bytesOf(m_path);
        QRandomGenerator random(11);
        for (int round = 0; round < 40; ++round) {
            QByteArray bytes = whole;
            for (int hit = 0; hit < 1 + round % 5; ++hit)
                bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            if (round % 3 == 0)
                bytes.truncate(random.bounded(bytes.size()));
            for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files))
                QFile::remove(m_folder->filePath(name));
            write(m_path, bytes);
            const qsizetype before = bytes.size();
            for (int look = 0; look < 2; ++look) {
                auto store = Store::open(m_path);
                if (!store) {
                    // A flipped bit in the version or the application's mark is a refusal; the file is as it was.
                    QVERIFY2(store.error().code == ErrorCode::Invalid || store.error().code == ErrorCode::Corrupt,
                             qPrintable(store.error().toString()));
                    QCOMPARE(bytesOf(m_path).size(), before);
                    break;
                }
                const auto runs = store->runs({QString(), 0, false});
                if (runs)
                    for (const RunSummary &run : *runs)
                        (void)store->steps(run.row);
                const auto begun = store->begin(tests::sampleRun());
                if (look == 1 && !store->notice().isEmpty())
                    VERIFY_OK(begun);
            }
        }
    }
    void staleLog()
    {
        fill(1);
        // A log of another database, as a careless copy leaves it: it must be ignored.
        QTemporaryDir other;
        const QString foreign = other.filePath(QStringLiteral("x.sqlite"));
        QByteArray log;
        {
            SQLite::Database sql(foreign.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            sql.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (randomblob(20000))");
            log = bytesOf(foreign + QStringLiteral("-wal"));
        }
        QVERIFY(!log.isEmpty());
        log[40] = char(log[40] ^ 0x55);  // its checksums do not hold any more
        write(m_path + QStringLiteral("-wal"), log);
        auto store = Store::open(m_path);
        VERIFY_OK(store);
        QCOMPARE(store->runs({})->size(), qsizetype(1));
        QCOMPARE(std::string(store->database().sql().execAndGet("PRAGMA integrity_check").getText()), std::string("ok"));
    }
    void aTornLogLosesOnlyItsEnd()
    {
        QByteArray database, log;
        {
            auto store = Store::open(m_path);
            VERIFY_OK(store);
            for (int i = 0; i < 5; ++i)
                VERIFY_OK(store->begin(tests::sampleRun(1'700'000'000'000 + i)));
            database = bytesOf(m_path);
            log = bytesOf(m_path + QStringLiteral("-wal"));
        }
        QVERIFY(log.size() > 5000);
        QTemporaryDir copy;
        const QString path = copy.filePath(QStringLiteral("headrace.sqlite"));
        write(path, database);
        write(path + QStringLiteral("-wal"), log.left(log.size() - 2000));
        auto store = Store::open(path);
        VERIFY_OK(store);
        const auto runs = store->runs({});
        VERIFY_OK(runs);
        QVERIFY(runs->size() >= 3 && runs->size() < 5);
        QCOMPARE(std::string(store->database().sql().execAndGet("PRAGMA integrity_check").getText()), std::string("ok"));
    }
    void aLockOfADeadProcessIsNone()
    {
        write(m_path + QStringLiteral(".lock"), "12345");
        VERIFY_OK(Store::open(m_path));
    }
    void readOnlyFolder()
    {
        if (::geteuid() == 0) {
            // root writes everywhere; a file in place of the folder is refused to root too
            write(m_folder->filePath(QStringLiteral("file")), "x");
            const auto store = Store::open(m_folder->filePath(QStringLiteral("file/headrace.sqlite")));
            QVERIFY(!store && store.error().code == ErrorCode::Io);
            QVERIFY(store.error().hint.contains(QStringLiteral("HEADRACE_HOME")));
            return;
        }
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
        const auto store = Store::open(m_path);
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(!store && store.error().code == ErrorCode::Io);
    }
    void fullDisk()
    {
        const QString mount = m_folder->filePath(QStringLiteral("small"));
        QVERIFY(QDir().mkpath(mount));
        if (::mount("tmpfs", qPrintable(mount), "tmpfs", 0, "size=1m") != 0)
            QSKIP("this system lets neither root nor a user namespace mount a small disk");
        const QString path = mount + QStringLiteral("/headrace.sqlite");
        int written = 0;
        {
            auto store = Store::open(path);
            const auto begun = store ? store->begin(tests::sampleRun()) : Result<BegunRun>(store.error());
            auto writer = begun ? store->writer(begun->row) : Result<RunWriter>(begun.error());
            std::optional<Error> error;
            for (int batch = 0; writer && batch < 200 && !error; ++batch) {
                for (int i = 0; i < 100; ++i)
                    writer->step({QStringLiteral("b%1-%2").arg(batch).arg(i), QString(200, QLatin1Char('o')), {}, {}});
                const auto flushed = writer->flush();
                if (flushed)
                    written += 100;
                else
                    error = flushed.error();
            }
            if (!error || error->code != ErrorCode::Io || !error->text.contains(QStringLiteral("full"))) {
                ::umount(qPrintable(mount));
                QFAIL(qPrintable(error ? error->toString() : QStringLiteral("the disk never filled")));
            }
        }
        qsizetype found = -1;
        std::string intact;
        {
            auto store = Store::open(path);
            if (store) {
                found = store->steps(1)->size();
                intact = store->database().sql().execAndGet("PRAGMA integrity_check").getString();
            }
        }
        ::umount(qPrintable(mount));
        QCOMPARE(found, qsizetype(written));  // whole batches, and every one that was confirmed
        QCOMPARE(intact, std::string("ok"));
    }
};

HEADRACE_TEST(TestStoreDamage)
#include "test_store_damage.moc"
