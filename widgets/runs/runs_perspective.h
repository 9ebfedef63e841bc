// SPDX-License-Identifier: GPL-3.0-or-later
// The perspective of runs: filter and table above, curves, comparison and the run's page below.
#pragma once

#include "models/runs/run_table_model.h"

#include <QWidget>

class QLabel;
class QTabBar;
class QTableView;

namespace headrace {

class ColumnChooser;
class CurveGrid;
class FilterField;
class RunComparison;
class RunCurves;
class RunDetails;

/// Window's thread.
class RunsPerspective : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPerspective(StoreThread *store, QWidget *parent = nullptr);
    RunTableModel *model() { return m_model; }
    /// Shows one run's page, by its id: from a notification.
    void showRun(const QString &id);

Q_SIGNALS:
    /// For the status line: '1,284 runs, 612 match', 'filtered in 18 ms'.
    void statusChanged(const QStringList &parts);
    void pipelineRequested(const QByteArray &pipeline, const QString &name, const QString &folder);
    void lineageRequested(const QString &run, const QString &name);

private:
    QWidget *makeUpper();
    QWidget *makeLower();
    void chooseColumnsOnce();
    void fitColumns();
    void selectionChanged();

    StoreThread *m_store;
    ShownRuns *m_shown;
    RunTableModel *m_model;
    RunCurves *m_curves;
    RunComparison *m_comparison;
    FilterField *m_filter;
    ColumnChooser *m_chooser;
    QTableView *m_table;
    QWidget *m_empty;
    QTabBar *m_tabs;
    RunDetails *m_details;
    CurveGrid *m_grid;
    bool m_columnsChosen = false;
};

}  // namespace headrace
