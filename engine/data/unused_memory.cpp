// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/session.h"

#include <cstdio>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// DuckDB's library brings a jemalloc of its own under this name where it has one; weak, so that one without loads as well.
// Documentation: jemalloc(3), "arena.<i>.purge".
extern "C" __attribute__((weak)) int duckdb_je_mallctl(const char *name, void *old, size_t *oldLength, void *value, size_t length);

namespace headrace::data {

void releaseUnusedMemory()
{
    if (duckdb_je_mallctl) {
        constexpr unsigned kAllArenas = 4096;  // MALLCTL_ARENAS_ALL
        char name[32];
        std::snprintf(name, sizeof name, "arena.%u.purge", kAllArenas);
        duckdb_je_mallctl(name, nullptr, nullptr, nullptr, 0);
    }
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

}  // namespace headrace::data
