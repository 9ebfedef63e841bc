// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/cache_usage.h"

#include "engine/base/content_cache.h"
#include "engine/base/paths.h"
#include "engine/host/run_host.h"

namespace headrace {

qint64 cacheUsage()
{
    return ContentCache(StorePaths::ofUser().cache).totalBytes();
}

Result<qint64> clearCache()
{
    const StorePaths paths = StorePaths::ofUser();
    HR_ASSIGN(auto store, host::openStore(paths));
    HR_ASSIGN(const auto kept, store.keptKeys());
    return ContentCache(paths.cache).evict(0, kept);
}

}  // namespace headrace
