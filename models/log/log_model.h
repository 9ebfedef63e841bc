// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a document's runs: the last 100,000 lines, by level and node.
#pragma once

#include "models/run/run_progress.h"

#include <QAbstractListModel>
#include <QSet>

#include <deque>

namespace headrace {

/// Belongs to the window's thread. Only the lines that pass the filter are rows.
class LogModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { TimeRole = Qt::UserRole, LevelRole, NodeRole };
    static constexpr qsizetype kMostLines = 100'000;

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void append(const QList<LogLine> &lines, qint64 leftOut = 0);
    void clear();
    /// Lines below the level, or of other nodes where `node` is not empty, are not shown.
    void setFilter(LogLine::Level lowest, const QString &node);
    /// The nodes that have said something, sorted.
    QStringList nodes() const;
    const LogLine &line(int row) const { return m_lines[size_t(m_shown[size_t(row)] - m_first)]; }
    int count(LogLine::Level level) const { return m_counts[level]; }

Q_SIGNALS:
    void nodesChanged();
    void countsChanged();

private:
    bool passes(const LogLine &line) const;
    void trim();

    std::deque<LogLine> m_lines;
    qint64 m_first = 0;          ///< number of the first line kept
    std::deque<qint64> m_shown;  ///< numbers of lines that pass
    LogLine::Level m_lowest = LogLine::Info;
    QString m_node;
    QSet<QString> m_nodes;
    int m_counts[4] = {};
};

}  // namespace headrace
