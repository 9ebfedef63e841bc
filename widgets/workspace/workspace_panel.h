// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the workspace: opened, renamed, deleted with undo, dragged onto the canvas.
#pragma once

#include "engine/base/result.h"
#include "models/schema/port_schemas.h"
#include "models/workspace/trash.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QAction;
class QFrame;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace headrace {

class WorkspaceModel;
class WorkspaceTree;

/// What a tooltip says of a data file.
struct FileSchema {
    QList<ColumnInfo> columns;
    qint64 rows = -1;  ///< below 0 where it is not known
    QString problem;   ///< why there are none, in words
};

/// Window's thread; long work is done on others.
class WorkspacePanel : public QWidget
{
    Q_OBJECT

public:
    using SchemaAnswer = std::function<void(const FileSchema &schema)>;
    /// Asks a worker for the columns and rows of a data file, and calls the answer on this thread.
    using SchemaProvider = std::function<void(const QString &path, SchemaAnswer answer)>;

    explicit WorkspacePanel(QWidget *parent = nullptr);
    ~WorkspacePanel() override;

    /// Empty: none, with an offer to open one.
    void setWorkspace(const QString &folder);
    QString workspace() const;
    void setSchemaProvider(SchemaProvider provider) { m_schemas = std::move(provider); }
    /// Selects the row of the file that is being edited.
    void setCurrentFile(const QString &path);
    /// A new pipeline in the folder of the selected row, whose name is edited at once.
    void newPipeline();

Q_SIGNALS:
    void openRequested(const QString &path);
    void openFolderRequested();
    /// Files that were dropped here are in the workspace now, under these paths.
    void dropped(const QStringList &files);
    void renamed(const QString &from, const QString &to);
    void deleted(const QString &path);
    /// Something could not be done; said in the panel too.
    void failed(const headrace::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *addAction(const QString &name, const QString &icon, const QString &text, const QKeySequence &shortcut,
                       void (WorkspacePanel::*slot)());
    void openSelected();
    void renameSelected();
    void deleteSelected();
    void undoDelete();
    void showSelected();
    void copyPath();
    void showMenu(const QPoint &position);
    void take(const QStringList &files, const QString &folder, bool own);
    void say(const QString &text, bool undo);
    void askSchema(const QString &path);
    QString tooltipOf(const QString &path) const;
    QStringList selectedPaths() const;
    QString selectedFolder() const;

    WorkspaceModel *m_model;
    WorkspaceTree *m_tree;
    QStackedWidget *m_stack;
    QFrame *m_bar;
    QLabel *m_said;
    QPushButton *m_undo;
    SchemaProvider m_schemas;
    struct KnownSchema {
        QString stamp;  ///< of the file when it was asked for
        std::optional<FileSchema> schema;
    };
    QHash<QString, KnownSchema> m_known;
    QList<TrashedFile> m_trashed;
    QString m_tooltipFor;
};

}  // namespace headrace
