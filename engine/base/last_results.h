// SPDX-License-Identifier: GPL-3.0-or-later
// What the last runs of one pipeline file left at its nodes: the cache entries of their results, and the schemas of tables that
// are not known before a run. It is what a frozen node keeps, and what the editor shows of a node that has yet to run.
//
// It stands in base, beside the cache, since the host must know which entries frozen nodes need.
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QString>

#include <mutex>
#include <optional>

namespace headrace {

struct LastResult {
    QString key;          ///< of the cache entry that holds the whole result; empty: none was kept
    qint64 atMs = 0;      ///< when it was made, ms since the epoch
    bool frozen = false;  ///< the node was frozen then, so the entry must stay
    QString recipe;       ///< hash of operator and parameters: a schema is remembered for the same ones only
    QJsonObject schemas;  ///< by output port, as data::Schema writes them
    bool operator==(const LastResult &) const = default;
};

/// One small JSON file a pipeline file, in the folder `last` of the cache. Thread-safe. Two runs of one file at a time: the later
/// one's word stands.
class LastResults
{
public:
    /// `pipelineFile` empty: nothing is remembered. Reads what is there; a damaged file counts as none.
    LastResults(const QString &cacheFolder, const QString &pipelineFile);

    std::optional<LastResult> at(const QString &node) const;
    void set(const QString &node, const LastResult &result);
    /// Writes what set() changed, as a whole or not at all; false where that failed.
    bool save();

    /// The entries that frozen nodes of any pipeline file need.
    static QSet<QString> frozenKeys(const QString &cacheFolder);

private:
    mutable std::mutex m_mutex;
    QString m_path;
    QString m_pipelineFile;
    QMap<QString, LastResult> m_nodes;
    bool m_changed = false;
};

}  // namespace headrace
