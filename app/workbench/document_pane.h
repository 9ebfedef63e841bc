// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs of open documents over the view of the current one; the area holds one or two of them side by side.
#pragma once

#include <QHash>
#include <QWidget>

#include <functional>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace headrace {

class DocumentSession;

/// Window's thread. Sessions belong to others; their views to the pane.
class DocumentPane : public QWidget
{
    Q_OBJECT

public:
    /// Makes the view of a session, as a child of the parent.
    using MakeView = std::function<QWidget *(DocumentSession *session, QWidget *parent)>;
    DocumentPane(MakeView makeView, QWidget *empty, QWidget *parent = nullptr);

    /// Adds a tab, or shows the one that is there.
    void show(DocumentSession *session);
    void remove(DocumentSession *session);
    DocumentSession *current() const;
    QWidget *viewOf(DocumentSession *session) const { return m_views.value(session); }
    QWidget *currentView() const { return viewOf(current()); }
    bool isEmpty() const { return m_sessions.isEmpty(); }
    void showNext(int step);

Q_SIGNALS:
    void currentChanged(headrace::DocumentSession *session);
    void closeRequested(headrace::DocumentSession *session);
    void activated();  ///< the person works in this pane now

private:
    void followName(DocumentSession *session);
    void showPlace(DocumentSession *session);
    void refreshTab(DocumentSession *session);

    MakeView m_makeView;
    QTabBar *m_tabs;
    QLabel *m_place;
    QStackedWidget *m_stack;
    QWidget *m_head;
    QList<DocumentSession *> m_sessions;
    QHash<DocumentSession *, QWidget *> m_views;
};

}  // namespace headrace
