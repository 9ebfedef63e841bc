// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/path_content.h"

#include "engine/base/hashing.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace headrace {

Result<PathContent> contentOfPath(const QString &path, bool withSha256, const std::function<bool()> &stop)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error(ErrorCode::NotFound, QStringLiteral("There is no file '%1'.").arg(path), QStringLiteral("Check the path."));
    PathContent content;
    if (!info.isDir()) {
        content.bytes = info.size();
        if (withSha256) {
            HR_ASSIGN(const FileHashes hashes, hashesOfFile(path, stop));
            content.xxh3 = hashes.xxh3;
            content.sha256 = hashes.sha256;
        } else {
            HR_ASSIGN(content.xxh3, xxh3OfFile(path, stop));
        }
        return content;
    }
    QStringList names;
    QDirIterator it(path, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        names << it.next();
    names.sort();
    QByteArray hashes;
    for (const QString &name : std::as_const(names)) {
        content.bytes += QFileInfo(name).size();
        HR_ASSIGN(const QString one, xxh3OfFile(name, stop));
        hashes += QDir(path).relativeFilePath(name).toUtf8() + '=' + one.toLatin1() + '\n';
    }
    content.xxh3 = xxh3(hashes);
    return content;
}

}  // namespace headrace
