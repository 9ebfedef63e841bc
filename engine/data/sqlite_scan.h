// SPDX-License-Identifier: GPL-3.0-or-later
// Tables and queries of SQLite files as DuckDB rows; the file is opened read-only and trusted in nothing.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"

#include <duckdb.h>

#include <QString>
#include <QStringList>

namespace headrace::data {

/// The table function headrace_sqlite(path, query, names, types): the rows of one SELECT on a SQLite file, streamed in its order.
/// `types` holds BOOLEAN, BIGINT, DOUBLE, VARCHAR or BLOB for each column.
inline constexpr const char *kSqliteScan = "headrace_sqlite";

struct SqliteColumn {
    QString name;
    QString type;    ///< what it should become: a type of the scan, or DATE or TIMESTAMP, which the scan gives as VARCHAR
    QString stored;  ///< what the scan gives
};

/// The columns of one SELECT. Types come from the declarations, in SQLite's own rules of affinity; an expression has none,
/// there the first rows decide (at most 1,000, at most 100 ms), else VARCHAR.
/// Invalid for anything but one SELECT, Corrupt for a file that is no sound database.
Result<QList<SqliteColumn>> describeSqlite(const QString &path, const QString &query);
/// Names of tables and views.
Result<QStringList> sqliteTables(const QString &path);

/// Registers the function in the connection's database. Once a database, on any thread.
Result<void> registerSqliteScan(duckdb_connection connection);

}  // namespace headrace::data
