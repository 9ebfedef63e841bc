// SPDX-License-Identifier: GPL-3.0-or-later
// One element of a DuckDB vector as a JSON value.
#pragma once

#include <duckdb.h>

#include <QJsonValue>

namespace headrace::data {

/// NULL is null; booleans, numbers, texts, lists, structs and maps have their JSON forms; everything else (dates, decimals,
/// wide integers, NaN and infinities, blobs) is DuckDB's text for it. `type` is the vector's type.
QJsonValue jsonValue(duckdb_vector vector, duckdb_logical_type type, idx_t row);

}  // namespace headrace::data
