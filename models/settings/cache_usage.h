// SPDX-License-Identifier: GPL-3.0-or-later
// How large the cache of results is, and clearing it.
#pragma once

#include "engine/base/result.h"

namespace headrace {

/// Bytes of all results in the user's cache. Walks through its folders; any thread but the window's.
qint64 cacheUsage();

/// Removes all results but those that starred runs and registered models need; gives the bytes freed. Any thread but the window's.
Result<qint64> clearCache();

}  // namespace headrace
