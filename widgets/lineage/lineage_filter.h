// SPDX-License-Identifier: GPL-3.0-or-later
// The button that says which runs and kinds of things are shown, and the menu to change it.
#pragma once

#include "models/lineage/lineage_explorer.h"

#include <QPushButton>

class QAction;
class QMenu;

namespace headrace {

/// Window's thread.
class LineageFilter : public QPushButton
{
    Q_OBJECT

public:
    explicit LineageFilter(LineageExplorer *explorer, QWidget *parent = nullptr);
    /// Only one run, by its name; empty: all.
    void setRun(const QString &id, const QString &name);

private:
    void say();
    void apply();
    LineageExplorer *m_explorer;
    QMenu *m_menu;
    QList<QAction *> m_times, m_kinds;
    QAction *m_newest, *m_reached, *m_columns, *m_allRuns;
    int m_days = 0;
    QString m_run, m_runName;
};

}  // namespace headrace
