// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/content_cache.h"

#include "engine/base/hashing.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headrace {

namespace {

const QString kRecord = QStringLiteral("entry.json");

QJsonObject sealed(const QJsonObject &body)
{
    return {{QStringLiteral("body"), body}, {QStringLiteral("xxh3"), xxh3(canonicalJson(body))}};
}

/// The record of an entry, if its bytes are what was written: a flipped bit in it is noticed, too.
std::optional<QJsonObject> unsealed(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject body = object.value(QStringLiteral("body")).toObject();
    if (body.isEmpty() || object.value(QStringLiteral("xxh3")).toString() != xxh3(canonicalJson(body)))
        return std::nullopt;
    return body;
}

bool isKey(const QString &key)
{
    return key.size() >= 4
        && std::all_of(key.begin(), key.end(), [](QChar c) { return c.unicode() < 128 && (c.isDigit() || c.isLower()); });
}

}  // namespace

qint64 CacheEntry::bytes() const
{
    qint64 total = 0;
    for (const QJsonValue &file : files)
        total += file.toObject().value(QStringLiteral("bytes")).toInteger();
    return total;
}

ContentCache::ContentCache(QString folder) : m_folder(std::move(folder)) {}

QString ContentCache::entryFolder(const QString &key) const
{
    return m_folder + QStringLiteral("/objects/") + key.left(2) + QLatin1Char('/') + key;
}

std::optional<CacheEntry> ContentCache::find(const QString &key) const
{
    if (!isKey(key))
        return std::nullopt;
    const QString folder = entryFolder(key);
    const QString record = folder + QLatin1Char('/') + kRecord;
    const auto body = unsealed(record);
    if (!body) {
        if (QFile::exists(folder))
            remove(key);
        return std::nullopt;
    }
    return CacheEntry{key, folder, body->value(QStringLiteral("facts")).toObject(), body->value(QStringLiteral("files")).toObject()};
}

bool ContentCache::verify(const CacheEntry &entry, const QString &name) const
{
    const QJsonObject file = entry.files.value(name).toObject();
    const QString path = entry.path(name);
    if (!file.isEmpty() && QFileInfo(path).size() == file.value(QStringLiteral("bytes")).toInteger()) {
        const auto hash = xxh3OfFile(path);
        if (hash && *hash == file.value(QStringLiteral("xxh3")).toString())
            return true;
    }
    remove(entry.key);
    return false;
}

void ContentCache::touch(const CacheEntry &entry) const
{
    ::utimensat(AT_FDCWD, QFile::encodeName(entry.path(kRecord)).constData(), nullptr, 0);
}

ContentCache::Writer::Writer(const ContentCache *cache, QString key, QString folder)
    : m_cache(cache), m_key(std::move(key)), m_folder(std::move(folder))
{}

ContentCache::Writer::Writer(Writer &&other) noexcept
    : m_cache(other.m_cache), m_key(std::move(other.m_key)), m_folder(std::exchange(other.m_folder, {}))
{}

ContentCache::Writer::~Writer()
{
    if (!m_folder.isEmpty())
        QDir(m_folder).removeRecursively();
}

Result<ContentCache::Writer> ContentCache::write(const QString &key) const
{
    Q_ASSERT(isKey(key));
    // The process id lets evict() tell a writer at work from one that died.
    const QString folder = QStringLiteral("%1/writing/%2-%3").arg(m_folder).arg(getpid()).arg(QUuid::createUuid().toString(QUuid::Id128));
    if (!QDir().mkpath(folder))
        return Error(ErrorCode::Io, QStringLiteral("The cache folder %1 cannot be written.").arg(m_folder),
                     QStringLiteral("Check its permissions and the free space, or run with --no-cache."));
    return Writer(this, key, folder);
}

Result<CacheEntry> ContentCache::Writer::commit(const QJsonObject &facts)
{
    QJsonObject files;
    const QDir folder(m_folder);
    QDirIterator it(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        HR_ASSIGN(const QString hash, xxh3OfFile(path));
        files.insert(folder.relativeFilePath(path),
                     QJsonObject{{QStringLiteral("xxh3"), hash}, {QStringLiteral("bytes"), it.fileInfo().size()}});
    }
    const QJsonObject body{{QStringLiteral("key"), m_key}, {QStringLiteral("facts"), facts}, {QStringLiteral("files"), files}};
    QFile record(path(kRecord));
    const QByteArray bytes = QJsonDocument(sealed(body)).toJson(QJsonDocument::Compact);
    if (!record.open(QIODevice::WriteOnly) || record.write(bytes) != bytes.size() || !record.flush())
        return Error(ErrorCode::Io, QStringLiteral("The cache entry %1 cannot be written: %2.").arg(m_key, record.errorString()),
                     QStringLiteral("Free some space, or run with --no-cache."));
    record.close();
    const QString target = m_cache->entryFolder(m_key);
    QDir().mkpath(QFileInfo(target).path());
    if (std::rename(QFile::encodeName(m_folder).constData(), QFile::encodeName(target).constData()) != 0) {
        if (errno != EEXIST && errno != ENOTEMPTY)
            return Error(ErrorCode::Io, QStringLiteral("The cache entry %1 cannot be put in place.").arg(m_key),
                         QStringLiteral("Check the permissions of %1.").arg(m_cache->m_folder));
        // Someone was quicker, or a damaged entry stands there. The same recipe: theirs serves if it is whole.
        if (auto there = m_cache->find(m_key))
            return *std::move(there);
        if (std::rename(QFile::encodeName(m_folder).constData(), QFile::encodeName(target).constData()) != 0)
            return Error(ErrorCode::Io, QStringLiteral("The cache entry %1 cannot be put in place.").arg(m_key));
    }
    m_folder.clear();
    return CacheEntry{m_key, target, facts, files};
}

void ContentCache::remove(const QString &key) const
{
    if (!isKey(key))
        return;
    // Renamed away first, so that nobody finds half an entry.
    const QString dead = QStringLiteral("%1/writing/%2-%3").arg(m_folder).arg(getpid()).arg(QUuid::createUuid().toString(QUuid::Id128));
    QDir().mkpath(m_folder + QStringLiteral("/writing"));
    if (std::rename(QFile::encodeName(entryFolder(key)).constData(), QFile::encodeName(dead).constData()) == 0)
        QDir(dead).removeRecursively();
}

QList<CacheListing> ContentCache::list() const
{
    QList<CacheListing> entries;
    QDirIterator it(m_folder + QStringLiteral("/objects"), {kRecord}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const auto body = unsealed(path);
        if (!body)
            continue;
        const CacheEntry entry{body->value(QStringLiteral("key")).toString(), it.fileInfo().path(),
                               body->value(QStringLiteral("facts")).toObject(), body->value(QStringLiteral("files")).toObject()};
        entries.push_back({entry.key, entry.bytes() + it.fileInfo().size(), it.fileInfo().lastModified().toMSecsSinceEpoch(), entry.facts});
    }
    std::sort(entries.begin(), entries.end(), [](const CacheListing &a, const CacheListing &b) { return a.usedMs < b.usedMs; });
    return entries;
}

qint64 ContentCache::totalBytes() const
{
    qint64 total = 0;
    for (const CacheListing &entry : list())
        total += entry.bytes;
    return total;
}

qint64 ContentCache::evict(qint64 maximumBytes, const QSet<QString> &keep) const
{
    for (const QString &name : QDir(m_folder + QStringLiteral("/writing")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto pid = pid_t(name.section(QLatin1Char('-'), 0, 0).toInt());
        if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH)
            QDir(m_folder + QStringLiteral("/writing/") + name).removeRecursively();
    }
    const QList<CacheListing> entries = list();
    qint64 total = 0;
    for (const CacheListing &entry : entries)
        total += entry.bytes;
    qint64 freed = 0;
    for (const CacheListing &entry : entries) {
        if (total - freed <= maximumBytes)
            break;
        if (keep.contains(entry.key))
            continue;
        remove(entry.key);
        freed += entry.bytes;
    }
    return freed;
}

}  // namespace headrace
