// SPDX-License-Identifier: GPL-3.0-or-later
// Documents in the main window: opening, saving, closing, recovering, and the questions that go with them.
#include "app/workbench/main_window.h"

#include "app/workbench/comparisons.h"
#include "app/workbench/compose_perspective.h"
#include "app/workbench/document_care.h"
#include "app/workbench/message_bar.h"
#include "app/workbench/run_actions.h"
#include "engine/base/paths.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/subpipeline.h"
#include "models/document/recovery.h"
#include "models/settings/settings.h"
#include "models/worker/warm_worker.h"
#include "models/workspace/example_library.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/inspector/inspector.h"
#include "widgets/settings/settings_dialog.h"
#include "widgets/start/recovery_dialog.h"
#include "widgets/start/tour.h"
#include "widgets/start/tour_steps.h"
#include "widgets/start/versions_dialog.h"
#include "widgets/workspace/trust_bar.h"
#include "widgets/workspace/workspace_panel.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QThread>
#include <QVBoxLayout>

namespace headrace {
namespace {

QString pipelineFilter()
{
    return MainWindow::tr("Pipelines (%1)").arg(QStringLiteral("*.pipeline.json"));
}

}  // namespace

void MainWindow::openFile(const QString &path)
{
    const auto opened = m_documents->open(path);
    if (!opened) {
        say(opened.error());
        return;
    }
    showPerspective(Compose);
    m_compose->open(*opened);
    if (CanvasView *canvas = m_compose->currentCanvas())
        canvas->setFocus();  // keys are for the pipeline from here on
    m_settings->addRecentFile((*opened)->document()->path());
    m_settings->addRecentWorkspace((*opened)->document()->workspace());
}

void MainWindow::newDocument()
{
    showPerspective(Compose);
    m_documents->create(m_session ? m_session->document()->folder() : QDir::homePath());
    if (CanvasView *canvas = m_compose->currentCanvas())
        canvas->setFocus();
}

void MainWindow::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a pipeline"), m_session ? m_session->document()->folder() : QDir::homePath(),
                                   pipelineFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &files) {
        for (const QString &file : files)
            openFile(file);
    });
    dialog->open();
}

bool MainWindow::save(DocumentSession *session)
{
    if (session->document()->path().isEmpty()) {
        saveAs(session);
        return false;
    }
    DocumentCare *care = m_cares.value(session);
    return care && care->save();
}

void MainWindow::followRename(const QString &from, const QString &to)
{
    for (DocumentSession *session : m_documents->all()) {
        const QString path = session->document()->path();
        // A folder takes what is in it along.
        if (path != from && !path.startsWith(from + QLatin1Char('/')))
            continue;
        const QString now = to + path.mid(from.size());
        m_cares.value(session)->fileMoved(now);
        if (const QJsonObject values = m_settings->lastValues(path); !values.isEmpty())
            m_settings->setLastValues(now, values);
        m_settings->removeRecent(path);
        m_settings->addRecentFile(now);
    }
}

void MainWindow::followDelete(const QString &path)
{
    for (DocumentSession *session : m_documents->all())
        if (const QString own = session->document()->path(); own == path || own.startsWith(path + QLatin1Char('/')))
            m_cares.value(session)->fileGone();
    m_settings->removeRecent(path);
}

void MainWindow::saveAs(DocumentSession *session)
{
    auto *dialog = new QFileDialog(this, tr("Save the pipeline"), session->document()->folder(), pipelineFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pipeline.json"));
    connect(dialog, &QFileDialog::fileSelected, session->document(), [this, session](const QString &path) {
        if (const auto saved = session->document()->saveAs(path); !saved)
            say(saved.error());
    });
    dialog->open();
}

void MainWindow::closeDocument(DocumentSession *session)
{
    if (!session->document()->isModified()) {
        m_documents->close(session);
        return;
    }
    m_compose->open(session);
    const QString key = QStringLiteral("close:%1").arg(quintptr(session));
    const auto discard = [this, session] { m_documents->close(session); };
    const auto keep = [this, session] {
        if (save(session))
            m_documents->close(session);
    };
    m_messages->show(MessageBar::Tone::Warning, tr("'%1' has changes that are not saved.").arg(session->document()->displayName()),
                     {{tr("Save and close"), keep, true}, {tr("Close without saving"), discard}}, key);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QStringList changed;
    QStringList running;
    for (DocumentSession *session : m_documents->all()) {
        if (session->document()->isModified())
            changed.append(session->document()->displayName());
        if (session->run()->isRunning())
            running.append(session->document()->displayName());
    }
    if (changed.isEmpty() && running.isEmpty()) {
        remember();
        event->accept();
        return;
    }
    event->ignore();
    if (!running.isEmpty()) {
        const auto closeNow = [this] {
            for (DocumentSession *session : m_documents->all())
                if (!session->document()->isModified())
                    m_documents->close(session);
            close();
        };
        const auto cancelAll = [this] {
            for (DocumentSession *session : m_documents->all())
                if (session->run()->isRunning()) {
                    connect(session->run(), &RunControl::finished, this, [this] { close(); });
                    session->run()->cancel();
                }
        };
        m_messages->show(
            MessageBar::Tone::Warning,
            tr("Still running: %1. A run that goes on is there again when the window opens.").arg(running.join(QStringLiteral(", "))),
            {{tr("Wait"), {}}, {tr("Keep running and quit"), closeNow, true}, {tr("Cancel the run and quit"), cancelAll}},
            QStringLiteral("quit"));
        return;
    }
    const auto saveAll = [this] {
        bool all = true;
        for (DocumentSession *session : m_documents->all())
            if (session->document()->isModified())
                all = save(session) && all;
        if (all)
            close();
    };
    const auto discard = [this] {
        for (DocumentSession *session : m_documents->all())
            m_documents->close(session);
        close();
    };
    m_messages->show(MessageBar::Tone::Warning, tr("Not saved yet: %1.").arg(changed.join(QStringLiteral(", "))),
                     {{tr("Save all and quit"), saveAll, true}, {tr("Quit without saving"), discard}}, QStringLiteral("quit"));
}

void MainWindow::openWorkspace(const QString &folder)
{
    if (!folder.isEmpty() && folder != m_workspace->workspace())
        m_workspace->setWorkspace(folder);
}

void MainWindow::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open a folder as workspace"), m_session ? m_session->document()->folder() : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        openWorkspace(folder);
        m_settings->addRecentWorkspace(folder);
        showPerspective(Compose);
    });
    dialog->open();
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_settings, m_actions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showVersions()
{
    if (!m_session)
        return;
    auto *dialog = new VersionsDialog(m_session->document(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_session, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &VersionsDialog::compareRequested, m_session,
            [this, dialog, session = m_session](const Pipeline &version, const QString &name) {
                dialog->accept();  // the comparison follows what is edited, which a dialog over the window would forbid
                m_comparisons->withEarlier(session, version, name);
            });
    dialog->open();
}

void MainWindow::openSubpipeline(const QString &node)
{
    CanvasView *canvas = m_session ? m_compose->currentCanvas() : nullptr;
    if (!canvas || canvas->enterSubpipeline(node))
        return;
    const PipelineDocument *document = m_session->document();
    const QString file = fileOfSubpipeline(canvas->document()->pipeline().nodes.value(node));
    if (file.isEmpty())
        return;
    // A pipeline from elsewhere must not make the window read where it was not allowed to.
    const PathPolicy policy(document->workspace(), document->folder(), m_session->allowed());
    const auto path = policy.toRead(file);
    if (!path) {
        say(path.error());
        return;
    }
    DocumentSession *around = m_session;
    const QString place = canvas->prefix() + node;
    openFile(*path);
    // What stands in it is seen with the rows that come to it here.
    if (m_session && m_session != around)
        m_session->setAround(around, place);
}

void MainWindow::branchFrom(const QByteArray &pipeline, const QString &name, const QString &folder)
{
    auto read = readPipeline(pipeline);
    if (!read) {
        say(read.error());
        return;
    }
    if (read->pipeline.name.isEmpty())
        read->pipeline.name = name;
    m_documents->create(folder, read->pipeline, false);
    showPerspective(Compose);
}

void MainWindow::offerRecovery()
{
    // Files are read on another thread: a workspace may lie on a slow disk.
    auto *thread = QThread::create([this, folders = autosaveFolders(m_settings->recentWorkspaces())] {
        const QList<RecoverableDocument> found = findRecoverable(folders);
        if (found.isEmpty())
            return;
        QMetaObject::invokeMethod(this, [this, found] {
            auto *dialog = new RecoveryDialog(found, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &RecoveryDialog::recoverRequested, this, [this](const RecoverableDocument &document) {
                showPerspective(Compose);
                DocumentSession *session = m_documents->take(recover(document));
                if (DocumentCare *care = m_cares.value(session))
                    care->autosave()->adopt(document.files);
            });
            connect(dialog, &RecoveryDialog::compareRequested, this, [this, dialog](const RecoverableDocument &document) {
                m_comparisons->show({document.saved, document.recovered, tr("the saved version"), tr("recovered")}, dialog);
            });
            dialog->open();
        });
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    connect(this, &QObject::destroyed, thread, [thread] { thread->wait(); });
    thread->start(QThread::LowPriority);
}

void MainWindow::startTour()
{
    const auto path = prepareTour(documentsFolder());
    if (!path) {
        say(path.error());
        return;
    }
    openFile(*path);
    if (!m_session)
        return;
    DocumentSession *session = m_session;
    const auto alive = [this, session] { return m_documents->all().contains(session); };
    TourWatch watch;
    watch.ran = [session, alive] {
        return alive() && session->run()->lastOutcome() && session->run()->lastOutcome()->status == QLatin1String("done");
    };
    watch.looked = [this] { return m_inspector->nodes().size() == 1; };
    auto *tour = new Tour(this, firstTour(session->document(), m_catalog, watch));
    connect(session, &QObject::destroyed, tour, &Tour::leave);
    tour->start();
}

void MainWindow::askTrust(DocumentSession *session)
{
    DocumentCare *care = m_cares.value(session);
    if (!care)
        return;
    delete m_trustBar;
    m_trustBar = new TrustBar(care->trust());
    m_column->insertWidget(m_column->indexOf(m_messages) + 1, m_trustBar);
    const auto end = [this] {
        m_trustBar->deleteLater();
        m_trustBar = nullptr;
    };
    connect(m_trustBar, &TrustBar::granted, this, [this, session, care, end] {
        end();
        session->setAllowed(care->trust()->allowed());
        m_runActions->goOn(session);
    });
    connect(m_trustBar, &TrustBar::dismissed, this, end);
    connect(care, &QObject::destroyed, m_trustBar, [this] {
        delete m_trustBar;
        m_trustBar = nullptr;
    });
}

void MainWindow::describeFile(const QString &path, const std::function<void(const FileSchema &)> &done)
{
    // A pipeline of one reader is looked at by the worker: no data file is ever opened in this process.
    const QString ending = QFileInfo(path).suffix().toLower();
    const QString op = ending == QLatin1String("parquet")                      ? QStringLiteral("read.parquet")
        : ending == QLatin1String("json") || ending == QLatin1String("ndjson") ? QStringLiteral("read.json")
        : ending == QLatin1String("csv") || ending == QLatin1String("tsv")     ? QStringLiteral("read.csv")
                                                                               : QString();
    if (op.isEmpty()) {
        done({{}, -1, tr("Columns are shown for CSV, JSON and Parquet files.")});
        return;
    }
    const OperatorSpec *spec = m_catalog.find(op);
    Pipeline pipeline;
    Node node;
    node.op = op;
    node.version = spec ? spec->version : 1;
    node.params.insert(QStringLiteral("path"), path);
    pipeline.nodes.insert(QStringLiteral("file"), node);
    const QJsonObject options{{QStringLiteral("folder"), QFileInfo(path).absolutePath()},
                              {QStringLiteral("workspace"), QFileInfo(path).absolutePath()}};
    m_worker->ask(
        QStringLiteral("validate"),
        QJsonObject{{QStringLiteral("pipeline"), pipelineToJson(pipeline)}, {QStringLiteral("options"), options}}, this,
        [done](const Result<QJsonObject> &answer) {
            FileSchema schema;
            if (!answer) {
                schema.problem = answer.error().text;
            } else {
                schema.columns = PortSchema::fromJson(
                                     answer->value(QLatin1String("schemas")).toObject().value(QLatin1String("file:rows")).toObject())
                                     .columns;
                const QJsonArray diagnostics = answer->value(QLatin1String("diagnostics")).toArray();
                if (schema.columns.isEmpty() && !diagnostics.isEmpty())
                    schema.problem = diagnostics.first().toObject().value(QLatin1String("text")).toString();
            }
            done(schema);
        });
}

}  // namespace headrace
