// SPDX-License-Identifier: GPL-3.0-or-later
// The actions of the main window, its menus, and the command palette over all of them.
#include "app/workbench/main_window.h"

#include "app/workbench/comparisons.h"
#include "app/workbench/compose_perspective.h"
#include "app/workbench/run_actions.h"
#include "app/workbench/top_bar.h"
#include "models/settings/settings.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/command/command_palette.h"
#include "widgets/forms/run_parameters.h"
#include "widgets/history/history_panel.h"
#include "widgets/inspector/inspector.h"
#include "widgets/palette/operator_palette.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>

namespace headrace {

void MainWindow::makeActions()
{
    const auto add = [this](const char *id, const QString &text, const QString &group, const char *iconName, QList<QKeySequence> keys,
                            auto slot) {
        QAction *action = m_actions->add(this, {QLatin1String(id), text, group, QLatin1String(iconName), std::move(keys)});
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    const QString file = tr("File");
    add("file.new", tr("New pipeline"), file, "file-plus", {QKeySequence::New}, [this] { newDocument(); });
    add("file.open", tr("Open…"), file, "folder-open", {QKeySequence::Open}, [this] { chooseFile(); });
    add("file.open_folder", tr("Open a folder…"), file, "folder", {}, [this] { chooseFolder(); });
    add("file.versions", tr("Earlier versions…"), file, "history", {}, [this] { showVersions(); });
    const auto addComparison = [&](const char *id, const QString &text, const char *iconName, QList<QKeySequence> keys, auto compare) {
        add(id, text, tr("Compare"), iconName, std::move(keys), [this, compare] {
            if (m_session)
                compare();
        });
    };
    addComparison("compare.saved", tr("Compare with the saved version"), "diff", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S)},
                  [this] { m_comparisons->withSaved(m_session); });
    addComparison("compare.head", tr("Compare with git HEAD"), "git-compare", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_H)},
                  [this] { m_comparisons->withGitHead(m_session); });
    addComparison("compare.backup", tr("Compare with a backup…"), "history", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B)},
                  [this] { showVersions(); });
    addComparison("compare.pipeline", tr("Compare with another pipeline…"), "file-diff", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O)},
                  [this] { m_comparisons->withAnother(m_session); });
    add("app.settings", tr("Settings"), file, "settings", {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, [this] { showSettings(); });
    add("app.tour", tr("Guided tour"), tr("Help"), "flag", {}, [this] { startTour(); });
    add("file.save", tr("Save"), file, "save", {QKeySequence::Save}, [this] {
        if (m_session)
            save(m_session);
    });
    add("file.save_as", tr("Save as…"), file, "", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}, [this] {
        if (m_session)
            saveAs(m_session);
    });
    add("file.close", tr("Close the pipeline"), file, "x", {QKeySequence(Qt::CTRL | Qt::Key_W)}, [this] {
        if (m_session)
            closeDocument(m_session);
    });
    add("app.quit", tr("Quit"), file, "log-out", {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });

    const QString edit = tr("Edit");
    add("edit.undo", tr("Undo"), edit, "undo-2", {QKeySequence::Undo}, [this] { m_documents->undoGroup()->undo(); });
    add("edit.redo", tr("Redo"), edit, "redo-2", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
        [this] { m_documents->undoGroup()->redo(); });

    add("edit.history", tr("Undo history"), edit, "history", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Z)}, [this] { showHistory(); });

    const QString run = tr("Run");
    add("run.all", tr("Run"), run, "play", {QKeySequence(Qt::Key_F5)}, [this] { m_runActions->run({}); });
    add("run.to", tr("Run to the selected nodes"), run, "circle-play", {QKeySequence(Qt::Key_F6)}, [this] { runSelected(false); });
    add("run.from", tr("Run again from the selected nodes"), run, "skip-forward", {QKeySequence(Qt::SHIFT | Qt::Key_F6)},
        [this] { runSelected(true); });
    add("run.fresh", tr("Run all without the cache"), run, "refresh-cw", {QKeySequence(Qt::CTRL | Qt::Key_F5)}, [this] {
        RunWish wish;
        wish.noCache = true;
        m_runActions->run(wish);
    });
    add("run.parameters", tr("Run with parameters…"), run, "variable", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F5)},
        [this] { runWithParameters(); });
    add("run.cancel", tr("Cancel"), run, "square", {QKeySequence(Qt::SHIFT | Qt::Key_F5)}, [this] { m_runActions->cancel(); });

    const QString view = tr("View");
    add("view.palette", tr("Search or run a command"), view, "search", {QKeySequence(Qt::CTRL | Qt::Key_K)}, [this] { openPalette(); });
    add("view.home", tr("Home"), view, "layout-grid", {QKeySequence(Qt::CTRL | Qt::Key_H)}, [this] { showPerspective(Home); });
    add("view.compose", tr("Compose"), view, "workflow", {QKeySequence(Qt::CTRL | Qt::Key_1)}, [this] { showPerspective(Compose); });
    add("view.runs", tr("Runs"), view, "chart-line", {QKeySequence(Qt::CTRL | Qt::Key_2)}, [this] { showPerspective(Runs); });
    add("view.lineage", tr("Lineage"), view, "network", {QKeySequence(Qt::CTRL | Qt::Key_3)}, [this] { showPerspective(Lineage); });
    add("view.next", tr("Next pipeline"), view, "", {QKeySequence(Qt::CTRL | Qt::Key_Tab)}, [this] { m_compose->showNext(1); });
    add("view.previous", tr("Previous pipeline"), view, "", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)},
        [this] { m_compose->showNext(-1); });
    add("view.split", tr("Split view"), view, "columns-2", {QKeySequence(Qt::CTRL | Qt::Key_Backslash)},
        [this] { m_compose->setSplit(!m_compose->isSplit()); });
    add("view.operators", tr("Find an operator"), view, "search", {QKeySequence(Qt::CTRL | Qt::Key_P)},
        [this] { m_compose->operators()->focusSearch(); });
    add("view.canvas", tr("To the canvas"), view, "", {QKeySequence(Qt::Key_F7)}, [this] {
        showPerspective(Compose);
        if (CanvasView *canvas = m_compose->currentCanvas())
            canvas->setFocus();
    });
    add("view.menu", tr("Open the menu"), view, "", {QKeySequence(Qt::Key_F10)}, [this] { m_topBar->openMenu(); });
    add("view.light", tr("Light theme"), view, "sun", {}, [this] { m_settings->setTheme(ThemePreference::Light); });
    add("view.dark", tr("Dark theme"), view, "moon", {}, [this] { m_settings->setTheme(ThemePreference::Dark); });
    add("view.system_theme", tr("Theme of the desktop"), view, "monitor", {}, [this] { m_settings->setTheme(ThemePreference::System); });
}

void MainWindow::fillMenus(QMenu *menu, QMenu *runMenu)
{
    const auto fill = [this](QMenu *part, const QStringList &ids) {
        for (const QString &id : ids)
            if (id == QLatin1String("-"))
                part->addSeparator();
            else if (QAction *action = m_actions->find(id))
                part->addAction(action);
    };
    fill(menu->addMenu(tr("File")),
         {"file.new", "file.open", "file.open_folder", "-", "file.save", "file.save_as", "file.versions", "-", "app.settings", "-",
          "file.close", "-", "app.quit"});
    fill(menu->addMenu(tr("Edit")), {"edit.undo", "edit.redo", "-", "edit.history"});
    fill(menu->addMenu(tr("Compare")), {"compare.saved", "compare.head", "compare.backup", "compare.pipeline"});
    QMenu *view = menu->addMenu(tr("View"));
    connect(view, &QMenu::aboutToShow, this, [this, view] {
        // The docks are made after the menus.
        if (view->property("docks").toBool())
            return;
        view->setProperty("docks", true);
        view->addSeparator();
        for (QDockWidget *dock : m_compose->findChildren<QDockWidget *>())
            view->addAction(dock->toggleViewAction());
    });
    fill(view,
         {"view.home", "view.compose", "view.runs", "view.lineage", "-", "view.palette", "view.operators", "view.canvas", "view.split",
          "view.next", "view.previous", "-", "view.light", "view.dark", "view.system_theme"});
    const QStringList running{"run.all", "run.to", "run.from", "run.fresh", "run.parameters", "-", "run.cancel"};
    fill(menu->addMenu(tr("Run")), running);
    fill(menu->addMenu(tr("Help")), {"app.tour"});
    fill(runMenu, running);
}

void MainWindow::showHistory()
{
    showPerspective(Compose);
    if (auto *dock = m_compose->findChild<QDockWidget *>(QStringLiteral("historyDock"))) {
        dock->show();
        dock->raise();
    }
    m_history->focusList();
}

void MainWindow::runSelected(bool from)
{
    RunWish wish;
    wish.what = from ? RunWish::What::From : RunWish::What::Nodes;
    wish.nodes = m_inspector->nodes();
    if (!wish.nodes.isEmpty())
        m_runActions->run(wish);
}

void MainWindow::runWithParameters()
{
    if (!m_session)
        return;
    // The values of the last time, from this window or another.
    const PipelineDocument *document = m_session->document();
    QMap<QString, QJsonValue> last = m_session->run()->lastValues();
    const QJsonObject kept = m_settings->lastValues(document->path());
    for (auto it = kept.begin(); last.isEmpty() && it != kept.end(); ++it)
        last.insert(it.key(), it.value());
    auto *dialog = new RunParameters(document->pipeline(), last, this);
    connect(m_session, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &RunParameters::runRequested, this, [this, path = document->path()](const QMap<QString, QJsonValue> &values) {
        QJsonObject object;
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            object.insert(it.key(), it.value());
        if (!path.isEmpty())
            m_settings->setLastValues(path, object);
        RunWish wish;
        wish.values = values;
        m_runActions->run(wish);
    });
    dialog->open();
}

void MainWindow::refreshActions()
{
    const auto enable = [this](const char *id, bool on) {
        if (QAction *action = m_actions->find(QLatin1String(id)))
            action->setEnabled(on);
    };
    QUndoGroup *undo = m_documents->undoGroup();
    enable("edit.undo", undo->canUndo());
    enable("edit.redo", undo->canRedo());
    enable("file.save", m_session);
    enable("file.save_as", m_session);
    enable("file.close", m_session);
    enable("file.versions", m_session);
    const bool onDisk = m_session && !m_session->document()->path().isEmpty();
    for (const char *id : {"compare.saved", "compare.head", "compare.backup"})
        enable(id, onDisk);
    enable("compare.pipeline", m_session);
    const bool nodes = m_session && !m_inspector->nodes().isEmpty();
    enable("run.all", m_session);
    enable("run.fresh", m_session);
    enable("run.parameters", m_session && !m_session->document()->pipeline().parameters.isEmpty());
    enable("run.to", nodes);
    enable("run.from", nodes);
    enable("run.cancel", m_session && m_session->run()->isRunning());
    enable("view.next", m_session);
    enable("view.canvas", m_session);
    enable("view.previous", m_session);
    const auto name = [this](const char *id, const QString &word, const QString &what) {
        if (QAction *action = m_actions->find(QLatin1String(id)))
            action->setText(what.isEmpty() ? word : QStringLiteral("%1: %2").arg(word, what));
    };
    name("edit.undo", tr("Undo"), undo->undoText());
    name("edit.redo", tr("Redo"), undo->redoText());
}

void MainWindow::openPalette()
{
    const Tokens &t = Theme::tokens();
    QList<PaletteEntry> entries;
    for (QAction *action : m_actions->actions())
        if (action->isEnabled() && action->objectName() != QLatin1String("view.palette"))
            entries.append({tr("Actions"),
                            action->text(),
                            action->shortcut().toString(QKeySequence::NativeText),
                            QStringLiteral("command"),
                            {},
                            [action] { action->trigger(); }});
    if (CanvasView *canvas = m_compose->currentCanvas()) {
        const Pipeline &pipeline = m_session->document()->pipeline();
        for (auto it = pipeline.nodes.cbegin(); it != pipeline.nodes.cend(); ++it) {
            const OperatorSpec *spec = m_catalog.find(it->op);
            const QString id = it.key();
            entries.append({tr("Nodes"), it->title.isEmpty() && spec ? spec->title : it->title, id,
                            spec ? spec->icon : QStringLiteral("box"), spec ? t.category(spec->category) : QColor(),
                            [canvas, id] { canvas->focusNode(id); }});
        }
        for (const OperatorSpec &spec : m_catalog.operators())
            entries.append({tr("Operators"), tr("Add '%1'").arg(spec.title), spec.id, spec.icon, t.category(spec.category),
                            [canvas, id = spec.id] { canvas->addOperatorBeside(id); }});
    }
    for (const QString &file : m_settings->recentFiles())
        entries.append(
            {tr("Files"), QFileInfo(file).fileName(), QFileInfo(file).absolutePath(), QStringLiteral("workflow"), {}, [this, file] {
                 openFile(file);
             }});
    m_palette->open(entries);
}

}  // namespace headrace
