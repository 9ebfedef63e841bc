// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/database.h"

#include "engine/record/migrations.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

namespace headrace::record {

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    release();
    m_descriptor = std::exchange(other.m_descriptor, -1);
    return *this;
}

bool FileLock::acquire(const QString &path, Kind kind, int milliseconds)
{
    release();
    m_descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_descriptor < 0)
        return false;
    QElapsedTimer timer;
    timer.start();
    const int operation = (kind == Kind::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB;
    while (::flock(m_descriptor, operation) != 0) {
        if (timer.elapsed() >= milliseconds) {
            release();
            return false;
        }
        ::usleep(5000);
    }
    return true;
}

void FileLock::release()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

Error toError(const SQLite::Exception &exception, const QString &path)
{
    const QString said = QString::fromUtf8(exception.what());
    switch (exception.getErrorCode()) {
    case SQLITE_FULL:
        return Error(ErrorCode::Io, QStringLiteral("The disk is full; the run store could not be written."),
                     QStringLiteral("Free space on the disk of %1; what was recorded before is intact.").arg(path))
            .inFile(path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return Error(ErrorCode::Io, QStringLiteral("The run store may not be written."),
                     QStringLiteral("Check the permissions of %1 and its folder, or set HEADRACE_HOME to another folder.").arg(path))
            .inFile(path);
    case SQLITE_CANTOPEN:
        return Error(ErrorCode::Io, QStringLiteral("The run store could not be opened."),
                     QStringLiteral("Check that %1 can be read and its folder written, or set HEADRACE_HOME to another folder.").arg(path))
            .inFile(path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error(ErrorCode::TimedOut, QStringLiteral("The run store was busy for too long."),
                     QStringLiteral("Another program holds %1; try again when it has ended.").arg(path))
            .inFile(path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error(ErrorCode::Corrupt, QStringLiteral("The run store is damaged (%1).").arg(said),
                     QStringLiteral("The next command sets the damaged file aside and recovers what can be read."))
            .inFile(path);
    case SQLITE_IOERR:
        return Error(ErrorCode::Io, QStringLiteral("The run store could not be read or written (%1).").arg(said),
                     QStringLiteral("Check the disk of %1.").arg(path))
            .inFile(path);
    default:
        return Error(ErrorCode::Internal, QStringLiteral("The run store refused a statement (%1).").arg(said),
                     QStringLiteral("Please report this with the command you ran."))
            .inFile(path);
    }
}

namespace {

struct Header {
    bool empty = true;
    bool sqlite = false;
    int version = 0;
    int applicationId = 0;
    qint64 statedBytes = 0;
    qint64 fileBytes = 0;
};

/// Reads the first bytes without SQLite, which might replay a log or change the file.
Header readHeader(const QString &path)
{
    Header header;
    QFile file(path);
    header.fileBytes = file.size();
    if (header.fileBytes == 0 || !file.open(QIODevice::ReadOnly))
        return header;
    const QByteArray bytes = file.read(100);
    header.empty = false;
    header.sqlite = bytes.size() == 100 && bytes.startsWith("SQLite format 3");
    if (header.sqlite) {
        const auto at = [&bytes](int offset) { return qFromBigEndian<quint32>(bytes.constData() + offset); };
        const quint16 page = qFromBigEndian<quint16>(bytes.constData() + 16);
        header.version = int(at(60));
        header.applicationId = int(at(68));
        header.statedBytes = qint64(at(28)) * (page == 1 ? 65536 : page);
    }
    return header;
}

Error newerStore(const QString &path, int version)
{
    return Error(ErrorCode::Invalid,
                 QStringLiteral("The run store was written by a newer Headrace (store version %1, this program knows %2).")
                     .arg(version)
                     .arg(migrations().size()),
                 QStringLiteral("Nothing in it was changed. Use that newer version, or set HEADRACE_HOME to another folder."))
        .inFile(path);
}

Result<void> checkHeader(const QString &path)
{
    const Header header = readHeader(path);
    if (header.empty)
        return {};
    if (!header.sqlite)
        return Error(ErrorCode::Corrupt, QStringLiteral("The run store is damaged (its first page is not SQLite's).")).inFile(path);
    if (header.applicationId != 0 && header.applicationId != kApplicationId)
        return Error(ErrorCode::Invalid, QStringLiteral("This SQLite file belongs to another program."),
                     QStringLiteral("Nothing in it was changed. Set HEADRACE_HOME to another folder."))
            .inFile(path);
    if (header.version > migrations().size())
        return newerStore(path, header.version);
    // Where a log is at hand the file may lawfully be shorter than it says.
    if (header.statedBytes > header.fileBytes && QFileInfo(path + QStringLiteral("-wal")).size() == 0)
        return Error(ErrorCode::Corrupt,
                     QStringLiteral("The run store is damaged (%1 of %2 bytes are there).").arg(header.fileBytes).arg(header.statedBytes))
            .inFile(path);
    return {};
}

Result<void> migrate(Database &database, const QString &path)
{
    SQLite::Database &sql = database.sql();
    int version = sql.execAndGet("PRAGMA user_version").getInt();
    if (version > migrations().size())
        return newerStore(path, version);
    if (version == migrations().size())
        return {};
    std::optional<Error> newer;
    HR_TRY(database.transaction([&] {
        version = sql.execAndGet("PRAGMA user_version").getInt();  // another process may have been first
        if (version == 0)
            sql.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
        for (; version < migrations().size(); ++version)
            sql.exec(migrations()[version]);
        sql.exec("PRAGMA user_version = " + std::to_string(version));
    }));
    return {};
}

}  // namespace

Result<Database> Database::open(const QString &path)
{
    HR_TRY(checkHeader(path));
    Database database;
    database.m_path = path;
    database.m_statements = std::make_unique<std::map<const char *, SQLite::Statement>>();
    try {
        database.m_database = std::make_unique<SQLite::Database>(
            path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, 10000);
        SQLite::Database &sql = *database.m_database;
        sql.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000;"
                 "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY");
        // Without it SQLite would believe a damaged schema until the first query meets it.
        sql.execAndGet("SELECT count(*) FROM sqlite_schema");
        HR_TRY(migrate(database, path));
    } catch (const SQLite::Exception &exception) {
        return toError(exception, path);
    }
    return database;
}

SQLite::Statement &Database::statement(const char *sql)
{
    auto found = m_statements->find(sql);
    if (found == m_statements->end())
        found = m_statements->try_emplace(sql, *m_database, sql).first;
    found->second.tryReset();  // reset() would throw again what the last use threw
    found->second.clearBindings();
    return found->second;
}

Result<void> Database::setDurable(bool durable)
{
    return reading([&] { return m_database->exec(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"); }).ok()
        ? Result<void>()
        : Result<void>(Error(ErrorCode::Internal, QStringLiteral("The run store refused to change its durability.")).inFile(m_path));
}

Error Database::failed(const SQLite::Exception &exception)
{
    Error error = toError(exception, m_path);
    if (error.code == ErrorCode::Corrupt) {
        QFile mark(damageMark(m_path));
        if (mark.open(QIODevice::WriteOnly))
            mark.write(error.text.toUtf8());
    }
    return error;
}

QString damageMark(const QString &path)
{
    return path + QStringLiteral(".suspect");
}

void bind(SQLite::Statement &statement, int index, const QString &text)
{
    statement.bind(index, text.toStdString());
}

void bind(SQLite::Statement &statement, int index, std::optional<qint64> value)
{
    if (value)
        statement.bind(index, int64_t(*value));
    else
        statement.bind(index);
}

void bind(SQLite::Statement &statement, int index, std::optional<double> value)
{
    if (value)
        statement.bind(index, *value);
    else
        statement.bind(index);
}

QString text(const SQLite::Column &column)
{
    return QString::fromUtf8(column.getText(), column.getBytes());
}

QJsonObject object(const SQLite::Column &column)
{
    return QJsonDocument::fromJson(QByteArray(column.getText(), column.getBytes())).object();
}

std::optional<qint64> optionalInteger(const SQLite::Column &column)
{
    return column.isNull() ? std::nullopt : std::optional<qint64>(column.getInt64());
}

std::optional<double> optionalNumber(const SQLite::Column &column)
{
    return column.isNull() ? std::nullopt : std::optional<double>(column.getDouble());
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}
QString compact(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

}  // namespace headrace::record
