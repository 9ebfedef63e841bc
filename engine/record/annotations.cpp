// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/store.h"

namespace headrace::record {

Result<void> Store::setTag(qint64 row, const QString &key, const std::optional<QString> &value)
{
    return m_database.transaction([&] {
        auto &change = m_database.statement(value ? "INSERT OR REPLACE INTO run_tags (run, key, value) VALUES (?, ?, ?)"
                                                  : "DELETE FROM run_tags WHERE run = ? AND key = ?");
        change.bind(1, int64_t(row));
        bind(change, 2, key);
        if (value)
            bind(change, 3, *value);
        change.exec();
    });
}

Result<void> Store::setNote(qint64 row, const QString &text, qint64 nowMs)
{
    return m_database.transaction([&] {
        auto &change = m_database.statement("INSERT OR REPLACE INTO run_notes (run, text, changed) VALUES (?, ?, ?)");
        change.bind(1, int64_t(row));
        bind(change, 2, text);
        change.bind(3, int64_t(nowMs));
        change.exec();
    });
}

Result<void> Store::setStarred(qint64 row, bool starred, qint64 nowMs)
{
    return m_database.transaction([&] {
        auto &change = m_database.statement(starred ? "INSERT OR IGNORE INTO run_stars (run, starred) VALUES (?, ?)"
                                                    : "DELETE FROM run_stars WHERE run = ?");
        change.bind(1, int64_t(row));
        if (starred)
            change.bind(2, int64_t(nowMs));
        change.exec();
    });
}

Result<void> Store::trust(const QString &sha256, const QString &path, qint64 nowMs)
{
    return m_database.transaction([&] {
        auto &insert = m_database.statement("INSERT OR REPLACE INTO trusted (sha256, path, granted) VALUES (?, ?, ?)");
        bind(insert, 1, sha256);
        bind(insert, 2, path);
        insert.bind(3, int64_t(nowMs));
        insert.exec();
    });
}

Result<QStringList> Store::trusted()
{
    return m_database.reading([&] {
        auto &select = m_database.statement("SELECT sha256 FROM trusted");
        QStringList list;
        while (select.executeStep())
            list << text(select.getColumn(0));
        select.reset();
        return list;
    });
}

}  // namespace headrace::record
