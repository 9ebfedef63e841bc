// SPDX-License-Identifier: GPL-3.0-or-later
// The content-addressed cache: results by recipe key, each file with its own hash that is checked on every read.
//
// It stands in base, not in data, since `headrace cache` works on it without DuckDB.
#pragma once

#include "engine/base/result.h"

#include <QJsonObject>
#include <QSet>
#include <QString>

#include <optional>

namespace headrace {

/// What stands under one key. `facts` is the caller's; each file is named in `files` by name, with its hash and size.
struct CacheEntry {
    QString key;
    QString folder;
    QJsonObject facts;
    QJsonObject files;  ///< name: {"xxh3", "bytes"}

    QString path(const QString &name) const { return folder + QLatin1Char('/') + name; }
    qint64 bytes() const;
};

struct CacheListing {
    QString key;
    qint64 bytes = 0;
    qint64 usedMs = 0;  ///< last use, ms since the epoch
    QJsonObject facts;
};

/// Several processes may use one folder at once: entries appear by rename and are never changed afterwards.
/// Thread-safe.
class ContentCache
{
public:
    explicit ContentCache(QString folder);

    /// The entry, its own record verified; nothing if there is none or its record is damaged (it is removed then).
    std::optional<CacheEntry> find(const QString &key) const;
    /// Checks the bytes of a file of the entry; a damaged entry is removed, and false means: compute it again.
    bool verify(const CacheEntry &entry, const QString &name) const;
    /// Marks the entry as used now, for eviction.
    void touch(const CacheEntry &entry) const;

    /// A private folder to write an entry's files into; commit() publishes it, dropping the object removes it.
    class Writer
    {
    public:
        Writer(Writer &&other) noexcept;
        Writer &operator=(Writer &&) = delete;
        ~Writer();
        const QString &folder() const { return m_folder; }
        QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }
        /// Hashes every file in the folder and publishes the entry. An entry that is already there stays (same recipe).
        Result<CacheEntry> commit(const QJsonObject &facts);

    private:
        friend class ContentCache;
        Writer(const ContentCache *cache, QString key, QString folder);
        const ContentCache *m_cache;
        QString m_key;
        QString m_folder;
    };
    Result<Writer> write(const QString &key) const;

    void remove(const QString &key) const;
    QList<CacheListing> list() const;
    qint64 totalBytes() const;
    /// Removes least recently used entries, none of `keep`, until at most `maximumBytes` remain; also what dead writers left.
    /// Gives the number of bytes freed.
    qint64 evict(qint64 maximumBytes, const QSet<QString> &keep = {}) const;
    const QString &folder() const { return m_folder; }

private:
    QString entryFolder(const QString &key) const;
    QString m_folder;
};

}  // namespace headrace
