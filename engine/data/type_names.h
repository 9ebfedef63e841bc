// SPDX-License-Identifier: GPL-3.0-or-later
// DuckDB's logical types as text, as typeof() prints them.
#pragma once

#include <duckdb.h>

#include <QSet>
#include <QString>

namespace headrace::data {

/// Such as DECIMAL(18,2), STRUCT(a INTEGER, "b c" VARCHAR)[] or TIMESTAMP WITH TIME ZONE. `keywords` (lower case) are the
/// words that DuckDB quotes as field names.
QString typeName(duckdb_logical_type type, const QSet<QString> &keywords);

/// Whether values of the type are numbers (integers of any width, decimals, floating point), by its name.
bool isNumericType(const QString &type);
/// Whether the type can hold NaN and infinities: FLOAT and DOUBLE.
bool isFloatingType(const QString &type);

}  // namespace headrace::data
