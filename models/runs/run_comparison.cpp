// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runs/run_comparison.h"

#include <QSet>

namespace headrace {

void RunComparison::setRuns(const QList<record::RunSummary> &runs)
{
    m_runs = runs;
    rebuild();
}

void RunComparison::setOnlyDifferences(bool only)
{
    m_only = only;
    rebuild();
}

void RunComparison::rebuild()
{
    beginResetModel();
    m_facts.clear();
    const auto add = [this](const QString &group, const QString &name, bool number, auto value) {
        Fact fact{group, name, {}, false, number};
        for (const record::RunSummary &run : std::as_const(m_runs))
            fact.values << value(run);
        fact.differs = QSet<QString>(fact.values.cbegin(), fact.values.cend()).size() > 1;
        if (fact.differs || !m_only)
            m_facts << fact;
    };
    QSet<QString> params, metrics, tags;
    for (const record::RunSummary &run : std::as_const(m_runs)) {
        for (auto it = run.params.cbegin(); it != run.params.cend(); ++it)
            params.insert(it.key());
        for (auto it = run.metrics.cbegin(); it != run.metrics.cend(); ++it)
            metrics.insert(it.key());
        for (auto it = run.tags.cbegin(); it != run.tags.cend(); ++it)
            tags.insert(it.key());
    }
    const auto sorted = [](const QSet<QString> &set) {
        QStringList list = set.values();
        list.sort();
        return list;
    };
    for (const QString &key : sorted(metrics))
        add(tr("Metrics"), key, true, [&key](const record::RunSummary &run) {
            const auto it = run.metrics.constFind(key);
            return it == run.metrics.cend() ? QString() : QString::number(*it, 'g', 8);
        });
    for (const QString &key : sorted(params))
        add(tr("Parameters"), key, false, [&key](const record::RunSummary &run) { return run.params.value(key); });
    for (const QString &key : sorted(tags))
        add(tr("Tags"), key, false, [&key](const record::RunSummary &run) { return run.tags.value(key); });
    add(tr("Run"), tr("Pipeline"), false, [](const record::RunSummary &run) { return run.sourceName; });
    add(tr("Run"), tr("Status"), false, [](const record::RunSummary &run) { return record::toString(run.status); });
    add(tr("Run"), tr("Duration"), true,
        [](const record::RunSummary &run) { return run.durationS ? QStringLiteral("%1 s").arg(*run.durationS, 0, 'f', 2) : QString(); });
    endResetModel();
}

int RunComparison::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_facts.size());
}

int RunComparison::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size()) + 2;
}

QVariant RunComparison::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Fact &fact = m_facts.at(index.row());
    if (role == DiffersRole)
        return fact.differs;
    if (role == Qt::TextAlignmentRole)
        return int((index.column() > 1 && fact.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == 0)
        return fact.group;
    if (index.column() == 1)
        return fact.name;
    return fact.values.value(index.column() - 2);
}

QVariant RunComparison::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return tr("Kind");
    if (section == 1)
        return tr("What");
    return section - 2 < m_runs.size() ? m_runs.at(section - 2).name : QString();
}

}  // namespace headrace

#include "moc_run_comparison.cpp"
