// SPDX-License-Identifier: GPL-3.0-or-later
// One connection to the store's file: opening it safely, transactions, and SQLite's failures in words.
#pragma once

#include "engine/base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>

namespace headrace::record {

/// An advisory lock on a file, held by an open descriptor: the kernel releases it when the process dies, so none is ever stale.
class FileLock
{
public:
    enum class Kind { Shared, Exclusive };
    FileLock() = default;
    FileLock(FileLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock() { release(); }
    /// Waits at most `milliseconds`; false if another process holds it or the file cannot be made.
    bool acquire(const QString &path, Kind kind, int milliseconds);
    void release();

private:
    int m_descriptor = -1;
};

/// A failure of SQLite as an Error: full disk, read-only folder, damage and a busy store each say so.
Error toError(const SQLite::Exception &exception, const QString &path);

/// Belongs to one thread. Statements are cached by their text.
class Database
{
public:
    /// Opens, and makes or migrates the tables. Corrupt where the file is damaged (see recovery.h); Invalid where it is newer
    /// than this program, or not ours: then not a byte of it was changed.
    static Result<Database> open(const QString &path);

    SQLite::Database &sql() { return *m_database; }
    const QString &path() const { return m_path; }
    /// A prepared statement, reset and without bindings.
    SQLite::Statement &statement(const char *sql);

    /// Runs `work` in one transaction (BEGIN IMMEDIATE); what throws is rolled back and given as an Error.
    template <class Work> Result<void> transaction(Work &&work)
    {
        try {
            SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
            work();
            transaction.commit();
            return {};
        } catch (const SQLite::Exception &exception) {
            return failed(exception);
        }
    }
    /// Runs `read` and gives its value.
    template <class Read> auto reading(Read &&read) -> Result<decltype(read())>
    {
        try {
            return read();
        } catch (const SQLite::Exception &exception) {
            return failed(exception);
        }
    }
    /// While true, commits are on the disk before they return (power loss included).
    Result<void> setDurable(bool durable);

    /// How long to wait for another process's write; 10 s at first. A busy store is an Error with code TimedOut.
    void setPatience(int milliseconds) { m_database->setBusyTimeout(milliseconds); }

private:
    Error failed(const SQLite::Exception &exception);
    QString m_path;
    std::unique_ptr<SQLite::Database> m_database;
    std::unique_ptr<std::map<const char *, SQLite::Statement>> m_statements;
};

// Binding and reading in Qt's types.
void bind(SQLite::Statement &statement, int index, const QString &text);
void bind(SQLite::Statement &statement, int index, std::optional<qint64> value);
void bind(SQLite::Statement &statement, int index, std::optional<double> value);
QString text(const SQLite::Column &column);
QJsonObject object(const SQLite::Column &column);
std::optional<qint64> optionalInteger(const SQLite::Column &column);
std::optional<double> optionalNumber(const SQLite::Column &column);
QString compact(const QJsonObject &object);
QString compact(const QJsonArray &array);

/// The file that says: this store gave a damaged page; look at it before it is used again.
QString damageMark(const QString &path);

}  // namespace headrace::record
