// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/trash.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace headrace {

Result<TrashedFile> moveToTrash(const QString &path)
{
    QString inTrash;
    if (!QFile::moveToTrash(path, &inTrash))
        return Error(ErrorCode::Io,
                     QCoreApplication::translate("Trash", "'%1' could not be moved to the trash.").arg(QFileInfo(path).fileName()),
                     QCoreApplication::translate("Trash", "It is where it was. Delete it in a file manager if it should go for good."))
            .inFile(path);
    return TrashedFile{path, inTrash};
}

Result<void> takeBack(const TrashedFile &file)
{
    const QString name = QFileInfo(file.path).fileName();
    if (QFileInfo::exists(file.path))
        return Error(ErrorCode::Failed, QCoreApplication::translate("Trash", "There is another '%1' now.").arg(name),
                     QCoreApplication::translate("Trash", "Rename it, then take the old one back."))
            .inFile(file.path);
    QDir().mkpath(QFileInfo(file.path).absolutePath());
    if (!QFile::rename(file.inTrash, file.path))
        return Error(ErrorCode::Io, QCoreApplication::translate("Trash", "'%1' could not be taken back.").arg(name),
                     QCoreApplication::translate("Trash", "Look for it in the trash of the desktop."))
            .inFile(file.inTrash);
    // The note beside the trash's files that says where it came from (freedesktop.org's Trash specification).
    const QFileInfo info(file.inTrash);
    QFile::remove(QDir(info.absolutePath() + QStringLiteral("/../info")).absoluteFilePath(info.fileName() + QStringLiteral(".trashinfo")));
    return {};
}

}  // namespace headrace
