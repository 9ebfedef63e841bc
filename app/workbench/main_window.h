// SPDX-License-Identifier: GPL-3.0-or-later
// The window: top bar, rail, perspectives, status line; wires the documents' models to the widgets that show them.
#pragma once

#include "app/workbench/open_documents.h"

#include <QHash>
#include <QMainWindow>
#include <QPointF>

class QMenu;
class QStackedWidget;

namespace headrace {

class ActionRegistry;
class Catalog;
class CommandPalette;
class ComposePerspective;
class DocumentCare;
class Inspector;
class MessageBar;
class Rail;
class RunActions;
class RunsPerspective;
class Settings;
class StatusLine;
class StoreThread;
class TopBar;
class WarmWorker;

/// Window's thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Catalog &catalog, Settings *settings);
    ~MainWindow() override;

    /// Opens a pipeline file in a tab; what is wrong is said in the message bar.
    void openFile(const QString &path);
    ActionRegistry *actions() { return m_actions; }
    OpenDocuments *documents() { return m_documents; }
    ComposePerspective *compose() { return m_compose; }
    Inspector *inspector() { return m_inspector; }
    MessageBar *messages() { return m_messages; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Perspective { Compose, Runs };

    // main_window_actions.cpp
    void makeActions();
    void fillMenus(QMenu *menu, QMenu *runMenu);
    void refreshActions();
    void openPalette();
    void runSelected(bool from);

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

    void chooseFile();
    void newDocument();
    bool save(DocumentSession *session);
    void saveAs(DocumentSession *session);
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
    ComposePerspective *m_compose = nullptr;
    RunsPerspective *m_runs = nullptr;
    CommandPalette *m_palette = nullptr;
    StatusLine *m_status = nullptr;
    Inspector *m_inspector = nullptr;
    RunActions *m_runActions = nullptr;
    DocumentSession *m_session = nullptr;
    QHash<DocumentSession *, DocumentCare *> m_cares;
    QHash<QString, LiveMetric> m_liveMetrics;  ///< by node of the current session's run
};

}  // namespace headrace
