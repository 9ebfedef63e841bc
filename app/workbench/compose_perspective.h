// SPDX-License-Identifier: GPL-3.0-or-later
// The perspective in which pipelines are composed: docks around the open documents.
#pragma once

#include <QMainWindow>

class QDockWidget;
class QSplitter;

namespace headrace {

class ActionRegistry;
class CanvasView;
class Catalog;
class DocumentPane;
class DocumentSession;
class OperatorPalette;

/// Window's thread. Does not own the sessions.
class ComposePerspective : public QMainWindow
{
    Q_OBJECT

public:
    ComposePerspective(const Catalog &catalog, ActionRegistry *actions, QWidget *parent = nullptr);

    void open(DocumentSession *session);
    void close(DocumentSession *session);
    DocumentSession *current() const;
    CanvasView *currentCanvas() const;
    OperatorPalette *operators() const { return m_operators; }

    /// A dock of the perspective by its place; the content becomes its own.
    QDockWidget *addDock(Qt::DockWidgetArea area, const QString &name, const QString &title, QWidget *content);
    void showNext(int step);
    bool isSplit() const;
    void setSplit(bool split);

Q_SIGNALS:
    void currentChanged(headrace::DocumentSession *session);
    void closeRequested(headrace::DocumentSession *session);
    void selectionChanged(const QStringList &nodes);
    void portActivated(const QString &port);
    void nodeActivated(const QString &node);
    /// A subpipeline that stands in a file of its own is to be opened.
    void subpipelineRequested(const QString &node);
    /// Data files were dropped on a canvas: that counts as allowing them.
    void filesChosen(headrace::DocumentSession *session, const QStringList &absolutePaths);
    /// The current canvas shows another document: a subpipeline was entered or left.
    void innerDocumentChanged();

private:
    DocumentPane *makePane();
    DocumentPane *activePane() const { return m_active; }
    void activate(DocumentPane *pane);

    const Catalog &m_catalog;
    ActionRegistry *m_actions;
    OperatorPalette *m_operators;
    QSplitter *m_splitter;
    QList<DocumentPane *> m_panes;
    DocumentPane *m_active = nullptr;
};

}  // namespace headrace
