// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/content_cache.h"
#include "engine/host/cache_upkeep.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

using namespace headrace;

class TestCacheUpkeep : public QObject
{
    Q_OBJECT

    static void fill(const ContentCache &cache, const QString &key)
    {
        auto writer = cache.write(key);
        VERIFY_OK(writer);
        QFile file(writer->path(QStringLiteral("rows")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(10'000, 'x'));
        file.close();
        VERIFY_OK(writer->commit({{QStringLiteral("kind"), QStringLiteral("node")}}));
    }

private Q_SLOTS:
    void shrinksNowAndThen()
    {
        QTemporaryDir home;
        const StorePaths paths{home.filePath(QStringLiteral("data")), home.filePath(QStringLiteral("cache"))};
        auto store = record::Store::open(paths.database());
        VERIFY_OK(store);
        const ContentCache cache(paths.cache);
        fill(cache, QStringLiteral("aaaa1"));
        fill(cache, QStringLiteral("aaaa2"));
        host::shrinkCache(paths, *store, 15'000);
        QCOMPARE(cache.list().size(), 1);
        fill(cache, QStringLiteral("aaaa3"));
        host::shrinkCache(paths, *store, 15'000);  // a moment ago: not again
        QCOMPARE(cache.list().size(), 2);
        const timespec old[2] = {{1'000'000, 0}, {1'000'000, 0}};
        QCOMPARE(utimensat(AT_FDCWD, QFile::encodeName(paths.cache + QStringLiteral("/looked-after")).constData(), old, 0), 0);
        host::shrinkCache(paths, *store, 15'000);
        QCOMPARE(cache.list().size(), 1);
    }
    void limitIsABoundOfTheDisk()
    {
        QTemporaryDir home;
        const qint64 limit = host::cacheLimit(home.path(), 0);
        QVERIFY(limit > 0);
        QVERIFY(limit <= 20'000'000'000);
        QVERIFY(host::cacheLimit(home.path(), qint64(1) << 50) == 20'000'000'000);
    }
};

HEADRACE_TEST(TestCacheUpkeep)
#include "test_cache_upkeep.moc"
