// SPDX-License-Identifier: GPL-3.0-or-later
// The runs in which the chosen thing stood, as a table.
#pragma once

#include "models/lineage/lineage_explorer.h"

#include <QTableView>

class QStandardItemModel;

namespace headrace {

/// Window's thread.
class LineageRunsTable : public QTableView
{
    Q_OBJECT

public:
    explicit LineageRunsTable(LineageExplorer *explorer, QWidget *parent = nullptr);
    int count() const;
    /// The selected run, else the newest one; nothing where no thing is chosen.
    std::optional<LineageRun> current() const;

Q_SIGNALS:
    void currentRunChanged();

private:
    void refresh();
    LineageExplorer *m_explorer;
    QStandardItemModel *m_items;
    QList<LineageRun> m_runs;
};

}  // namespace headrace
