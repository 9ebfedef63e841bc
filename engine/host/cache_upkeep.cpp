// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/cache_upkeep.h"

#include "engine/base/content_cache.h"
#include "engine/base/last_results.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

namespace headrace::host {

namespace {
constexpr qint64 kMostBytes = 20'000'000'000;
constexpr int kEverySeconds = 600;
}  // namespace

qint64 cacheLimit(const QString &cacheFolder, qint64 cacheBytes)
{
    const QStorageInfo disk(cacheFolder);
    return disk.isValid() ? std::min(kMostBytes, (disk.bytesAvailable() + cacheBytes) / 10) : kMostBytes;
}

Result<QSet<QString>> keptKeys(const StorePaths &paths, record::Store &store)
{
    HR_ASSIGN(const QSet<QString> kept, store.keptKeys());
    return kept + LastResults::frozenKeys(paths.cache);
}

void shrinkCache(const StorePaths &paths, record::Store &store, std::optional<qint64> limit)
{
    const QString stamp = paths.cache + QStringLiteral("/looked-after");
    const QFileInfo last(stamp);
    if (!QFileInfo(paths.cache).isDir()
        || (last.exists() && last.lastModified().secsTo(QDateTime::currentDateTime()) < kEverySeconds
            && last.lastModified() <= QDateTime::currentDateTime()))
        return;
    QFile file(stamp);
    if (!file.open(QIODevice::WriteOnly) || file.write("\n") != 1)
        return;
    file.close();
    const auto kept = keptKeys(paths, store);
    if (!kept)
        return;  // without knowing what must stay nothing is removed
    const ContentCache cache(paths.cache);
    cache.evict(limit ? *limit : cacheLimit(paths.cache, cache.totalBytes()), *kept);
}

}  // namespace headrace::host
