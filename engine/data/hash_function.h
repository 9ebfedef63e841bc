// SPDX-License-Identifier: GPL-3.0-or-later
// hr_xxhash64(seed, v1, v2, …): xxHash64 over values, equal to Apache Spark's xxhash64; what splits and samples are made of.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"

#include <duckdb.h>

#include <cstddef>
#include <cstdint>

namespace headrace::data {

/// Spark's own seed; xxhash64(v1, v2) there is hr_xxhash64(42, v1, v2) here.
inline constexpr int64_t kSparkSeed = 42;

/// The hash of each further value takes the hash so far as its seed; NULL leaves it as it is. Dates, booleans and whole
/// numbers up to 32 bits hash as an int; 64 bits and timestamps (microseconds) as a long; floats by their bits, −0 as 0 and
/// every NaN alike; decimals up to 18 digits as a long, wider ones and wide integers by their big-endian bytes; texts,
/// blobs, and enums and UUIDs as their text, by their bytes. Lists, structs and maps are refused: cast them to text.
/// The seed must be the same for all rows of a query.
Result<void> registerHashFunction(duckdb_connection connection);

/// The SQL of the hash over columns of `schema`, those that have no plain type as text. `seed` as the run's seed is.
QString hashSql(quint64 seed, const Schema &schema, const QStringList &columns);

/// The parts, for tests and for hashing outside a query.
uint64_t xxHash64OfInt(int32_t value, uint64_t seed);
uint64_t xxHash64OfLong(int64_t value, uint64_t seed);
uint64_t xxHash64OfBytes(const void *data, size_t size, uint64_t seed);

}  // namespace headrace::data
