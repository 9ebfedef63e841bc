// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/log/log_model.h"

#include <QDateTime>

#include <algorithm>

namespace headrace {

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogLine &entry = line(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::AccessibleTextRole:
        return (entry.node.isEmpty() ? QString() : entry.node + QStringLiteral(": ")) + entry.text;
    case TimeRole:
        return QDateTime::fromMSecsSinceEpoch(entry.timeMs);
    case LevelRole:
        return int(entry.level);
    case NodeRole:
        return entry.node;
    default:
        return {};
    }
}

bool LogModel::passes(const LogLine &entry) const
{
    return entry.level >= m_lowest && (m_node.isEmpty() || entry.node == m_node || entry.node.startsWith(m_node + QLatin1Char('/')));
}

void LogModel::append(const QList<LogLine> &lines, qint64 leftOut)
{
    if (lines.isEmpty())
        return;
    QList<LogLine> all = lines.mid(std::max<qsizetype>(0, lines.size() - kMostLines));
    if (leftOut > 0)
        all.prepend({all.first().timeMs, LogLine::Warning, {}, tr("%n lines came too fast to be shown", nullptr, int(leftOut))});
    const qsizetype known = m_nodes.size();
    std::vector<qint64> fresh;
    for (const LogLine &entry : std::as_const(all)) {
        if (passes(entry))
            fresh.push_back(m_first + qint64(m_lines.size()));
        m_lines.push_back(entry);
        ++m_counts[entry.level];
        if (!entry.node.isEmpty())
            m_nodes.insert(entry.node);
    }
    if (!fresh.empty()) {
        const int at = int(m_shown.size());
        beginInsertRows({}, at, at + int(fresh.size()) - 1);
        m_shown.insert(m_shown.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    trim();
    if (m_nodes.size() != known)
        Q_EMIT nodesChanged();
    Q_EMIT countsChanged();
}

void LogModel::trim()
{
    if (qsizetype(m_lines.size()) <= kMostLines)
        return;
    const qint64 first = m_first + qint64(m_lines.size()) - kMostLines;
    const auto end = std::lower_bound(m_shown.begin(), m_shown.end(), first);
    const int gone = int(end - m_shown.begin());
    if (gone > 0)
        beginRemoveRows({}, 0, gone - 1);
    m_shown.erase(m_shown.begin(), end);
    for (; m_first < first; ++m_first) {
        --m_counts[m_lines.front().level];
        m_lines.pop_front();
    }
    if (gone > 0)
        endRemoveRows();
}

void LogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_shown.clear();
    m_nodes.clear();
    std::fill(std::begin(m_counts), std::end(m_counts), 0);
    endResetModel();
    Q_EMIT nodesChanged();
    Q_EMIT countsChanged();
}

void LogModel::setFilter(LogLine::Level lowest, const QString &node)
{
    if (lowest == m_lowest && node == m_node)
        return;
    beginResetModel();
    m_lowest = lowest;
    m_node = node;
    m_shown.clear();
    for (size_t i = 0; i < m_lines.size(); ++i)
        if (passes(m_lines[i]))
            m_shown.push_back(m_first + qint64(i));
    endResetModel();
}

QStringList LogModel::nodes() const
{
    QStringList list(m_nodes.begin(), m_nodes.end());
    list.sort();
    return list;
}

}  // namespace headrace

#include "moc_log_model.cpp"
