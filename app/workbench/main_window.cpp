// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/main_window.h"

#include "app/workbench/comparisons.h"
#include "app/workbench/compose_perspective.h"
#include "app/workbench/dock_header.h"
#include "app/workbench/document_care.h"
#include "app/workbench/message_bar.h"
#include "app/workbench/rail.h"
#include "app/workbench/results_area.h"
#include "app/workbench/run_actions.h"
#include "app/workbench/status_line.h"
#include "app/workbench/top_bar.h"
#include "models/failure/failure_search.h"
#include "models/gestures/arrange.h"
#include "models/runs/store_thread.h"
#include "models/schema/inner_view.h"
#include "models/settings/settings.h"
#include "models/worker/warm_worker.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/outline.h"
#include "widgets/command/command_palette.h"
#include "widgets/history/history_panel.h"
#include "widgets/inspector/inspector.h"
#include "widgets/lineage/lineage_perspective.h"
#include "widgets/palette/operator_palette.h"
#include "widgets/runs/runs_perspective.h"
#include "widgets/start/start_page.h"
#include "widgets/theme/theme.h"
#include "widgets/workspace/workspace_panel.h"

#include "engine/pipeline/format.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenu>
#include <QStackedWidget>
#include <QThread>
#include <QVBoxLayout>

namespace headrace {
namespace {

host::WorkerOptions workerOptions(const Catalog &catalog)
{
    host::WorkerOptions options;
    options.catalogFingerprint = catalog.fingerprint();
    return options;
}

}  // namespace

MainWindow::MainWindow(const Catalog &catalog, Settings *settings)
    : m_catalog(catalog),
      m_settings(settings),
      m_actions(new ActionRegistry(this)),
      m_worker(new WarmWorker(workerOptions(catalog), this)),
      m_slowWorker(new WarmWorker(workerOptions(catalog), this)),
      m_store(new StoreThread(StorePaths::ofUser().database(), this)),
      m_documents(new OpenDocuments(
          [this](auto document) {
              // A file without places is shown in layers: that is no change of it.
              if (document->undoStack()->count() == 0 && !document->isModified())
                  if (const Pipeline laid = laidOut(document->pipeline(), m_catalog); !(laid == document->pipeline()))
                      document->setContent(laid, false);
              return std::make_unique<DocumentSession>(std::move(document), m_catalog, m_worker, m_slowWorker);
          },
          this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Headrace"));
    setMinimumSize(900, 560);
    m_actions->setChangedShortcuts(settings->shortcuts());
    makeActions();
    makeLayout();
    makeDocks();
    wire();
    restore();
    refreshActions();
    showPerspective(Home);
}

MainWindow::~MainWindow()
{
    m_inspector->setDocument(nullptr, nullptr, nullptr);
    m_inner.reset();
    // The views let go of the sessions before these die.
    for (DocumentSession *session : m_documents->all())
        m_documents->close(session);
}

void MainWindow::makeLayout()
{
    auto *menu = new QMenu(this);
    auto *runMenu = new QMenu(this);
    fillMenus(menu, runMenu);
    const auto action = [this](const char *id) { return m_actions->find(QLatin1String(id)); };
    m_topBar = new TopBar({action("view.palette"), action("edit.undo"), action("edit.redo"), action("run.cancel"), action("run.all")}, menu,
                          runMenu);
    m_messages = new MessageBar;
    m_rail = new Rail;
    m_rail->addPerspective(action("view.home"), QStringLiteral("layout-grid"));
    m_rail->addPerspective(action("view.compose"), QStringLiteral("workflow"));
    m_rail->addPerspective(action("view.runs"), QStringLiteral("chart-line"));
    m_rail->addPerspective(action("view.lineage"), QStringLiteral("network"));
    m_rail->addBottom(action("app.settings"), QStringLiteral("settings"));
    m_perspectives = new QStackedWidget;
    m_compose = new ComposePerspective(m_catalog, m_actions);
    m_runs = new RunsPerspective(m_store);
    m_lineage = new LineagePerspective(m_store, m_catalog, m_slowWorker);
    m_start = new StartPage(m_settings, m_catalog);
    m_perspectives->addWidget(m_start);
    m_perspectives->addWidget(m_compose);
    m_perspectives->addWidget(m_runs);
    m_perspectives->addWidget(m_lineage);
    m_status = new StatusLine;
    m_status->setMachine({tr("%n threads", nullptr, m_settings->threads() > 0 ? m_settings->threads() : QThread::idealThreadCount())});
    m_runActions = new RunActions(m_settings, m_messages, m_status, this);
    m_comparisons = new Comparisons(m_catalog, m_messages, this);

    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topBar);
    layout->addWidget(m_messages);
    m_column = layout;
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(m_perspectives, 1);
    layout->addLayout(middle, 1);
    layout->addWidget(m_status);
    setCentralWidget(central);
    m_palette = new CommandPalette(central);
}

void MainWindow::makeDocks()
{
    m_inspector = new Inspector(m_catalog);
    m_inspector->setObjectName(QStringLiteral("inspector"));
    m_workspace = new WorkspacePanel;
    m_outline = new CanvasOutline;
    auto *workspace = m_compose->addDock(Qt::LeftDockWidgetArea, QStringLiteral("workspaceDock"), tr("Workspace"), m_workspace);
    m_compose->addDock(Qt::LeftDockWidgetArea, QStringLiteral("operatorsDock"), tr("Operators"), m_compose->operators());
    auto *outline = m_compose->addDock(Qt::LeftDockWidgetArea, QStringLiteral("outlineDock"), tr("Outline"), m_outline);
    outline->hide();
    m_history = new HistoryPanel(m_documents->undoGroup());
    setDockHeaderShown(workspace, false);  // the panel has a head of its own
    m_workspace->setMinimumWidth(180);
    m_compose->operators()->setMinimumWidth(180);
    m_compose->addDock(Qt::RightDockWidgetArea, QStringLiteral("inspectorDock"), tr("Inspector"), m_inspector);
    m_compose->addDock(Qt::RightDockWidgetArea, QStringLiteral("historyDock"), tr("Undo history"), m_history)->hide();
    m_results = new ResultsArea;
    setDockHeaderShown(m_compose->addDock(Qt::BottomDockWidgetArea, QStringLiteral("resultsDock"), tr("Results"), m_results), false);
}

void MainWindow::wire()
{
    connect(m_compose, &ComposePerspective::currentChanged, this, &MainWindow::showSession);
    connect(m_compose, &ComposePerspective::closeRequested, this, &MainWindow::closeDocument);
    connect(m_compose, &ComposePerspective::selectionChanged, this, &MainWindow::showNodes);
    connect(m_compose, &ComposePerspective::innerDocumentChanged, this, &MainWindow::followCanvas);
    connect(m_documents, &OpenDocuments::opened, this, [this](DocumentSession *session) {
        auto *care = new DocumentCare(session, m_settings, m_messages, this);
        m_cares.insert(session, care);
        m_runActions->add(session, care);
        connect(care, &DocumentCare::compareRequested, this,
                [this](const Comparison &comparison) { m_comparisons->show(comparison, this); });
        session->setAllowed(m_settings->allowedPaths(session->document()->workspace()));
        session->setPython(m_settings->python());
        connect(session->document(), &PipelineDocument::pathChanged, this, [this, session] {
            if (session == m_session) {
                openWorkspace(session->document()->workspace());
                showPath(session);
            }
            refreshActions();
        });
        connect(session->run(), &RunControl::metricPoint, this,
                [this, session](const QString &node, const QString &key, qint64 step, double value) {
                    takeMetric(session, node, key, step, value);
                });
        connect(session->failures(), &FailureSearch::changed, this, [this, session] {
            if (session == m_session)
                m_inspector->refreshProblems();
        });
        connect(session->run(), &RunControl::began, this, [this, session] {
            if (session == m_session)
                m_liveMetrics.clear();
            showMetric();
        });
        m_compose->open(session);
    });
    connect(m_documents, &OpenDocuments::aboutToClose, this, [this](DocumentSession *session) {
        if (session == m_session && m_inner) {
            m_inspector->setDocument(nullptr, nullptr, nullptr);
            m_inner.reset();
        }
        m_compose->close(session);
        if (session == m_session)
            showSession(nullptr);
        m_runActions->remove(session);
        delete m_cares.take(session);
    });
    for (const auto signal : {&QUndoGroup::canUndoChanged, &QUndoGroup::canRedoChanged})
        connect(m_documents->undoGroup(), signal, this, &MainWindow::refreshActions);
    for (const auto signal : {&QUndoGroup::undoTextChanged, &QUndoGroup::redoTextChanged})
        connect(m_documents->undoGroup(), signal, this, &MainWindow::refreshActions);
    connect(m_compose->operators(), &OperatorPalette::addRequested, this, [this](const QString &id) {
        if (CanvasView *canvas = m_compose->currentCanvas()) {
            canvas->addOperatorBeside(id);
            canvas->setFocus();
        }
    });
    connect(m_compose, &ComposePerspective::portActivated, m_results, &ResultsArea::showPort);
    connect(m_compose, &ComposePerspective::subpipelineRequested, this, &MainWindow::openSubpipeline);
    connect(m_inspector, &Inspector::openPipelineRequested, this, &MainWindow::openSubpipeline);
    m_inspector->setFailureWords([this](const QString &node) {
        const CanvasView *canvas = m_compose->currentCanvas();
        return m_session && canvas ? m_session->failures()->words(canvas->prefix() + node) : QString();
    });
    connect(m_inspector, &Inspector::failedRowsRequested, this, [this](const QString &node) {
        if (const CanvasView *canvas = m_compose->currentCanvas())
            m_results->showFailedRows(canvas->prefix() + node);
    });
    connect(m_runActions, &RunActions::failedRowsRequested, this, [this](DocumentSession *session, const QString &node) {
        showPerspective(Compose);
        m_compose->open(session);
        if (CanvasView *canvas = m_compose->currentCanvas())
            canvas->focusNode(node);
        m_results->showFailedRows(node);
    });
    connect(m_inspector, &Inspector::previewRequested, this, [this](const QString &port) {
        const CanvasView *canvas = m_compose->currentCanvas();
        m_results->showPort((canvas ? canvas->prefix() : QString()) + port);
        m_results->showTab(ResultsArea::Preview);
    });
    connect(m_results, &ResultsArea::goTo, this, [this](const QString &node, const QString &parameter) {
        if (CanvasView *canvas = m_compose->currentCanvas())
            canvas->focusNode(node);
        if (!parameter.isEmpty())
            m_inspector->showParameter(node.section(QLatin1Char('/'), -1), parameter);
    });
    connect(m_results, &ResultsArea::runToWanted, this, [this](const QString &node) {
        RunWish wish;
        wish.what = RunWish::What::Nodes;
        wish.nodes = {node};
        m_runActions->run(wish);
    });
    connect(m_compose, &ComposePerspective::nodeActivated, this, [this](const QString &node) {
        showNodes({node});
        m_inspector->showTab(Inspector::Tab::Parameters);
        m_inspector->showParameter(node, {});
    });
    connect(m_inspector, &Inspector::statisticsRequested, this, &MainWindow::askStatistics);
    connect(m_inspector, &Inspector::insertExampleRequested, this, [this](const QString &op) {
        if (const OperatorSpec *spec = m_catalog.find(op))
            m_documents->create(m_session ? m_session->document()->folder() : QDir::homePath(), pipelineFromJson(spec->example).pipeline,
                                true);
    });
    connect(m_compose, &ComposePerspective::filesChosen, this, [this](DocumentSession *session, const QStringList &paths) {
        if (DocumentCare *care = m_cares.value(session)) {
            for (const QString &path : paths)
                care->trust()->allowChosen(path);
            session->setAllowed(care->trust()->allowed());
        }
    });
    connect(m_inspector, &Inspector::pathChosen, this, [this](const QString &path) {
        if (DocumentCare *care = m_cares.value(m_session)) {
            care->trust()->allowChosen(path);
            m_session->setAllowed(care->trust()->allowed());
        }
    });
    connect(m_start, &StartPage::newRequested, this, &MainWindow::newDocument);
    connect(m_start, &StartPage::openFileRequested, this, &MainWindow::chooseFile);
    connect(m_start, &StartPage::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_start, &StartPage::tourRequested, this, &MainWindow::startTour);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::openFile);
    connect(m_start, &StartPage::workspaceRequested, this, [this](const QString &folder) {
        openWorkspace(folder);
        showPerspective(Compose);
    });
    connect(m_start, &StartPage::failed, this, &MainWindow::say);
    connect(m_workspace, &WorkspacePanel::openRequested, this, &MainWindow::openFile);
    connect(m_workspace, &WorkspacePanel::renamed, this, &MainWindow::followRename);
    connect(m_workspace, &WorkspacePanel::deleted, this, &MainWindow::followDelete);
    connect(m_workspace, &WorkspacePanel::openFolderRequested, this, &MainWindow::chooseFolder);
    m_workspace->setSchemaProvider([this](const QString &path, const WorkspacePanel::SchemaAnswer &answer) { describeFile(path, answer); });
    connect(m_comparisons, &Comparisons::showNodeRequested, this, [this](DocumentSession *session, const QString &node) {
        showPerspective(Compose);
        m_compose->open(session);
        if (CanvasView *canvas = m_compose->currentCanvas()) {
            canvas->focusNode(node);
            activateWindow();
        }
    });
    connect(m_runActions, &RunActions::trustNeeded, this, &MainWindow::askTrust);
    connect(m_runActions, &RunActions::changed, this, &MainWindow::refreshActions);
    connect(m_runActions, &RunActions::showRunRequested, this, [this](const QString &id) {
        showPerspective(Runs);
        m_runs->showRun(id);
    });
    connect(m_runs, &RunsPerspective::pipelineRequested, this, &MainWindow::branchFrom);
    connect(m_runs, &RunsPerspective::lineageRequested, this, [this](const QString &id, const QString &name) {
        m_lineage->showRun(id, name);
        showPerspective(Lineage);
    });
    connect(m_lineage, &LineagePerspective::branchRequested, this, &MainWindow::branchFrom);
    connect(m_lineage, &LineagePerspective::statusChanged, this, [this](const QStringList &parts) {
        if (m_perspectives->currentIndex() == Lineage)
            m_status->setRun(StatusLine::Sign::None, parts);
    });
    connect(m_runs, &RunsPerspective::statusChanged, this, [this](const QStringList &parts) {
        if (m_perspectives->currentIndex() == Runs)
            m_status->setRun(StatusLine::Sign::None, parts);
    });
    connect(m_worker, &WarmWorker::crashed, this, [this](const Error &why) { m_messages->show(why, QStringLiteral("worker")); });
    connect(m_worker, &WarmWorker::available, this, [this](bool is) {
        if (is)
            m_messages->clear(QStringLiteral("worker"));
    });
}

void MainWindow::remember()
{
    m_settings->setWindowGeometry(saveGeometry());
    m_settings->setWindowState(QStringLiteral("compose"), m_compose->saveState());
}

void MainWindow::restore()
{
    if (const QByteArray geometry = m_settings->windowGeometry(); !geometry.isEmpty())
        restoreGeometry(geometry);
    else
        resize(1440, 900);
    if (const QByteArray state = m_settings->windowState(QStringLiteral("compose")); !state.isEmpty())
        m_compose->restoreState(state);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    // Sizes of docks hold only once the window has its own; a remembered arrangement needs none.
    if (std::exchange(m_arranged, true) || !m_settings->windowState(QStringLiteral("compose")).isEmpty())
        return;
    const auto dock = [this](const char *name) { return m_compose->findChild<QDockWidget *>(QLatin1String(name)); };
    m_compose->resizeDocks({dock("workspaceDock"), dock("inspectorDock")}, {208, 280}, Qt::Horizontal);
    m_compose->resizeDocks({dock("workspaceDock"), dock("operatorsDock")}, {170, 600}, Qt::Vertical);
    m_compose->resizeDocks({dock("resultsDock")}, {250}, Qt::Vertical);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_palette)
        m_palette->hide();
}

void MainWindow::showPerspective(int perspective)
{
    m_perspectives->setCurrentIndex(perspective);
    m_rail->setCurrent(perspective);
    if (perspective == Compose)
        m_runActions->setCurrent(m_session);
    refreshActions();
}

void MainWindow::showSession(DocumentSession *session)
{
    if (m_session != session)
        m_liveMetrics.clear();
    m_session = session;
    m_documents->setActive(session);
    m_runActions->setCurrent(session);
    m_results->setSession(session);
    if (session)
        openWorkspace(session->document()->workspace());
    showPath(session);
    followCanvas();
    refreshActions();
}

void MainWindow::showPath(DocumentSession *session)
{
    if (session)
        m_workspace->setCurrentFile(session->document()->path());
    setWindowFilePath(session ? session->document()->path() : QString());
    setWindowTitle(session ? session->document()->displayName() : QString());
}

void MainWindow::followCanvas()
{
    CanvasView *canvas = m_session ? m_compose->currentCanvas() : nullptr;
    m_outline->setCanvas(canvas);
    if (!canvas) {
        m_inspector->setDocument(nullptr, nullptr, nullptr);
        m_inner.reset();
        return;
    }
    // Within a subpipeline the inspector knows the nodes by the ids they have there.
    std::unique_ptr<InnerView> inner;
    if (!canvas->prefix().isEmpty())
        inner = std::make_unique<InnerView>(m_session->document(), m_session->schemas(), m_session->states(), canvas->prefix());
    m_inspector->setDocument(canvas->document(), inner ? inner->schemas() : m_session->schemas(),
                             inner ? inner->states() : m_session->states());
    m_inner = std::move(inner);
    showNodes(canvas->selectedNodes());
}

void MainWindow::showNodes(const QStringList &nodes)
{
    m_inspector->setNodes(nodes);
    if (nodes.size() == 1)
        if (const CanvasView *canvas = m_compose->currentCanvas())
            m_results->showNode(canvas->prefix() + nodes.first());
    showMetric();
    refreshActions();
}

void MainWindow::askStatistics(const QString &port)
{
    if (!m_session)
        return;
    const CanvasView *canvas = m_compose->currentCanvas();
    const QString whole = (canvas ? canvas->prefix() : QString()) + port;
    const LookRequest look = m_session->look();
    m_slowWorker->ask(QStringLiteral("describe"), look.neededFor({whole}).body({{QStringLiteral("port"), look.prefix + whole}}), m_session,
                      [this, port, session = m_session](const Result<QJsonObject> &answer) {
                          if (session != m_session)
                              return;
                          if (answer)
                              m_inspector->setStatistics(port, *answer);
                          else
                              m_inspector->setStatisticsFailed(port, answer.error());
                      });
}

void MainWindow::takeMetric(DocumentSession *session, const QString &node, const QString &key, qint64 step, double value)
{
    if (session != m_session)
        return;
    LiveMetric &live = m_liveMetrics[node];
    // One curve a node: the one that judges (validation or test) where there are several.
    const bool judges = key.contains(QLatin1String("/validation/")) || key.contains(QLatin1String("/test/"));
    if (live.key.isEmpty() || (judges && !live.key.contains(QLatin1String("/validation/")) && live.key != key)) {
        live.key = key;
        live.points.clear();
    }
    if (live.key == key)
        live.points.append({double(step), value});
    if (m_inspector->nodes() == QStringList{node})
        showMetric();
}

void MainWindow::showMetric()
{
    const QStringList nodes = m_inspector->nodes();
    const LiveMetric live = nodes.size() == 1 ? m_liveMetrics.value(nodes.first()) : LiveMetric();
    m_inspector->setLiveMetric(live.key, live.points, live.points.isEmpty() ? 0 : live.points.last().y());
}

void MainWindow::say(const Error &error)
{
    m_messages->show(error);
}

}  // namespace headrace

#include "moc_main_window.cpp"
