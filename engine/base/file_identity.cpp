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

QString ContentMemory::placeOf(const QString &path) const
{
    return m_folder.isEmpty() ? QString() : m_folder + QLatin1Char('/') + sha256(path.toUtf8()).left(32) + QStringLiteral(".json");
}

Result<FileContent> ContentMemory::remembered(const QString &path) const
{
    FileContent content;
    HR_ASSIGN(content.identity, FileIdentity::of(path));
    QFile file(placeOf(path));
    if (file.fileName().isEmpty() || !file.open(QIODevice::ReadOnly))
        return content;
    const QJsonObject known = QJsonDocument::fromJson(file.readAll()).object();
    const bool racy = known.value(QStringLiteral("looked_ns")).toInteger() - content.identity.changedNs < kRacyNs;
    if (!racy && known.value(QStringLiteral("path")).toString() == path
        && FileIdentity::fromJson(known.value(QStringLiteral("identity")).toObject()) == content.identity) {
        content.xxh3 = known.value(QStringLiteral("xxh3")).toString();
        content.sha256 = known.value(QStringLiteral("sha256")).toString();
    }
    return content;
}

Result<FileContent> ContentMemory::contentOf(const QString &path, bool withSha256, const std::function<bool()> &stop) const
{
    HR_ASSIGN(FileContent content, remembered(path));
    if (!content.xxh3.isEmpty() && (!withSha256 || !content.sha256.isEmpty()))
        return content;

    const qint64 looked = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    if (withSha256 && content.xxh3.isEmpty()) {
        HR_ASSIGN(const FileHashes hashes, hashesOfFile(path, stop));
        content.xxh3 = hashes.xxh3;
        content.sha256 = hashes.sha256;
    } else if (withSha256) {
        HR_ASSIGN(content.sha256, sha256OfFile(path, stop));
    } else {
        HR_ASSIGN(content.xxh3, xxh3OfFile(path, stop));
    }
    HR_ASSIGN(const FileIdentity after, FileIdentity::of(path));
    if (after != content.identity)
        return Error(ErrorCode::Failed, QStringLiteral("'%1' changed while it was read.").arg(path),
                     QStringLiteral("Run again when whatever writes it has finished."))
            .inFile(path);
    if (const QString memory = placeOf(path); !memory.isEmpty() && QDir().mkpath(m_folder)) {
        // Best effort: a memory that cannot be written costs time, not truth.
        QSaveFile file(memory);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QJsonDocument(QJsonObject{{QStringLiteral("path"), path},
                                                 {QStringLiteral("identity"), content.identity.toJson()},
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
