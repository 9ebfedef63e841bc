// SPDX-License-Identifier: GPL-3.0-or-later
// The actions of the window with their shortcuts, as a table to be searched and changed.
#pragma once

#include <QAbstractTableModel>
#include <QKeySequence>

class QAction;

namespace headrace {

class ActionRegistry;
class Settings;

/// Window's thread. A change takes effect at once and is kept in the settings.
class ShortcutsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ActionColumn, GroupColumn, ShortcutColumn, ColumnCount };
    enum Role { IdRole = Qt::UserRole, ChangedRole, SearchRole };

    ShortcutsModel(ActionRegistry *actions, Settings *settings, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    QAction *actionAt(int row) const;
    /// The other actions that have this shortcut, by id.
    QStringList conflicts(int row, const QKeySequence &shortcut) const;
    /// Sets it (empty: none) and takes it away from all others.
    void setShortcut(int row, const QKeySequence &shortcut);
    void reset(int row);
    void resetAll();

private:
    void refresh();
    void keep(const QMap<QString, QList<QKeySequence>> &changed);

    ActionRegistry *m_actions;
    Settings *m_settings;
    QStringList m_ids;
};

}  // namespace headrace
