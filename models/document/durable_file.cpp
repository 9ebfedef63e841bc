// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/durable_file.h"

#include "engine/base/hashing.h"
#include "engine/base/paths.h"
#include "engine/host/process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

#include <unistd.h>

namespace headrace {

Result<void> writeDurably(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    // The bytes must be on the disk before the name points to them, else a crash could leave an empty file under it.
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush() || ::fsync(file.handle()) != 0
        || !file.commit()) {
        // A full disk takes a part, and the file then knows of no error.
        const QString why = file.error() == QFileDevice::NoError ? qt_error_string(errno) : file.errorString();
        return Error(ErrorCode::Io, QCoreApplication::translate("DurableFile", "'%1' cannot be written: %2.").arg(path, why),
                     QCoreApplication::translate("DurableFile",
                                                 "What was there is unchanged. Check the folder, its permissions and the free space."))
            .inFile(path);
    }
    host::syncFile(path);  // the name in its folder
    return {};
}

Result<QByteArray> readWhole(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(file.exists() ? ErrorCode::Io : ErrorCode::NotFound,
                     QCoreApplication::translate("DurableFile", "'%1' cannot be read: %2.").arg(path, file.errorString()))
            .inFile(path);
    return file.readAll();
}

QString userFolder(const QString &part)
{
    return StorePaths::ofUser().data + QLatin1Char('/') + part;
}

QString privateFolder(const QString &workspace, const QString &part)
{
    const QFileInfo own(workspace + QStringLiteral("/.headrace"));
    return !workspace.isEmpty() && own.isDir() && own.isWritable() ? own.filePath() + QLatin1Char('/') + part : userFolder(part);
}

Result<void> makePrivateFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    if (!QDir().mkpath(folder))
        return Error(ErrorCode::Io, QCoreApplication::translate("DurableFile", "The folder '%1' cannot be made.").arg(folder),
                     QCoreApplication::translate("DurableFile", "Check the permissions and the free space."))
            .inFile(folder);
    QFile note(folder + QStringLiteral("/.gitignore"));
    if (note.open(QIODevice::WriteOnly))
        note.write("*\n");
    return {};
}

QString nameForPath(const QString &path)
{
    return sha256(QFileInfo(path).absoluteFilePath().toUtf8()).left(24);
}

}  // namespace headrace
