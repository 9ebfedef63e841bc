// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file_identity.h"

#include "engine/base/hashing.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace headrace {

namespace {
constexpr qint64 kRacyNs = 2'000'000'000;

qint64 nanoseconds(const timespec &time)
{
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}
}  // namespace

Result<FileIdentity> FileIdentity::of(const QString &path)
{
    struct stat info = {};
    if (stat(QFile::encodeName(path).constData(), &info) != 0)
        return Error(ErrorCode::NotFound,
                     QStringLiteral("'%1' cannot be looked at: %2.").arg(path, QString::fromLocal8Bit(std::strerror(errno))))
            .inFile(path);
    return FileIdentity{info.st_dev, info.st_ino, info.st_size, nanoseconds(info.st_mtim), nanoseconds(info.st_ctim)};
}

QJsonObject FileIdentity::toJson() const
{
    return {{QStringLiteral("device"), qint64(device)},
            {QStringLiteral("inode"), qint64(inode)},
            {QStringLiteral("size"), size},
            {QStringLiteral("modified_ns"), modifiedNs},
            {QStringLiteral("changed_ns"), changedNs}};
}

FileIdentity FileIdentity::fromJson(const QJsonObject &object)
{
    return {quint64(object.value(QStringLiteral("device")).toInteger()), quint64(object.value(QStringLiteral("inode")).toInteger()),
            object.value(QStringLiteral("size")).toInteger(-1), object.value(QStringLiteral("modified_ns")).toInteger(),
            object.value(QStringLiteral("changed_ns")).toInteger()};
}

ContentMemory::ContentMemory(QString folder) : m_folder(std::move(folder)) {}

Result<FileContent> ContentMemory::contentOf(const QString &path, bool withSha256, const std::function<bool()> &stop) const
{
    HR_ASSIGN(const FileIdentity identity, FileIdentity::of(path));
    const QString memory = m_folder.isEmpty() ? QString()
                                              : m_folder + QLatin1Char('/') + sha256(path.toUtf8()).left(32) + QStringLiteral(".json");
    FileContent content;
    if (QFile file(memory); !memory.isEmpty() && file.open(QIODevice::ReadOnly)) {
        const QJsonObject known = QJsonDocument::fromJson(file.readAll()).object();
        const bool racy = known.value(QStringLiteral("looked_ns")).toInteger() - identity.changedNs < kRacyNs;
        if (!racy && known.value(QStringLiteral("path")).toString() == path
            && FileIdentity::fromJson(known.value(QStringLiteral("identity")).toObject()) == identity) {
            content.xxh3 = known.value(QStringLiteral("xxh3")).toString();
            content.sha256 = known.value(QStringLiteral("sha256")).toString();
        }
    }
    content.identity = identity;
    if (!content.xxh3.isEmpty() && (!withSha256 || !content.sha256.isEmpty()))
        return content;

    const qint64 looked = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    if (content.xxh3.isEmpty()) {
        HR_ASSIGN(content.xxh3, xxh3OfFile(path, stop));
    }
    if (withSha256 && content.sha256.isEmpty()) {
        HR_ASSIGN(content.sha256, sha256OfFile(path, stop));
    }
    HR_ASSIGN(const FileIdentity after, FileIdentity::of(path));
    if (after != identity)
        return Error(ErrorCode::Failed, QStringLiteral("'%1' changed while it was read.").arg(path),
                     QStringLiteral("Run again when whatever writes it has finished."))
            .inFile(path);
    if (!memory.isEmpty() && QDir().mkpath(m_folder)) {
        // Best effort: a memory that cannot be written costs time, not truth.
        QSaveFile file(memory);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QJsonDocument(QJsonObject{{QStringLiteral("path"), path},
                                                 {QStringLiteral("identity"), identity.toJson()},
                                                 {QStringLiteral("looked_ns"), looked},
                                                 {QStringLiteral("xxh3"), content.xxh3},
                                                 {QStringLiteral("sha256"), content.sha256}})
                           .toJson(QJsonDocument::Compact));
            file.commit();
        }
    }
    return content;
}

}  // namespace headrace
