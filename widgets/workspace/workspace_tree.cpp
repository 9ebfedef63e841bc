// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/workspace/workspace_tree.h"

#include "models/workspace/workspace_model.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStyledItemDelegate>

namespace headrace {
namespace {

class WorkspaceRow : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(size.height(), 24)};
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(index.data(WorkspaceModel::IconRole).toString(), Theme::tokens().secondary);
        option->decorationSize = QSize(metrics::kIcon, metrics::kIcon);
    }
};

QStringList localFiles(const QMimeData *mime)
{
    QStringList files;
    const QList<QUrl> urls = mime->urls();
    for (const QUrl &url : urls)
        if (url.isLocalFile())
            files << url.toLocalFile();
    return files;
}

}  // namespace

WorkspaceTree::WorkspaceTree(QWidget *parent) : QTreeView(parent)
{
    setItemDelegate(new WorkspaceRow(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(16);
    setRootIsDecorated(false);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    setExpandsOnDoubleClick(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::CopyAction);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
}

QString WorkspaceTree::folderAt(const QPoint &position) const
{
    const auto *files = qobject_cast<const WorkspaceModel *>(model());
    const QModelIndex index = indexAt(position);
    if (!files || !index.isValid())
        return files ? files->workspace() : QString();
    const FileKind kind = files->kindOf(index);
    const QString path = files->pathOf(index);
    return kind == FileKind::Folder || kind == FileKind::Workspace ? path : QFileInfo(path).absolutePath();
}

void WorkspaceTree::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty()) {
        setState(DraggingState);
        event->acceptProposedAction();
    }
}

void WorkspaceTree::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event);  // opens folders, scrolls at the edges, shows where it would drop
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(!localFiles(event->mimeData()).isEmpty() && !folderAt(event->position().toPoint()).isEmpty());
}

void WorkspaceTree::dropEvent(QDropEvent *event)
{
    const QStringList files = localFiles(event->mimeData());
    const QString folder = folderAt(event->position().toPoint());
    setState(NoState);
    viewport()->update();
    if (files.isEmpty() || folder.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);  // a move would have the source remove its rows; where it is one the panel moves
    event->accept();
    Q_EMIT filesDropped(files, folder, event->source() == this);
}

}  // namespace headrace

#include "moc_workspace_tree.cpp"
