// SPDX-License-Identifier: GPL-3.0-or-later
// Looks up, records and resets the shortcuts of all actions.
#pragma once

#include "widgets/settings/page_layout.h"

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace headrace {

class ActionRegistry;
class Settings;
class ShortcutsModel;

/// Window's thread.
class ShortcutsPage : public SettingsPage
{
    Q_OBJECT

public:
    ShortcutsPage(ActionRegistry *actions, Settings *settings, QWidget *parent = nullptr);

private:
    int row() const;
    void showRow();
    void recorded();
    void take();

    ActionRegistry *m_actions;
    ShortcutsModel *m_model;
    QSortFilterProxyModel *m_found;
    QLineEdit *m_search;
    QTreeView *m_table;
    QLabel *m_name;
    QKeySequenceEdit *m_keys;
    QPushButton *m_none;
    QPushButton *m_reset;
    QLabel *m_conflict;
    QPushButton *m_take;
};

}  // namespace headrace
