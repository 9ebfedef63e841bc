// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the cache of results within its bounds, after runs and not too often.
#pragma once

#include "engine/base/paths.h"
#include "engine/record/store.h"

#include <optional>

namespace headrace::host {

/// What the cache may hold: 20 GB, or a tenth of what the disk could still take with it gone, whichever is less.
qint64 cacheLimit(const QString &cacheFolder, qint64 cacheBytes);

/// The entries that must stay: what starred runs, registered models and frozen nodes need.
Result<QSet<QString>> keptKeys(const StorePaths &paths, record::Store &store);

/// Removes least recently used entries beyond the limit, at most every ten minutes: listing a large cache takes a while.
/// keptKeys() stay. Failures are no concern of the run that has just ended.
/// `limit` in bytes; cacheLimit() where none is given.
void shrinkCache(const StorePaths &paths, record::Store &store, std::optional<qint64> limit = std::nullopt);

}  // namespace headrace::host
