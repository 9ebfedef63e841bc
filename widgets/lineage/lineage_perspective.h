// SPDX-License-Identifier: GPL-3.0-or-later
// The lineage of all runs: the graph, what is chosen in it, the path of a column, and the runs behind it.
#pragma once

#include "models/lineage/lineage_explorer.h"
#include "models/lineage/lineage_path_model.h"
#include "models/lineage/lineage_statistics.h"
#include "models/lineage/reproduction.h"

#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;
class QTabBar;
class QTableView;

namespace headrace {

class ColumnPicker;
class LineageCanvas;
class LineageFacts;
class LineageFilter;
class LineageRunsTable;
class SnapshotView;
class WarmWorker;

/// Window's thread. The store and the catalog must outlive it.
class LineagePerspective : public QWidget
{
    Q_OBJECT

public:
    /// `worker` works statistics out.
    LineagePerspective(StoreThread *store, const Catalog &catalog, WarmWorker *worker, QWidget *parent = nullptr);
    ~LineagePerspective() override;

    /// Shows only this run.
    void showRun(const QString &id, const QString &name);
    LineageExplorer *explorer() { return m_explorer; }
    LineageCanvas *canvas() { return m_canvas; }
    /// Made when it is first needed.
    SnapshotView *snapshot();

Q_SIGNALS:
    /// A new document is wanted with a past run's pipeline.
    void branchRequested(const QByteArray &pipeline, const QString &name, const QString &folder);
    void statusChanged(const QStringList &parts);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeMiddle();
    QWidget *makeLower();
    QWidget *makeStatistics();
    void showStatistics();
    void setDirection();
    void search(const QString &text);
    void choose(ColumnRef ref);
    void takePicture();
    void say();
    void withRun(const std::function<void(const record::Run &run, const Pipeline &pipeline)> &then);
    void openSnapshot(bool compare);
    void branch();
    void notice(const QString &text, bool bad = false);

    StoreThread *m_store;
    const Catalog &m_catalog;
    LineageExplorer *m_explorer;
    LineagePathModel *m_path;
    LineageStatistics *m_statistics;
    Reproduction *m_reproduction;
    QStackedWidget *m_pages;
    SnapshotView *m_snapshot = nullptr;
    LineageCanvas *m_canvas;
    LineageFacts *m_facts;
    LineageRunsTable *m_runs = nullptr;
    LineageFilter *m_filter = nullptr;
    ColumnPicker *m_picker;
    QPushButton *m_upstream = nullptr, *m_downstream = nullptr;
    QLineEdit *m_search = nullptr;
    QStandardItemModel *m_found;
    QCompleter *m_completer = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_lower = nullptr;
    QTableView *m_pathTable = nullptr;
    QWidget *m_empty = nullptr;
    QStackedWidget *m_middle = nullptr;
    QLabel *m_notice = nullptr, *m_statisticsWords = nullptr;
    QTableView *m_statisticsTable = nullptr;
    QList<QPushButton *> m_runButtons;
    ColumnRef m_toShow;  ///< brought into sight with the next picture
};

}  // namespace headrace
