// SPDX-License-Identifier: GPL-3.0-or-later
// The window: top bar, rail, perspectives, status line; wires the documents' models to the widgets that show them.
#pragma once

#include "app/workbench/open_documents.h"

#include <QHash>
#include <QMainWindow>
#include <QPointF>

#include <memory>

class QMenu;
class QStackedWidget;
class QVBoxLayout;

namespace headrace {

class ActionRegistry;
class Catalog;
class CommandPalette;
class Comparisons;
class CanvasOutline;
class ComposePerspective;
class DocumentCare;
struct FileSchema;
class HistoryPanel;
class InnerView;
class Inspector;
class LineagePerspective;
class MessageBar;
class Rail;
class ResultsArea;
class RunActions;
class RunsPerspective;
class Settings;
class StartPage;
class StatusLine;
class StoreThread;
class TopBar;
class TrustBar;
class WarmWorker;
class WorkspacePanel;

/// Window's thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Catalog &catalog, Settings *settings);
    ~MainWindow() override;

    /// Opens a pipeline file in a tab; what is wrong is said in the message bar.
    void openFile(const QString &path);
    /// Shows a folder in the workspace panel.
    void openWorkspace(const QString &folder);
    /// Offers what windows that died had not saved, if there is anything.
    void offerRecovery();
    ActionRegistry *actions() { return m_actions; }
    OpenDocuments *documents() { return m_documents; }
    ComposePerspective *compose() { return m_compose; }
    Inspector *inspector() { return m_inspector; }
    MessageBar *messages() { return m_messages; }
    ResultsArea *results() { return m_results; }
    LineagePerspective *lineage() { return m_lineage; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Perspective { Home, Compose, Runs, Lineage };

    // main_window_actions.cpp
    void makeActions();
    void fillMenus(QMenu *menu, QMenu *runMenu);
    void refreshActions();
    void openPalette();
    void runSelected(bool from);
    void showHistory();
    void runWithParameters();

    void makeLayout();
    void makeDocks();
    void wire();
    void remember();
    void restore();
    void showPerspective(int perspective);
    void showSession(DocumentSession *session);
    void followCanvas();
    void showNodes(const QStringList &nodes);
    void askStatistics(const QString &port);
    void takeMetric(DocumentSession *session, const QString &node, const QString &key, qint64 step, double value);
    void showMetric();

    // main_window_documents.cpp
    void chooseFolder();
    void startTour();
    void showSettings();
    void askTrust(DocumentSession *session);
    void describeFile(const QString &path, const std::function<void(const FileSchema &)> &done);
    void showVersions();
    void openSubpipeline(const QString &node);
    void branchFrom(const QByteArray &pipeline, const QString &name, const QString &folder);
    void chooseFile();
    void newDocument();
    bool save(DocumentSession *session);
    void saveAs(DocumentSession *session);
    void followRename(const QString &from, const QString &to);
    void followDelete(const QString &path);
    void showPath(DocumentSession *session);
    void closeDocument(DocumentSession *session);
    void say(const Error &error);

    struct LiveMetric {
        QString key;
        QList<QPointF> points;
    };

    const Catalog &m_catalog;
    Settings *m_settings;
    ActionRegistry *m_actions;
    WarmWorker *m_worker;
    WarmWorker *m_slowWorker;
    StoreThread *m_store;
    OpenDocuments *m_documents;
    TopBar *m_topBar = nullptr;
    Rail *m_rail = nullptr;
    MessageBar *m_messages = nullptr;
    QStackedWidget *m_perspectives = nullptr;
    StartPage *m_start = nullptr;
    ComposePerspective *m_compose = nullptr;
    WorkspacePanel *m_workspace = nullptr;
    CanvasOutline *m_outline = nullptr;
    TrustBar *m_trustBar = nullptr;
    QVBoxLayout *m_column = nullptr;
    RunsPerspective *m_runs = nullptr;
    LineagePerspective *m_lineage = nullptr;
    CommandPalette *m_palette = nullptr;
    StatusLine *m_status = nullptr;
    Inspector *m_inspector = nullptr;
    HistoryPanel *m_history = nullptr;
    ResultsArea *m_results = nullptr;
    RunActions *m_runActions = nullptr;
    Comparisons *m_comparisons = nullptr;
    DocumentSession *m_session = nullptr;
    bool m_arranged = false;
    QHash<DocumentSession *, DocumentCare *> m_cares;
    std::unique_ptr<InnerView> m_inner;        ///< what the inspector sees within a subpipeline
    QHash<QString, LiveMetric> m_liveMetrics;  ///< by node of the current session's run
};

}  // namespace headrace
