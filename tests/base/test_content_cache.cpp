// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/content_cache.h"
#include "engine/base/file_identity.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QThread>

#include <fcntl.h>
#include <sys/stat.h>

using namespace headrace;

class TestContentCache : public QObject
{
    Q_OBJECT

    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static void commit(const ContentCache &cache, const QString &key, const QByteArray &bytes)
    {
        auto writer = cache.write(key);
        VERIFY_OK(writer);
        put(writer->path(QStringLiteral("rows.bin")), bytes);
        VERIFY_OK(writer->commit({{QStringLiteral("rows"), 3}}));
    }

private Q_SLOTS:
    void roundTrip()
    {
        QTemporaryDir folder;
        const ContentCache cache(folder.path());
        QVERIFY(!cache.find(QStringLiteral("abcd1")));
        commit(cache, QStringLiteral("abcd1"), "hello");
        const auto entry = cache.find(QStringLiteral("abcd1"));
        QVERIFY(entry);
        QCOMPARE(entry->facts.value(QStringLiteral("rows")).toInt(), 3);
        QVERIFY(cache.verify(*entry, QStringLiteral("rows.bin")));
        QVERIFY(QDir(folder.filePath(QStringLiteral("writing"))).isEmpty());
    }
    void droppedWriterLeavesNothing()
    {
        QTemporaryDir folder;
        const ContentCache cache(folder.path());
        {
            auto writer = cache.write(QStringLiteral("abcd2"));
            VERIFY_OK(writer);
            put(writer->path(QStringLiteral("x")), "half");
        }
        QVERIFY(!cache.find(QStringLiteral("abcd2")));
        QVERIFY(QDir(folder.filePath(QStringLiteral("writing"))).isEmpty());
    }
    void everyFlippedBitIsNoticed()
    {
        QTemporaryDir folder;
        const ContentCache cache(folder.path());
        const QByteArray bytes("some rows that matter");
        for (const QString &name : {QStringLiteral("rows.bin"), QStringLiteral("entry.json")}) {
            for (int bit = 0; bit < 8 * 20; ++bit) {
                commit(cache, QStringLiteral("abcd3"), bytes);
                const auto entry = cache.find(QStringLiteral("abcd3"));
                QVERIFY(entry);
                QFile file(entry->path(name));
                QVERIFY(file.open(QIODevice::ReadWrite));
                QByteArray all = file.readAll();
                all[bit / 8] = char(all[bit / 8] ^ (1 << (bit % 8)));
                file.seek(0);
                file.write(all);
                file.close();
                const auto found = cache.find(QStringLiteral("abcd3"));
                QVERIFY2(!found || !cache.verify(*found, QStringLiteral("rows.bin")),
                         qPrintable(QStringLiteral("%1 bit %2").arg(name).arg(bit)));
                QVERIFY(!cache.find(QStringLiteral("abcd3")));
            }
        }
    }
    void evictsLeastRecentlyUsedButNotWhatIsKept()
    {
        QTemporaryDir folder;
        const ContentCache cache(folder.path());
        for (int i = 0; i < 5; ++i) {
            const QString key = QStringLiteral("key%1").arg(i);
            commit(cache, key, QByteArray(100'000, 'x'));
            const timespec times[2] = {{1000 + i, 0}, {1000 + i, 0}};
            const auto entry = cache.find(key);
            QCOMPARE(utimensat(AT_FDCWD, QFile::encodeName(entry->path(QStringLiteral("entry.json"))).constData(), times, 0), 0);
        }
        cache.touch(*cache.find(QStringLiteral("key1")));
        QVERIFY(cache.evict(310'000, {QStringLiteral("key0")}) >= 200'000);
        QVERIFY(cache.find(QStringLiteral("key0")));  // kept
        QVERIFY(cache.find(QStringLiteral("key1")));  // used last
        QVERIFY(!cache.find(QStringLiteral("key2")));
        QVERIFY(!cache.find(QStringLiteral("key3")));
        QVERIFY(cache.find(QStringLiteral("key4")));
    }
    void removesWhatDeadWritersLeft()
    {
        QTemporaryDir folder;
        const ContentCache cache(folder.path());
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("writing/999999999-abc")));
        auto mine = cache.write(QStringLiteral("abcd5"));
        cache.evict(0);
        QVERIFY(!QDir(folder.filePath(QStringLiteral("writing/999999999-abc"))).exists());
        QVERIFY(QDir(mine->folder()).exists());
    }
    void remembersWithoutReading()
    {
        QTemporaryDir folder;
        const ContentMemory memory(folder.filePath(QStringLiteral("memory")));
        const QString path = folder.filePath(QStringLiteral("rows.csv"));
        put(path, "aaaa");
        auto known = memory.remembered(path);
        VERIFY_OK(known);
        QVERIFY(known->xxh3.isEmpty());
        QCOMPARE(known->identity.size, 4);
        QTest::qWait(2100);  // what is looked at sooner after a change is not trusted
        const auto content = memory.contentOf(path, true);
        VERIFY_OK(content);
        known = memory.remembered(path);
        VERIFY_OK(known);
        QCOMPARE(known->xxh3, content->xxh3);
        QCOMPARE(known->sha256, content->sha256);
        put(path, "bbbb");
        known = memory.remembered(path);
        VERIFY_OK(known);
        QVERIFY(known->xxh3.isEmpty());
        QVERIFY(!memory.remembered(folder.filePath(QStringLiteral("none"))).ok());
    }
    void sourceChangedUnderTheSameSizeAndTime()
    {
        QTemporaryDir folder;
        const ContentMemory memory(folder.filePath(QStringLiteral("memory")));
        const QString path = folder.filePath(QStringLiteral("rows.csv"));
        put(path, "aaaa");
        const timespec old[2] = {{1'000'000, 0}, {1'000'000, 0}};
        QCOMPARE(utimensat(AT_FDCWD, QFile::encodeName(path).constData(), old, 0), 0);
        const auto before = memory.contentOf(path, true);
        VERIFY_OK(before);
        put(path, "bbbb");
        QCOMPARE(utimensat(AT_FDCWD, QFile::encodeName(path).constData(), old, 0), 0);
        const auto after = memory.contentOf(path, true);
        VERIFY_OK(after);
        QVERIFY(before->xxh3 != after->xxh3);
        QVERIFY(before->sha256 != after->sha256);
    }
};

HEADRACE_TEST(TestContentCache)
#include "test_content_cache.moc"
