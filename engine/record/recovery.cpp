// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/recovery.h"

#include "engine/base/quoting.h"
#include "engine/record/database.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStringList>

#include <fcntl.h>
#include <unistd.h>

namespace headrace::record {

namespace {

constexpr const char *kParts[] = {"", "-wal", "-shm"};

QStringList names(SQLite::Database &sql, const std::string &query)
{
    QStringList list;
    SQLite::Statement statement(sql, query);
    while (statement.executeStep())
        list << text(statement.getColumn(0));
    return list;
}

/// Copies rows in the order of the table until a page cannot be read.
qint64 copyRows(SQLite::Database &from, SQLite::Database &to, const QString &table, const QStringList &columns, bool backwards)
{
    const std::string list = quoteIdentifiers(columns).toStdString();
    const std::string name = quoteIdentifier(table).toStdString();
    std::string marks;
    std::string order;
    for (qsizetype i = 0; i < columns.size(); ++i)
        marks += i ? ",?" : "?";
    if (backwards) {
        // Along the primary key from its end, to come at the rows behind the damage.
        for (const QString &column :
             names(to, "SELECT name FROM pragma_table_info(" + quoteLiteral(table).toStdString() + ") WHERE pk > 0 ORDER BY pk"))
            order += (order.empty() ? " ORDER BY " : ", ") + quoteIdentifier(column).toStdString() + " DESC";
    }
    qint64 copied = 0;
    try {
        SQLite::Statement read(from, "SELECT " + list + " FROM " + name + order);
        SQLite::Statement write(to, "INSERT OR IGNORE INTO " + name + " (" + list + ") VALUES (" + marks + ")");
        while (read.executeStep()) {
            try {
                write.reset();
                for (int i = 0; i < int(columns.size()); ++i) {
                    const SQLite::Column column = read.getColumn(i);
                    if (column.isNull())
                        write.bind(i + 1);
                    else if (column.isInteger())
                        write.bind(i + 1, column.getInt64());
                    else if (column.isFloat())
                        write.bind(i + 1, column.getDouble());
                    else
                        write.bind(i + 1, std::string(column.getText(), size_t(column.getBytes())));
                }
                copied += write.exec();
            } catch (const SQLite::Exception &exception) {
                if (exception.getErrorCode() == 13)  // SQLITE_FULL ends it; a row that breaks a rule of its table is damage
                    throw;
            }
        }
    } catch (const SQLite::Exception &exception) {
        if (exception.getErrorCode() == 13)
            throw;
    }
    return copied;
}

qint64 rescue(const QString &damaged, Database &fresh)
{
    qint64 rows = 0;
    SQLite::Database &to = fresh.sql();
    to.exec("PRAGMA foreign_keys = OFF");
    // Read-write, so that a log beside the copy is replayed as far as it is whole.
    SQLite::Database from(damaged.toStdString(), SQLite::OPEN_READWRITE, 1000);
    const QStringList tables = names(to, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    SQLite::Transaction transaction(to);
    for (const QString &table : tables) {
        const std::string columnsOf = "SELECT name FROM pragma_table_info(" + quoteLiteral(table).toStdString() + ")";
        QStringList columns;
        try {
            const QStringList old = names(from, columnsOf);
            for (const QString &column : names(to, columnsOf))
                if (old.contains(column))
                    columns << column;
        } catch (const SQLite::Exception &) {
            continue;  // not even the schema can be read
        }
        if (columns.isEmpty())
            continue;
        rows += copyRows(from, to, table, columns, false);
        rows += copyRows(from, to, table, columns, true);
    }
    to.exec("DELETE FROM runs WHERE run_id IS NULL OR length(run_id) <> 32");
    // Rows whose run is lost speak of nothing.
    for (int again = 0; again < 3; ++again)
        for (const QString &table : tables) {
            const std::string orphans = "DELETE FROM " + quoteIdentifier(table).toStdString()
                + " WHERE run IS NOT NULL AND run NOT IN (SELECT run FROM runs)";
            try {
                if (table != QLatin1String("runs"))
                    to.exec(orphans);
            } catch (const SQLite::Exception &) {
                break;  // a table without runs
            }
        }
    transaction.commit();
    to.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return rows;
}

bool copyFile(const QString &from, const QString &to)
{
    QFile::remove(to);
    if (!QFile::copy(from, to))
        return false;
    const int descriptor = ::open(QFile::encodeName(to).constData(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return synced;
}

}  // namespace

bool isIntact(const QString &path)
{
    try {
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE, 10000);
        return std::string(database.execAndGet("PRAGMA integrity_check(1)").getText()) == "ok";
    } catch (const SQLite::Exception &) {
        return false;
    }
}

Result<QString> recoverStore(const QString &path)
{
    const QString backup = path + QStringLiteral(".damaged-")
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    const QString work = path + QStringLiteral(".recovering");
    const Error refused(ErrorCode::Io, QStringLiteral("The damaged run store could not be set aside."),
                        QStringLiteral("Make room beside %1, or move that file away.").arg(path));
    for (const char *part : kParts) {
        QFile::remove(work + QLatin1String(part));
        QFile::remove(work + QStringLiteral(".source") + QLatin1String(part));
        if (!QFileInfo::exists(path + QLatin1String(part)))
            continue;
        // Twice: one stays as it is, the other is read, which may write to it.
        if (!copyFile(path + QLatin1String(part), backup + QLatin1String(part))
            || !copyFile(path + QLatin1String(part), work + QStringLiteral(".source") + QLatin1String(part))) {
            for (const char *copied : kParts)
                QFile::remove(backup + QLatin1String(copied));
            return Error(refused).inFile(path);
        }
    }
    qint64 rows = 0;
    {
        auto fresh = Database::open(work);
        if (!fresh)
            return std::move(fresh).error();
        try {
            rows = rescue(work + QStringLiteral(".source"), *fresh);
        } catch (const SQLite::Exception &exception) {
            if (exception.getErrorCode() == 13)
                return toError(exception, work);
            // The damaged file is not SQLite's at all: a new store is begun.
        }
    }
    for (const char *part : kParts) {
        QFile::remove(work + QStringLiteral(".source") + QLatin1String(part));
        if (*part)
            QFile::remove(path + QLatin1String(part));
    }
    if (::rename(QFile::encodeName(work).constData(), QFile::encodeName(path).constData()) != 0)
        return Error(refused).inFile(path);
    QFile::remove(damageMark(path));
    return rows > 1
        ? QStringLiteral("The run store was damaged. It is kept as %1; %2 rows could be read and stand in a new store.")
              .arg(backup)
              .arg(rows)
        : QStringLiteral("The run store was damaged and nothing in it could be read. It is kept as %1; a new store is begun.").arg(backup);
}

}  // namespace headrace::record
