// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a document's runs: level, node, text; filtered by both, with links to the nodes.
#pragma once

#include <QPointer>
#include <QWidget>

class QComboBox;
class QListView;
class QStackedWidget;
class QToolButton;

namespace headrace {

class DocumentSession;
class EmptyState;

/// Window's thread.
class LogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(QWidget *parent = nullptr);
    void setSession(DocumentSession *session);
    /// Only the lines of this node; empty: all.
    void showNode(const QString &node);
    QListView *list() const { return m_list; }

Q_SIGNALS:
    void goTo(const QString &node);

private:
    void takeNodes();
    void filter();
    void takeCount();
    QPointer<DocumentSession> m_session;
    QComboBox *m_level, *m_node;
    QToolButton *m_follow, *m_copy, *m_clear;
    QListView *m_list;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
};

}  // namespace headrace
