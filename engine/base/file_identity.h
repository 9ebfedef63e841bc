// SPDX-License-Identifier: GPL-3.0-or-later
// What a file holds, remembered by what the file system says of it, so that a large file is not read again and again.
#pragma once

#include "engine/base/result.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <optional>

namespace headrace {

/// Device, inode, size, modification and change time (ns): changes whenever the content may have changed.
struct FileIdentity {
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = 0;
    qint64 modifiedNs = 0;
    qint64 changedNs = 0;

    static Result<FileIdentity> of(const QString &path);
    QJsonObject toJson() const;
    static FileIdentity fromJson(const QJsonObject &object);
    bool operator==(const FileIdentity &) const = default;
};

struct FileContent {
    QString xxh3;
    QString sha256;  ///< empty where only the quick hash was asked for
    FileIdentity identity;
};

/// Remembers contents in a folder (one small file a source); several processes may share it. Thread-safe.
/// As in git, an entry taken within two seconds of the file's change time is not trusted: another write may have
/// left the same times.
class ContentMemory
{
public:
    /// An empty folder remembers nothing.
    explicit ContentMemory(QString folder);
    /// What is remembered, and the file's identity now; the hashes are empty where they are not known. Reads nothing of the file.
    Result<FileContent> remembered(const QString &path) const;
    Result<FileContent> contentOf(const QString &path, bool withSha256, const std::function<bool()> &stop = {}) const;

private:
    QString placeOf(const QString &path) const;

    QString m_folder;
};

}  // namespace headrace
