// SPDX-License-Identifier: GPL-3.0-or-later
// Reads DuckDB's vectors as numbers: features as float32, keys as unsigned words that keep the order.
#pragma once

#include <duckdb.h>

#include <cstddef>
#include <cstdint>

namespace headrace::learning {

/// What was not plain in a stretch of values.
struct Oddities {
    size_t missing = 0;   ///< NULL or NaN
    size_t infinite = 0;  ///< infinite, or beyond the range of float32
};

/// Writes `count` values from `first` on to out[0], out[stride], …; NULL as NaN.
using FeatureReader = Oddities (*)(duckdb_vector vector, size_t first, size_t count, float *out, size_t stride);
/// For booleans, whole numbers up to 64 bits, FLOAT and DOUBLE; nullptr for other types, which the query must cast.
FeatureReader featureReader(duckdb_type type);

/// Writes `count` values to out[0], out[stride], … so that unsigned comparison orders them as DuckDB does, NULL first.
/// False if a value has no place there (the smallest BIGINT, the greatest UBIGINT).
using KeyReader = bool (*)(duckdb_vector vector, size_t count, uint64_t *out, size_t stride);
/// For booleans, whole numbers up to 64 bits, dates and times; nullptr for other types.
KeyReader keyReader(duckdb_type type);

}  // namespace headrace::learning
