// SPDX-License-Identifier: GPL-3.0-or-later
// What DuckDB's CSV reader lacks: a row identity that costs nothing, and UTF-16 and Windows-1252 as they come from the field.
#pragma once

#include "engine/base/result.h"

#include <duckdb.h>

#include <QString>

namespace headrace::data {

/// The table function: read_csv with every option of it, and one virtual column more.
inline constexpr const char *kCsvScan = "headrace_csv";
/// That column: a BIGINT that grows from file to file and from row to row. Its values have gaps; only their order counts.
/// (row_number() OVER () says the same, but takes the parallelism from the whole pipeline: twice the time on two cores.)
inline constexpr const char *kCsvScanRow = "__hr_row";

/// Registers the function and the encodings headrace-utf-16-le, headrace-utf-16-be and headrace-latin-1 (Windows-1252) in the
/// connection's database. Once a database, on any thread.
Result<void> registerCsvScan(duckdb_connection connection);

}  // namespace headrace::data
