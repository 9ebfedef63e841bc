// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of the current pipeline that can be undone and redone, the saved state marked; a click or an arrow key goes there.
#pragma once

#include <QWidget>

class QStackedWidget;
class QUndoGroup;
class QUndoView;

namespace headrace {

class EmptyState;

/// Follows the active stack of the group, which must outlive it. Window's thread.
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPanel(QUndoGroup *group, QWidget *parent = nullptr);

    QUndoView *view() const { return m_view; }
    /// The keyboard to the list.
    void focusList();

private:
    void showActive();

    QUndoGroup *m_group;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QUndoView *m_view;
};

}  // namespace headrace
