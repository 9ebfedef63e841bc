// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/workspace/workspace_panel.h"

#include "engine/pipeline/format.h"
#include "models/document/in_background.h"
#include "models/workspace/workspace_model.h"
#include "widgets/theme/theme.h"
#include "widgets/workspace/file_manager.h"
#include "widgets/workspace/workspace_tree.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kColumnsInTooltip = 16;
const QString kPipelineEnding = QStringLiteral(".pipeline.json");

QString stampOf(const QString &path)
{
    const QFileInfo info(path);
    return QStringLiteral("%1/%2").arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
}

struct Taken {
    QStringList files;
    QStringList failed;
};

/// Copies or moves into a folder, under free names.
Taken takeFiles(const QStringList &files, const QString &folder, bool move)
{
    Taken taken;
    for (const QString &file : files) {
        const QFileInfo info(file);
        if (move && info.absolutePath() == folder)
            continue;
        const bool pipeline = info.fileName().endsWith(kPipelineEnding);
        const QString ending = pipeline ? kPipelineEnding : info.completeSuffix().isEmpty() ? QString() : QLatin1Char('.') + info.suffix();
        const QString target = folder + QLatin1Char('/') + freeName(folder, info.fileName().chopped(ending.size()), ending);
        // A folder is not copied into a workspace by a slip of the hand; it can be moved within.
        const bool done = move ? !target.startsWith(file + QLatin1Char('/')) && QFile::rename(file, target)
                               : info.isFile() && QFile::copy(file, target);
        (done ? taken.files : taken.failed) << (done ? target : info.fileName());
    }
    return taken;
}

}  // namespace

WorkspacePanel::WorkspacePanel(QWidget *parent) : QWidget(parent), m_model(new WorkspaceModel(this)), m_tree(new WorkspaceTree(this))
{
    setObjectName(QStringLiteral("workspacePanel"));
    m_tree->setObjectName(QStringLiteral("workspaceTree"));
    m_tree->setAccessibleName(tr("Files of the workspace"));
    m_tree->setModel(m_model);
    m_tree->viewport()->installEventFilter(this);

    auto *header = new QWidget(this);
    header->setFixedHeight(metrics::kDockHeader);
    auto *headerRow = new QHBoxLayout(header);
    headerRow->setContentsMargins(12, 0, 4, 0);
    auto *title = new QLabel(tr("WORKSPACE"), header);
    title->setProperty("kind", QStringLiteral("section"));
    headerRow->addWidget(title, 1);
    QAction *create = addAction(QStringLiteral("workspace.new_pipeline"), QStringLiteral("file-plus"), tr("New pipeline"), QKeySequence(),
                                &WorkspacePanel::newPipeline);
    auto *add = new QToolButton(header);
    add->setDefaultAction(create);
    add->setToolTip(tr("New pipeline"));
    add->setAccessibleName(tr("New pipeline"));
    headerRow->addWidget(add);

    addAction(QStringLiteral("workspace.open"), QStringLiteral("external-link"), tr("Open"), QKeySequence(), &WorkspacePanel::openSelected);
    addAction(QStringLiteral("workspace.rename"), QStringLiteral("pencil"), tr("Rename"), QKeySequence(Qt::Key_F2),
              &WorkspacePanel::renameSelected);
    addAction(QStringLiteral("workspace.delete"), QStringLiteral("trash-2"), tr("Move to trash"), QKeySequence(Qt::Key_Delete),
              &WorkspacePanel::deleteSelected);
    addAction(QStringLiteral("workspace.show"), QStringLiteral("folder-open"), tr("Show in file manager"), QKeySequence(),
              &WorkspacePanel::showSelected);
    addAction(QStringLiteral("workspace.copy_path"), QStringLiteral("copy"), tr("Copy path"), QKeySequence(QKeySequence::Copy),
              &WorkspacePanel::copyPath);

    auto *none = new QWidget(this);
    auto *noneColumn = new QVBoxLayout(none);
    noneColumn->setContentsMargins(12, 12, 12, 12);
    noneColumn->setSpacing(metrics::kSpace);
    auto *hint = new QLabel(tr("A workspace is a folder with pipelines and the data they read."), none);
    hint->setWordWrap(true);
    hint->setProperty("kind", QStringLiteral("muted"));
    auto *open = new QPushButton(tr("Open a folder"), none);
    open->setObjectName(QStringLiteral("openWorkspace"));
    setThemeIcon(open, QStringLiteral("folder-open"), IconRole::Secondary);
    connect(open, &QPushButton::clicked, this, &WorkspacePanel::openFolderRequested);
    noneColumn->addWidget(hint);
    noneColumn->addWidget(open, 0, Qt::AlignLeft);
    noneColumn->addStretch(1);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(none);
    m_stack->addWidget(m_tree);

    m_bar = new QFrame(this);
    m_bar->setObjectName(QStringLiteral("workspaceBar"));
    m_bar->setProperty("kind", QStringLiteral("sunk"));
    auto *barRow = new QHBoxLayout(m_bar);
    barRow->setContentsMargins(8, 4, 4, 4);
    m_said = new QLabel(m_bar);
    m_said->setWordWrap(true);
    m_undo = new QPushButton(tr("Undo"), m_bar);
    m_undo->setObjectName(QStringLiteral("undoDelete"));
    m_undo->setProperty("kind", QStringLiteral("flat"));
    connect(m_undo, &QPushButton::clicked, this, &WorkspacePanel::undoDelete);
    auto *close = new QToolButton(m_bar);
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    setThemeIcon(close, QStringLiteral("x"), IconRole::Secondary);
    connect(close, &QToolButton::clicked, m_bar, &QWidget::hide);
    barRow->addWidget(m_said, 1);
    barRow->addWidget(m_undo);
    barRow->addWidget(close);
    m_bar->hide();

    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedHeight(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header);
    column->addWidget(line);
    column->addWidget(m_stack, 1);
    auto *barPlace = new QVBoxLayout;
    barPlace->setContentsMargins(8, 0, 8, 8);
    barPlace->addWidget(m_bar);
    column->addLayout(barPlace);

    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (!m_model->hasChildren(index) && m_model->kindOf(index) != FileKind::Folder)
            Q_EMIT openRequested(m_model->pathOf(index));
    });
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &WorkspacePanel::showMenu);
    connect(m_tree, &QTreeView::entered, this, [this](const QModelIndex &index) { askSchema(m_model->pathOf(index)); });
    connect(m_tree, &WorkspaceTree::filesDropped, this, &WorkspacePanel::take);
    connect(m_model, &WorkspaceModel::renamed, this, &WorkspacePanel::renamed);
    connect(m_model, &WorkspaceModel::refused, this, [this](const QString &why) { say(why, false); });
    connect(Theme::of(qApp), &Theme::changed, m_tree->viewport(), qOverload<>(&QWidget::update));
}

WorkspacePanel::~WorkspacePanel() = default;

QAction *WorkspacePanel::addAction(const QString &name, const QString &icon, const QString &text, const QKeySequence &shortcut,
                                   void (WorkspacePanel::*slot)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    setThemeIcon(action, icon, IconRole::Secondary);
    connect(action, &QAction::triggered, this, slot);
    m_tree->addAction(action);
    return action;
}

void WorkspacePanel::setWorkspace(const QString &folder)
{
    m_model->setWorkspace(folder);
    m_known.clear();
    m_stack->setCurrentIndex(folder.isEmpty() ? 0 : 1);
    m_tree->setRootIndex(m_model->rootIndex());
    if (!folder.isEmpty())
        m_tree->expand(m_model->indexOf(m_model->workspace()));
}

QString WorkspacePanel::workspace() const
{
    return m_model->workspace();
}

void WorkspacePanel::setCurrentFile(const QString &path)
{
    const QModelIndex index = m_model->indexOf(path);
    if (index.isValid())
        m_tree->setCurrentIndex(index);
    else
        m_tree->clearSelection();
}

QStringList WorkspacePanel::selectedPaths() const
{
    QStringList paths;
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        if (m_model->kindOf(index) != FileKind::Workspace)
            paths << m_model->pathOf(index);
    return paths;
}

QString WorkspacePanel::selectedFolder() const
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid() || m_model->kindOf(index) == FileKind::Workspace)
        return m_model->workspace();
    return m_model->kindOf(index) == FileKind::Folder ? m_model->pathOf(index) : QFileInfo(m_model->pathOf(index)).absolutePath();
}

void WorkspacePanel::newPipeline()
{
    const QString folder = selectedFolder();
    if (folder.isEmpty())
        return;
    const QString path = folder + QLatin1Char('/') + freeName(folder, tr("untitled"), kPipelineEnding);
    if (const auto written = writePipelineFile(path, Pipeline()); !written) {
        say(written.error().text, false);
        Q_EMIT failed(written.error());
        return;
    }
    Q_EMIT openRequested(path);
    m_tree->expand(m_model->indexOf(folder));
    const QModelIndex index = m_model->indexOf(path);
    if (index.isValid()) {
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index);
    }
}

void WorkspacePanel::openSelected()
{
    for (const QString &path : selectedPaths())
        if (QFileInfo(path).isFile())
            Q_EMIT openRequested(path);
}

void WorkspacePanel::renameSelected()
{
    if (m_tree->currentIndex().isValid() && m_model->kindOf(m_tree->currentIndex()) != FileKind::Workspace)
        m_tree->edit(m_tree->currentIndex());
}

void WorkspacePanel::deleteSelected()
{
    const QStringList paths = selectedPaths();
    if (paths.isEmpty())
        return;
    inBackground(
        this,
        [paths] {
            QList<std::pair<QString, Result<TrashedFile>>> outcome;
            for (const QString &path : paths)
                outcome.append({path, moveToTrash(path)});
            return outcome;
        },
        [this](const QList<std::pair<QString, Result<TrashedFile>>> &outcome) {
            m_trashed.clear();
            for (const auto &[path, result] : outcome) {
                if (!result) {
                    say(result.error().text, false);
                    Q_EMIT failed(result.error());
                    return;
                }
                m_trashed.append(*result);
                Q_EMIT deleted(path);
            }
            if (m_trashed.size() == 1)
                say(tr("'%1' is in the trash.").arg(QFileInfo(m_trashed.first().path).fileName()), true);
            else
                say(tr("%n files are in the trash.", nullptr, int(m_trashed.size())), true);
        });
}

void WorkspacePanel::undoDelete()
{
    m_bar->hide();
    inBackground(
        this,
        [files = std::exchange(m_trashed, {})]() -> Result<void> {
            for (const TrashedFile &file : files)
                HR_TRY(takeBack(file));
            return {};
        },
        [this](const Result<void> &back) {
            if (!back) {
                say(back.error().text, false);
                Q_EMIT failed(back.error());
            }
        });
}

void WorkspacePanel::showSelected()
{
    const QStringList paths = selectedPaths();
    showInFileManager(paths.isEmpty() ? m_model->workspace() : paths.first());
}

void WorkspacePanel::copyPath()
{
    const QStringList paths = selectedPaths();
    QGuiApplication::clipboard()->setText(paths.isEmpty() ? m_model->workspace() : paths.join(QLatin1Char('\n')));
}

void WorkspacePanel::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("workspaceMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool any = !selectedPaths().isEmpty();
    const auto add = [&](const char *name, bool enabled) {
        auto *action = findChild<QAction *>(QLatin1String(name));
        action->setEnabled(enabled);
        menu->addAction(action);
    };
    // Enabled again when the menu goes: a shortcut must not depend on the last menu.
    connect(menu, &QMenu::aboutToHide, this, [this] {
        for (const char *name : {"workspace.open", "workspace.rename", "workspace.delete"})
            findChild<QAction *>(QLatin1String(name))->setEnabled(true);
    });
    add("workspace.open", any);
    add("workspace.new_pipeline", true);
    menu->addSeparator();
    add("workspace.rename", any);
    add("workspace.copy_path", true);
    add("workspace.show", true);
    menu->addSeparator();
    add("workspace.delete", any);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void WorkspacePanel::take(const QStringList &files, const QString &folder, bool own)
{
    inBackground(
        this, [files, folder, own] { return takeFiles(files, folder, own); },
        [this, own](const Taken &taken) {
            if (!taken.failed.isEmpty())
                say(own ? tr("'%1' could not be moved.").arg(taken.failed.first())
                        : tr("'%1' could not be copied.").arg(taken.failed.first()),
                    false);
            if (!taken.files.isEmpty())
                Q_EMIT dropped(taken.files);
        });
}

void WorkspacePanel::say(const QString &text, bool undo)
{
    m_said->setText(text);
    m_undo->setVisible(undo);
    m_bar->show();
}

void WorkspacePanel::askSchema(const QString &path)
{
    if (!m_schemas || !hasSchema(QFileInfo(path).fileName()))
        return;
    const QString stamp = stampOf(path);
    if (m_known.value(path).stamp == stamp)
        return;
    m_known.insert(path, {stamp, std::nullopt});
    m_schemas(path, [alive = QPointer<WorkspacePanel>(this), path, stamp](const FileSchema &schema) {
        if (!alive || alive->m_known.value(path).stamp != stamp)
            return;
        alive->m_known[path].schema = schema;
        if (alive->m_tooltipFor == path && QToolTip::isVisible())
            QToolTip::showText(QCursor::pos(), alive->tooltipOf(path), alive->m_tree->viewport());
    });
}

QString WorkspacePanel::tooltipOf(const QString &path) const
{
    const QFileInfo info(path);
    QString text = QStringLiteral("<p style='white-space:pre'><b>%1</b>").arg(info.fileName().toHtmlEscaped());
    if (info.isDir())
        return text + QStringLiteral("<br>") + QDir::toNativeSeparators(path).toHtmlEscaped();
    const QLocale locale;
    text += QStringLiteral("<br>") + locale.formattedDataSize(info.size(), 1, QLocale::DataSizeSIFormat);
    const auto known = m_known.constFind(path);
    if (known == m_known.cend())
        return text + QStringLiteral(", ") + locale.toString(info.lastModified(), QLocale::ShortFormat);
    if (!known->schema)
        return text + QStringLiteral(", ") + tr("reading columns…");
    const FileSchema &schema = *known->schema;
    if (!schema.problem.isEmpty())
        return text + QStringLiteral("<br>") + schema.problem.toHtmlEscaped();
    if (schema.rows >= 0)
        text += QStringLiteral(", ") + tr("%1 rows").arg(locale.toString(schema.rows));
    text += QStringLiteral(" × ") + (schema.columns.size() == 1 ? tr("1 column") : tr("%n columns", nullptr, int(schema.columns.size())))
        + QStringLiteral("</p><table>");
    for (const ColumnInfo &column : schema.columns.mid(0, kColumnsInTooltip))
        text += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td><span style='color:%2'>%3</span></td></tr>")
                    .arg(column.name.toHtmlEscaped(), Theme::tokens().muted.name(), column.type.toLower().toHtmlEscaped());
    text += QStringLiteral("</table>");
    if (schema.columns.size() > kColumnsInTooltip)
        text += tr("and %n more", nullptr, int(schema.columns.size() - kColumnsInTooltip));
    return text;
}

bool WorkspacePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tree->viewport() && event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = m_tree->indexAt(help->pos());
        m_tooltipFor = m_model->pathOf(index);
        if (index.isValid()) {
            askSchema(m_tooltipFor);
            QToolTip::showText(help->globalPos(), tooltipOf(m_tooltipFor), m_tree->viewport(), m_tree->visualRect(index));
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace headrace

#include "moc_workspace_panel.cpp"
