// SPDX-License-Identifier: GPL-3.0-or-later
// The preview of a port: its rows, those of another port beside them, or what the two do not share.
#pragma once

#include "models/preview/preview_model.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QMenu;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace headrace {

class CellViewer;
class DocumentSession;
class EmptyState;
class FilterBar;
class PortDifference;
class RowsView;

/// Window's thread.
class PreviewPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PreviewPanel(QWidget *parent = nullptr);

    /// Null: none is open.
    void setSession(DocumentSession *session);
    /// The first table port of a node; nothing to see for a node without one.
    void showNode(const QString &node);
    void showPort(const QString &port);  ///< NODE:PORT
    /// The rows at which a node failed.
    void showFailedRows(const FailureCause &cause);
    void showBeside(const QString &port);
    void showDifference(const QString &port);
    void closeBeside();

    PreviewModel *model() const { return m_model; }
    RowsView *view() const { return m_view; }
    /// The line with what is shown and the buttons: stands above the rows until the window takes it for the corner of its tabs.
    QWidget *takeBar();

    enum class CopyAs { Csv, Markdown, SqlValues, Pandas };
    /// The selected rows (else those that are seen) with the selected columns.
    QString selectionAs(CopyAs format) const;

Q_SIGNALS:
    /// The rows are known only after a run up to this node.
    void runToWanted(const QString &node);
    void exported(const QString &path);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void takePhase();
    void takeNote();
    void fillPorts();
    void addCopyActions(QMenu *menu);
    void chooseExport();
    void exportTo(const QString &path);
    void openCell(const QModelIndex &index);
    QMenu *portsMenu(const QString &title, void (PreviewPanel::*then)(const QString &));
    QString titleOf(const QString &port) const;

    QPointer<DocumentSession> m_session;
    PreviewModel *m_model;
    PreviewModel *m_other;
    PortDifference *m_difference;
    QWidget *m_bar;
    QLabel *m_title, *m_note, *m_saying, *m_besideTitle;
    QToolButton *m_ports, *m_all, *m_filter, *m_compare, *m_copy, *m_export, *m_retry;
    FilterBar *m_filters;
    QSplitter *m_split;
    QStackedWidget *m_stack;
    RowsView *m_view;
    RowsView *m_besideView;
    QWidget *m_beside;
    CellViewer *m_cell;
    EmptyState *m_empty;
    QString m_node;  ///< shown though it has no table port
};

}  // namespace headrace
