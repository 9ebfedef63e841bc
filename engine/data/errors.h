// SPDX-License-Identifier: GPL-3.0-or-later
// What DuckDB says about a failure, taken apart (sessions run with errors_as_json).
#pragma once

#include "engine/base/result.h"

#include <duckdb.h>

#include <QString>
#include <QStringList>

namespace headrace::data {

struct DuckDBFailure {
    duckdb_error_type type = DUCKDB_ERROR_INVALID;
    QString text;            ///< the message without its kind
    QString subtype;         ///< such as COLUMN_NOT_FOUND, MISSING_ENTRY, NO_MATCHING_FUNCTION
    QString name;            ///< what was not found
    QString kind;            ///< of a missing entry: Table, Scalar Function, …
    QStringList candidates;  ///< names that exist
    int byte = -1;           ///< offset in the UTF-8 of the statement, -1 where unknown; of a syntax error in code points
};

DuckDBFailure parseFailure(const QString &message, duckdb_error_type type);

/// In words; position is in UTF-16 units of `sql` where the failure has one.
Error errorFrom(const DuckDBFailure &failure, const QString &sql = {});

/// The offset in UTF-16 units of a byte of the text's UTF-8.
int utf16Offset(const QString &text, int byte);
/// The offset in UTF-16 units of a code point of the text.
int utf16OffsetOfCodePoint(const QString &text, int codePoint);

}  // namespace headrace::data
