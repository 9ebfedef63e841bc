// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of the workspace panel: rows with icons by kind, dragging out, dropping in.
#pragma once

#include <QTreeView>

namespace headrace {

/// Window's thread. Its model is a WorkspaceModel.
class WorkspaceTree : public QTreeView
{
    Q_OBJECT

public:
    explicit WorkspaceTree(QWidget *parent = nullptr);

Q_SIGNALS:
    /// Files were dropped on a folder; `own`: they come from this tree.
    void filesDropped(const QStringList &files, const QString &folder, bool own);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QString folderAt(const QPoint &position) const;
};

}  // namespace headrace
