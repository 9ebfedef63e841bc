// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a workspace as a tree: pipelines first, then folders, then the rest; nothing hidden.
#pragma once

#include <QSortFilterProxyModel>

class QFileSystemModel;

namespace headrace {

enum class FileKind { Workspace, Folder, Pipeline, Table, Model, Script, Other };
/// By the name of a file.
FileKind kindOfFile(const QString &name);
/// Lucide's name.
QString iconOfFile(FileKind kind);
/// Whether the worker can tell the columns and rows of such a file.
bool hasSchema(const QString &name);

/// Window's thread; folders are read on another and followed. The root of the view is rootIndex(): its only row is the workspace.
/// Nothing outside the workspace is read.
class WorkspaceModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum Role { PathRole = Qt::UserRole, KindRole, IconRole };

    explicit WorkspaceModel(QObject *parent = nullptr);
    ~WorkspaceModel() override;

    void setWorkspace(const QString &folder);
    const QString &workspace() const { return m_workspace; }
    QModelIndex rootIndex() const;
    QModelIndex indexOf(const QString &path) const;
    QString pathOf(const QModelIndex &index) const;
    FileKind kindOf(const QModelIndex &index) const;

    QVariant data(const QModelIndex &index, int role) const override;
    /// Renames: a pipeline keeps its ending. False where the name is no name or is taken; nothing is overwritten.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool hasChildren(const QModelIndex &parent) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// A drag only copies: a file that is dropped on the canvas or elsewhere stays.
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction | Qt::LinkAction; }

Q_SIGNALS:
    void renamed(const QString &from, const QString &to);
    /// A name was refused, in words.
    void refused(const QString &why);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool isInside(const QString &path) const;

    QFileSystemModel *m_files;
    QString m_workspace;
};

/// A name in the folder that nothing has: 'untitled.pipeline.json', 'untitled-2.pipeline.json'.
QString freeName(const QString &folder, const QString &stem, const QString &ending);

}  // namespace headrace
