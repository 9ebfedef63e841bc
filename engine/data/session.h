// SPDX-License-Identifier: GPL-3.0-or-later
// A DuckDB database for one plan, and its connections. The only way to DuckDB's C API for the rest of the engine.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"

#include <duckdb.h>

#include <QJsonArray>
#include <QString>
#include <QStringList>

#include <atomic>
#include <memory>

namespace headrace::data {

struct SessionOptions {
    int threads = 0;             ///< 0: one a core
    qint64 memoryBytes = 0;      ///< 0: DuckDB's default
    QString tempFolder;          ///< where it spills; empty: no spilling
    QStringList allowedPaths;    ///< files it may read
    QStringList allowedFolders;  ///< folders it may read and write (run folder, cache)
    bool optimize = true;        ///< false for a session that only binds: its plans never run, so none is optimized
    bool locked = true;          ///< external access off and configuration locked, after the above
};

class Connection;
class Memo;

/// Thread-safe: any thread may connect() and interruptAll().
class Session
{
public:
    static Result<std::unique_ptr<Session>> open(const SessionOptions &options);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    Result<std::unique_ptr<Connection>> connect();
    /// Interrupts whatever its connections run now, and makes everything started later fail as Cancelled.
    void interruptAll();
    bool interrupted() const;

    static QString libraryVersion();

private:
    struct Private;
    std::unique_ptr<Private> d;
    friend class Connection;
    Session();
};

/// A data chunk, freed at the end of its life.
class Chunk
{
public:
    Chunk() = default;
    explicit Chunk(duckdb_data_chunk chunk) : m_chunk(chunk) {}
    Chunk(Chunk &&other) noexcept : m_chunk(std::exchange(other.m_chunk, nullptr)) {}
    Chunk &operator=(Chunk &&other) noexcept
    {
        std::swap(m_chunk, other.m_chunk);
        return *this;
    }
    ~Chunk()
    {
        if (m_chunk)
            duckdb_destroy_data_chunk(&m_chunk);
    }
    explicit operator bool() const { return m_chunk != nullptr; }
    duckdb_data_chunk get() const { return m_chunk; }
    idx_t rows() const { return m_chunk ? duckdb_data_chunk_get_size(m_chunk) : 0; }
    duckdb_vector column(idx_t index) const { return duckdb_data_chunk_get_vector(m_chunk, index); }

private:
    duckdb_data_chunk m_chunk = nullptr;
};

/// The rows of a query as chunks, fetched as they are computed. Belongs to one thread.
class Rows
{
public:
    Rows(Rows &&) noexcept;
    Rows &operator=(Rows &&) noexcept;
    ~Rows();
    const QList<Column> &columns() const { return m_columns; }
    duckdb_type typeOf(int column) const;
    /// The next chunk; an empty Chunk at the end.
    Result<Chunk> next();

private:
    friend class Connection;
    Rows();
    struct Private;
    std::unique_ptr<Private> d;
    QList<Column> m_columns;
};

/// Belongs to one thread at a time.
class Connection
{
public:
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Runs one statement to its end and forgets its rows. Gives the number of rows it changed or produced.
    Result<qint64> run(const QString &sql);
    /// Exactly one prepared SELECT, streamed. `values` are bound to $1, $2, ….
    Result<Rows> query(const QString &sql, const QJsonArray &values = {});
    /// All rows as JSON values (64-bit integers exact, everything else without a JSON form as text). For small results.
    Result<QJsonArray> rows(const QString &sql, const QJsonArray &values = {});
    /// The one value of the one row.
    Result<QJsonValue> scalar(const QString &sql, const QJsonArray &values = {});
    /// Binds without running: names and types of the columns of one SELECT (a bare NULL is an INTEGER, as in a stored table).
    Result<QList<Column>> describe(const QString &sql);
    void interrupt();  ///< from any thread
    duckdb_connection handle() const;
    Memo &memo() const;  ///< of the session

private:
    friend class Session;
    Connection();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Gives what queries have freed back to the system, where the allocators keep it for the next one: before something else
/// takes much. From any thread; a few milliseconds.
void releaseUnusedMemory();

/// Turns DuckDB's message into words: out of memory, full disk, interrupted, conversion failures, positions.
Error errorFromDuckDB(const QString &message, duckdb_error_type type);

}  // namespace headrace::data
