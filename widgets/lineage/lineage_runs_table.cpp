// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/lineage_runs_table.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>

namespace headrace {

LineageRunsTable::LineageRunsTable(LineageExplorer *explorer, QWidget *parent)
    : QTableView(parent), m_explorer(explorer), m_items(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("lineageRuns"));
    setModel(m_items);
    setAccessibleName(tr("Runs that touched it"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(26);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(explorer, &LineageExplorer::pictureChanged, this, &LineageRunsTable::refresh);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &LineageRunsTable::currentRunChanged);
    refresh();
}

int LineageRunsTable::count() const
{
    return int(m_runs.size());
}

std::optional<LineageRun> LineageRunsTable::current() const
{
    if (m_runs.isEmpty())
        return std::nullopt;
    const QModelIndexList rows = selectionModel()->selectedRows();
    return m_runs.value(rows.isEmpty() ? 0 : rows.first().row());
}

void LineageRunsTable::refresh()
{
    const LineageGraph &graph = m_explorer->graph();
    const int thing = m_explorer->view().focus.thing;
    QList<LineageRun> runs;
    if (thing >= 0 && thing < int(graph.things.size()))
        for (const int run : graph.things[size_t(thing)].runs)
            runs << graph.runs[run];
    const bool same = runs.size() == m_runs.size()
        && std::equal(runs.begin(), runs.end(), m_runs.begin(),
                      [](const LineageRun &a, const LineageRun &b) { return a.id == b.id && a.status == b.status; });
    if (same && m_items->columnCount() > 0)
        return;
    m_runs = runs;
    m_items->clear();
    m_items->setHorizontalHeaderLabels({tr("Run"), tr("Status"), tr("Started"), tr("Pipeline")});
    for (const LineageRun &run : std::as_const(m_runs))
        m_items->appendRow({new QStandardItem(run.name), new QStandardItem(run.status),
                            new QStandardItem(QLocale().toString(QDateTime::fromMSecsSinceEpoch(run.startMs), QLocale::ShortFormat)),
                            new QStandardItem(QFileInfo(run.file).fileName())});
    setColumnWidth(0, 180);
    setColumnWidth(1, 100);
    setColumnWidth(2, 160);
    Q_EMIT currentRunChanged();
}

}  // namespace headrace

#include "moc_lineage_runs_table.cpp"
