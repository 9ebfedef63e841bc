// SPDX-License-Identifier: GPL-3.0-or-later
// A SQLite file of someone else's, opened so that neither it nor a query can do anything but give rows.
#pragma once

#include "engine/base/result.h"

#include <sqlite3.h>

#include <QString>

#include <memory>

namespace headrace::data {

/// Belongs to one thread at a time.
class SqliteFile
{
public:
    static Result<std::unique_ptr<SqliteFile>> open(const QString &path);
    ~SqliteFile() { sqlite3_close_v2(m_database); }
    SqliteFile(const SqliteFile &) = delete;
    SqliteFile &operator=(const SqliteFile &) = delete;

    struct Finalize {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    /// Exactly one SELECT (or VALUES, or WITH … SELECT).
    Result<Statement> prepare(const QString &query);
    /// Why the last call failed, in words.
    Error error() const;
    sqlite3 *handle() const { return m_database; }

private:
    SqliteFile(sqlite3 *database, QString path) : m_database(database), m_path(std::move(path)) {}
    sqlite3 *m_database;
    QString m_path;
};

}  // namespace headrace::data
