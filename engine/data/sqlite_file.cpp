// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/sqlite_file.h"

#include <QFileInfo>
#include <QUrl>

namespace headrace::data {

namespace {

/// What a reading statement may do: everything else (ATTACH, PRAGMA, writing, loading code) is refused while it is compiled.
int authorize(void *, int action, const char *first, const char *second, const char *, const char *)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second && (qstricmp(second, "load_extension") == 0 || qstricmp(second, "fts3_tokenizer") == 0) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:  // virtual tables (full text search) ask for it themselves
        return first && qstricmp(first, "data_version") == 0 ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

sqlite3 *openWith(const QByteArray &name, int flags, int &code)
{
    sqlite3 *database = nullptr;
    code = sqlite3_open_v2(name.constData(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX | flags, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(database, 5000);
        sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
        sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
        sqlite3_exec(database, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", nullptr, nullptr, nullptr);
        code = sqlite3_exec(database, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    }
    return database;
}

}  // namespace

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const QString &path)
{
    int code = SQLITE_OK;
    sqlite3 *database = openWith(path.toUtf8(), 0, code);
    const auto primary = [&code] { return code & 0xFF; };
    if ((primary() == SQLITE_CANTOPEN || primary() == SQLITE_READONLY) && QFileInfo(path + QStringLiteral("-wal")).size() == 0) {
        // A database in write-ahead mode in a folder where its helper files may not be made: nobody can be writing there.
        sqlite3_close_v2(database);
        database = openWith("file:" + QUrl::toPercentEncoding(path, "/") + "?mode=ro&immutable=1", SQLITE_OPEN_URI, code);
    }
    std::unique_ptr<SqliteFile> file(new SqliteFile(database, path));
    if (code != SQLITE_OK)
        return file->error();
    sqlite3_set_authorizer(database, authorize, nullptr);
    return file;
}

Error SqliteFile::error() const
{
    const QString name = QFileInfo(m_path).fileName();
    const QString said = m_database ? QString::fromUtf8(sqlite3_errmsg(m_database)) : QString();
    switch (m_database ? sqlite3_errcode(m_database) & 0xFF : SQLITE_NOMEM) {
    case SQLITE_NOTADB:
        return Error(ErrorCode::Corrupt, QStringLiteral("'%1' is not a SQLite database.").arg(name),
                     QStringLiteral("Check the file; an encrypted database cannot be read."))
            .inFile(m_path);
    case SQLITE_CORRUPT:
        return Error(ErrorCode::Corrupt, QStringLiteral("The SQLite database '%1' is damaged: %2.").arg(name, said),
                     QStringLiteral("Mend it with 'sqlite3 FILE .recover'."))
            .inFile(m_path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error(ErrorCode::Io, QStringLiteral("Another program keeps the SQLite database '%1' locked.").arg(name),
                     QStringLiteral("End its transaction and run again."))
            .inFile(m_path);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return Error(ErrorCode::Io, QStringLiteral("'%1' could not be read: %2.").arg(name, said),
                     QStringLiteral("Check its permissions and those of its folder."))
            .inFile(m_path);
    case SQLITE_NOMEM:
        return Error(ErrorCode::OutOfMemory, QStringLiteral("There is not enough memory to read '%1'.").arg(name)).inFile(m_path);
    case SQLITE_INTERRUPT:
        return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    case SQLITE_AUTH:
        return Error(ErrorCode::Denied, QStringLiteral("The query may only read: %1.").arg(said), QStringLiteral("Write one SELECT."))
            .inFile(m_path);
    default:
        return Error(ErrorCode::Invalid, QStringLiteral("SQLite says about '%1': %2.").arg(name, said)).inFile(m_path);
    }
}

Result<SqliteFile::Statement> SqliteFile::prepare(const QString &query)
{
    const QString hint = QStringLiteral("Write one SELECT.");
    const QByteArray text = query.toUtf8();
    if (text.contains('\0'))
        return Error(ErrorCode::Invalid, QStringLiteral("The query holds a NUL character."), hint);
    const char *tail = nullptr;
    sqlite3_stmt *raw = nullptr;
    const int code = sqlite3_prepare_v3(m_database, text.constData(), int(text.size()) + 1, 0, &raw, &tail);
    Statement statement(raw);
    if (code != SQLITE_OK) {
        Error failure = error();
        if (const int offset = sqlite3_error_offset(m_database); offset >= 0)
            failure.position = int(QString::fromUtf8(text.left(offset)).size());
        return failure;
    }
    if (!statement)
        return Error(ErrorCode::Invalid, QStringLiteral("The query is empty."), hint);
    sqlite3_stmt *second = nullptr;
    const int rest = sqlite3_prepare_v3(m_database, tail, -1, 0, &second, nullptr);
    const Statement also(second);
    if (rest != SQLITE_OK || also)
        return Error(ErrorCode::Invalid, QStringLiteral("The query holds more than one statement."), hint);
    if (!sqlite3_stmt_readonly(statement.get()) || sqlite3_column_count(statement.get()) == 0
        || sqlite3_stmt_isexplain(statement.get()) != 0)
        return Error(ErrorCode::Invalid, QStringLiteral("The query is not a SELECT."), hint);
    if (sqlite3_bind_parameter_count(statement.get()) > 0)
        return Error(ErrorCode::Invalid, QStringLiteral("The query holds parameters, which have no value here."),
                     QStringLiteral("Write the values."));
    return statement;
}

}  // namespace headrace::data
