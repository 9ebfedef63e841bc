// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/session.h"

#include "engine/base/quoting.h"
#include "engine/data/csv_scan.h"
#include "engine/data/errors.h"
#include "engine/data/hash_function.h"
#include "engine/data/json_values.h"
#include "engine/data/memo.h"
#include "engine/data/sqlite_scan.h"
#include "engine/data/type_names.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace headrace::data {

namespace {

Error cancelled()
{
    return {ErrorCode::Cancelled, QStringLiteral("Cancelled.")};
}

QString listOfLiterals(const QStringList &texts)
{
    QStringList quoted;
    for (const QString &text : texts)
        quoted << quoteLiteral(text);
    return QLatin1Char('[') + quoted.join(QStringLiteral(", ")) + QLatin1Char(']');
}

/// A prepared statement, destroyed at the end of its life.
struct Statement {
    duckdb_prepared_statement handle = nullptr;
    ~Statement() { duckdb_destroy_prepare(&handle); }
};

void bindValue(duckdb_prepared_statement statement, idx_t index, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        duckdb_bind_boolean(statement, index, value.toBool());
        return;
    case QJsonValue::Double:
        if (const qint64 whole = value.toInteger(0); whole != 0 || value.toDouble() == 0.0)
            duckdb_bind_int64(statement, index, whole);
        else
            duckdb_bind_double(statement, index, value.toDouble());
        return;
    case QJsonValue::String: {
        const QByteArray text = value.toString().toUtf8();
        duckdb_bind_varchar_length(statement, index, text.constData(), idx_t(text.size()));
        return;
    }
    default:
        duckdb_bind_null(statement, index);
    }
}

}  // namespace

/// Shared by the session, its connections and their rows, so that the database closes after the last of them.
struct SessionState {
    duckdb_database database = nullptr;
    std::atomic<bool> interrupted = false;
    std::mutex mutex;  ///< guards connections and closing
    std::condition_variable changed;
    std::vector<duckdb_connection> connections;
    bool closing = false;
    QSet<QString> keywords;  ///< written once, while the session opens

    ~SessionState() { duckdb_close(&database); }
};

struct Session::Private {
    std::shared_ptr<SessionState> state = std::make_shared<SessionState>();
    std::thread interrupter;
};

struct Connection::Private {
    std::shared_ptr<SessionState> state;
    duckdb_connection handle = nullptr;

    Result<void> prepare(const QString &sql, Statement &statement) const;
    Result<void> execute(const QString &sql, Statement &statement, bool streaming, duckdb_result &result) const;
    QList<Column> columnsOf(const Statement &statement) const;
};

struct Rows::Private {
    std::shared_ptr<SessionState> state;
    Statement statement;
    duckdb_result result{};
    QString sql;
    bool ended = false;
    ~Private() { duckdb_destroy_result(&result); }
};

/// Takes ownership of the type.
static Column columnOf(const char *name, duckdb_logical_type type, const SessionState &state)
{
    Column column;
    column.name = QString::fromUtf8(name);
    column.type = typeName(type, state.keywords);
    duckdb_destroy_logical_type(&type);
    return column;
}

Session::Session() : d(std::make_unique<Private>()) {}

Session::~Session()
{
    {
        const std::lock_guard lock(d->state->mutex);
        d->state->closing = true;
    }
    d->state->changed.notify_all();
    if (d->interrupter.joinable())
        d->interrupter.join();
}

Result<std::unique_ptr<Session>> Session::open(const SessionOptions &options)
{
    std::unique_ptr<Session> session(new Session);
    SessionState &state = *session->d->state;
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    const auto set = [&](const char *name, const QString &value) { duckdb_set_config(config, name, value.toUtf8().constData()); };
    set("autoinstall_known_extensions", QStringLiteral("false"));
    set("autoload_known_extensions", QStringLiteral("false"));
    set("allow_community_extensions", QStringLiteral("false"));
    set("temp_directory", options.tempFolder);
    if (options.threads > 0)
        set("threads", QString::number(options.threads));
    if (options.memoryBytes > 0)
        set("memory_limit", QString::number(options.memoryBytes) + QStringLiteral("B"));
    char *message = nullptr;
    const duckdb_state opened = duckdb_open_ext(nullptr, &state.database, config, &message);
    duckdb_destroy_config(&config);
    if (opened != DuckDBSuccess) {
        const QString text = QString::fromUtf8(message);
        duckdb_free(message);
        return errorFromDuckDB(text, DUCKDB_INVALID_CONFIGURATION);
    }
    HR_ASSIGN(const auto connection, session->connect());
    HR_TRY(registerHashFunction(connection->handle()));
    HR_TRY(registerCsvScan(connection->handle()));
    HR_TRY(registerSqliteScan(connection->handle()));
    // Errors as JSON carry position and candidates. The time zone is global, so that a later connection has it too.
    QStringList statements{QStringLiteral("SET GLOBAL errors_as_json = true"), QStringLiteral("SET GLOBAL TimeZone = 'UTC'"),
                           QStringLiteral("SET GLOBAL Calendar = 'gregorian'")};
    if (!options.allowedPaths.isEmpty()) {
        // A name with * ? or [ is asked for as the pattern that fits only it.
        QStringList paths = options.allowedPaths;
        for (const QString &path : options.allowedPaths)
            paths << escapePattern(path);
        paths.removeDuplicates();
        statements << QStringLiteral("SET allowed_paths = ") + listOfLiterals(paths);
    }
    if (!options.allowedFolders.isEmpty())
        statements << QStringLiteral("SET allowed_directories = ") + listOfLiterals(options.allowedFolders);
    if (!options.optimize) {
        HR_ASSIGN(const auto optimizers, connection->scalar(QStringLiteral("SELECT string_agg(name, ',') FROM duckdb_optimizers()")));
        statements << QStringLiteral("SET GLOBAL disabled_optimizers = ") + quoteLiteral(optimizers.toString());
    }
    if (options.locked)
        statements << QStringLiteral("SET enable_external_access = false") << QStringLiteral("SET lock_configuration = true");
    for (const QString &statement : std::as_const(statements))
        HR_TRY(connection->run(statement));
    state.keywords = connection->memo().keywords();
    if (state.keywords.isEmpty()) {
        HR_ASSIGN(const auto words, connection->rows(QStringLiteral("SELECT keyword_name FROM duckdb_keywords()")));
        for (const QJsonValue &row : words)
            state.keywords.insert(row.toArray().at(0).toString());
        connection->memo().setKeywords(state.keywords);
    }
    return session;
}

Result<std::unique_ptr<Connection>> Session::connect()
{
    std::unique_ptr<Connection> connection(new Connection);
    connection->d->state = d->state;
    const std::lock_guard lock(d->state->mutex);
    if (duckdb_connect(d->state->database, &connection->d->handle) != DuckDBSuccess)
        return Error(ErrorCode::Internal, QStringLiteral("A connection to the data library could not be opened."));
    d->state->connections.push_back(connection->d->handle);
    return connection;
}

void Session::interruptAll()
{
    SessionState &state = *d->state;
    const std::lock_guard lock(state.mutex);
    if (state.interrupted.exchange(true))
        return;
    for (const duckdb_connection connection : state.connections)
        duckdb_interrupt(connection);
    // A query that passed the check of the flag but had not started yet forgets the interrupt: so again, until closed.
    d->interrupter = std::thread([shared = d->state] {
        std::unique_lock again(shared->mutex);
        while (!shared->changed.wait_for(again, std::chrono::milliseconds(20), [&] { return shared->closing; })) {
            for (const duckdb_connection connection : shared->connections)
                duckdb_interrupt(connection);
        }
    });
}

bool Session::interrupted() const
{
    return d->state->interrupted;
}

QString Session::libraryVersion()
{
    return QString::fromUtf8(duckdb_library_version());
}

Connection::Connection() : d(std::make_unique<Private>()) {}

Connection::~Connection()
{
    if (!d->handle)
        return;
    const std::lock_guard lock(d->state->mutex);
    std::erase(d->state->connections, d->handle);
    duckdb_disconnect(&d->handle);
}

void Connection::interrupt()
{
    duckdb_interrupt(d->handle);
}

duckdb_connection Connection::handle() const
{
    return d->handle;
}

Memo &Connection::memo() const
{
    // Of the library and of pure functions of text alone: the same in all sessions of the process, and half the cost of a first
    // answer over a new one.
    static Memo memo;
    return memo;
}

Result<void> Connection::Private::prepare(const QString &sql, Statement &statement) const
{
    if (state->interrupted)
        return cancelled();
    if (duckdb_prepare(handle, sql.toUtf8().constData(), &statement.handle) == DuckDBSuccess)
        return {};
    return errorFrom(parseFailure(QString::fromUtf8(duckdb_prepare_error(statement.handle)), DUCKDB_ERROR_INVALID), sql);
}

Result<void> Connection::Private::execute(const QString &sql, Statement &statement, bool streaming, duckdb_result &result) const
{
    const duckdb_state done = streaming ? duckdb_execute_prepared_streaming(statement.handle, &result)
                                        : duckdb_execute_prepared(statement.handle, &result);
    if (done == DuckDBSuccess)
        return {};
    if (state->interrupted)
        return cancelled();
    return errorFrom(parseFailure(QString::fromUtf8(duckdb_result_error(&result)), duckdb_result_error_type(&result)), sql);
}

QList<Column> Connection::Private::columnsOf(const Statement &statement) const
{
    QList<Column> columns;
    const idx_t count = duckdb_prepared_statement_column_count(statement.handle);
    columns.reserve(qsizetype(count));
    for (idx_t i = 0; i < count; ++i) {
        const char *name = duckdb_prepared_statement_column_name(statement.handle, i);
        columns << columnOf(name, duckdb_prepared_statement_column_logical_type(statement.handle, i), *state);
        duckdb_free(const_cast<char *>(name));
    }
    return columns;
}

Result<qint64> Connection::run(const QString &sql)
{
    Statement statement;
    HR_TRY(d->prepare(sql, statement));
    duckdb_result result{};
    const auto done = d->execute(sql, statement, false, result);
    const qint64 rows = !done                                                  ? 0
        : duckdb_result_return_type(result) == DUCKDB_RESULT_TYPE_CHANGED_ROWS ? qint64(duckdb_rows_changed(&result))
                                                                               : qint64(duckdb_row_count(&result));
    duckdb_destroy_result(&result);
    HR_TRY(done);
    return rows;
}

Result<Rows> Connection::query(const QString &sql, const QJsonArray &values)
{
    Rows rows;
    HR_TRY(d->prepare(sql, rows.d->statement));
    if (duckdb_prepared_statement_type(rows.d->statement.handle) != DUCKDB_STATEMENT_TYPE_SELECT)
        return Error(ErrorCode::Invalid, QStringLiteral("Only a SELECT can be read from."));
    for (qsizetype i = 0; i < values.size(); ++i)
        bindValue(rows.d->statement.handle, idx_t(i + 1), values[i]);
    rows.d->state = d->state;
    rows.d->sql = sql;
    HR_TRY(d->execute(sql, rows.d->statement, true, rows.d->result));
    // From the result: the types of a prepared statement may depend on the values bound.
    for (idx_t i = 0; i < duckdb_column_count(&rows.d->result); ++i)
        rows.m_columns << columnOf(duckdb_column_name(&rows.d->result, i), duckdb_column_logical_type(&rows.d->result, i), *d->state);
    return rows;
}

Result<QJsonArray> Connection::rows(const QString &sql, const QJsonArray &values)
{
    HR_ASSIGN(Rows rows, query(sql, values));
    // These have no vector form that could be read here; DuckDB casts them.
    static const QStringList castInstead{QStringLiteral("UNION("), QStringLiteral("VARIANT"), QStringLiteral("BIGNUM"),
                                         QStringLiteral("GEOMETRY")};
    QStringList names, items;
    bool cast = false;
    for (const Column &column : rows.columns()) {
        names << QStringLiteral("c%1").arg(names.size());
        const bool needed = std::any_of(castInstead.begin(), castInstead.end(),
                                        [&](const QString &type) { return column.type.contains(type); });
        items << (needed ? QStringLiteral("CAST(%1 AS VARCHAR)").arg(names.last()) : names.last());
        cast |= needed;
    }
    if (cast) {
        HR_ASSIGN(rows,
                  query(QStringLiteral("SELECT %1 FROM (%2) AS t(%3)").arg(items.join(QLatin1Char(',')), sql, names.join(QLatin1Char(','))),
                        values));
    }
    QList<duckdb_logical_type> types;
    for (idx_t i = 0; i < idx_t(rows.columns().size()); ++i)
        types << duckdb_column_logical_type(&rows.d->result, i);
    const auto all = [&]() -> Result<QJsonArray> {
        QJsonArray table;
        for (;;) {
            HR_ASSIGN(const Chunk chunk, rows.next());
            if (!chunk)
                return table;
            for (idx_t r = 0; r < chunk.rows(); ++r) {
                QJsonArray row;
                for (idx_t c = 0; c < idx_t(types.size()); ++c)
                    row << jsonValue(chunk.column(c), types[qsizetype(c)], r);
                table << row;
            }
        }
    }();
    for (duckdb_logical_type type : types)
        duckdb_destroy_logical_type(&type);
    return all;
}

Result<QJsonValue> Connection::scalar(const QString &sql, const QJsonArray &values)
{
    HR_ASSIGN(const QJsonArray table, rows(sql, values));
    if (table.size() != 1 || table[0].toArray().size() != 1)
        return Error(ErrorCode::Internal, QStringLiteral("One value was expected, %1 rows came.").arg(table.size()));
    return table.at(0).toArray().at(0);
}

Result<QList<Column>> Connection::describe(const QString &sql)
{
    Statement statement;
    HR_TRY(d->prepare(sql, statement));
    if (duckdb_prepared_statement_type(statement.handle) != DUCKDB_STATEMENT_TYPE_SELECT)
        return Error(ErrorCode::Invalid, QStringLiteral("Only a SELECT has columns."));
    return d->columnsOf(statement);
}

Rows::Rows() : d(std::make_unique<Private>()) {}
Rows::Rows(Rows &&) noexcept = default;
Rows &Rows::operator=(Rows &&) noexcept = default;
Rows::~Rows() = default;

duckdb_type Rows::typeOf(int column) const
{
    return duckdb_column_type(&d->result, idx_t(column));
}

Result<Chunk> Rows::next()
{
    if (d->ended)
        return Chunk();
    if (d->state->interrupted)
        return cancelled();
    Chunk chunk(duckdb_fetch_chunk(d->result));
    if (chunk && chunk.rows() > 0)
        return chunk;
    d->ended = true;
    const char *message = duckdb_result_error(&d->result);
    if (message && *message) {
        if (d->state->interrupted)
            return cancelled();
        return errorFrom(parseFailure(QString::fromUtf8(message), duckdb_result_error_type(&d->result)), d->sql);
    }
    return Chunk();
}

}  // namespace headrace::data
