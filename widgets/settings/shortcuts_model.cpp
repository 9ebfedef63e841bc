// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/shortcuts_model.h"

#include "models/settings/settings.h"
#include "widgets/actions/action_registry.h"
#include "widgets/theme/theme.h"

#include <QAction>

namespace headrace {

ShortcutsModel::ShortcutsModel(ActionRegistry *actions, Settings *settings, QObject *parent)
    : QAbstractTableModel(parent), m_actions(actions), m_settings(settings)
{
    connect(actions, &ActionRegistry::actionsChanged, this, &ShortcutsModel::refresh);
    refresh();
}

void ShortcutsModel::refresh()
{
    QStringList ids;
    const QList<QAction *> all = m_actions->actions();
    for (const QAction *action : all)
        if (!ids.contains(action->objectName()))
            ids << action->objectName();
    if (ids != m_ids) {
        beginResetModel();
        m_ids = ids;
        endResetModel();
    } else if (!m_ids.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_ids.size()) - 1, ColumnCount - 1));
    }
}

int ShortcutsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int ShortcutsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QAction *ShortcutsModel::actionAt(int row) const
{
    return m_actions->find(m_ids.value(row));
}

QVariant ShortcutsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QAction *action = actionAt(index.row());
    if (!action)
        return {};
    QStringList keys;
    for (const QKeySequence &key : action->shortcuts())
        keys << key.toString(QKeySequence::NativeText);
    const QString shortcut = keys.join(QStringLiteral(", "));
    const bool changed = m_actions->changedShortcuts().contains(action->objectName());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == ActionColumn ? action->text() : index.column() == GroupColumn ? m_actions->groupOf(action) : shortcut;
    case Qt::FontRole:
        return index.column() == ShortcutColumn && changed ? QVariant(uiFont(0, QFont::DemiBold)) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == GroupColumn ? QVariant(Theme::tokens().secondary) : QVariant();
    case Qt::ToolTipRole:
        return changed ? tr("Changed by you") : QVariant();
    case IdRole:
        return action->objectName();
    case ChangedRole:
        return changed;
    case SearchRole:
        return QString(action->text() + QLatin1Char(' ') + m_actions->groupOf(action) + QLatin1Char(' ') + shortcut);
    default:
        return {};
    }
}

QVariant ShortcutsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == ActionColumn ? tr("Action") : section == GroupColumn ? tr("Group") : tr("Shortcut");
}

QStringList ShortcutsModel::conflicts(int row, const QKeySequence &shortcut) const
{
    QStringList ids = m_actions->idsWith(shortcut);
    ids.removeAll(m_ids.value(row));
    return ids;
}

void ShortcutsModel::keep(const QMap<QString, QList<QKeySequence>> &changed)
{
    m_actions->setChangedShortcuts(changed);
    m_settings->setShortcuts(changed);
}

void ShortcutsModel::setShortcut(int row, const QKeySequence &shortcut)
{
    const QAction *action = actionAt(row);
    if (!action)
        return;
    auto changed = m_actions->changedShortcuts();
    const auto set = [&](const QAction *which, const QList<QKeySequence> &keys) {
        if (keys == m_actions->defaultShortcuts(which))
            changed.remove(which->objectName());
        else
            changed.insert(which->objectName(), keys);
    };
    for (const QString &id : conflicts(row, shortcut)) {
        const QAction *other = m_actions->find(id);
        QList<QKeySequence> keys = other->shortcuts();
        keys.removeAll(shortcut);
        set(other, keys);
    }
    set(action, shortcut.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{shortcut});
    keep(changed);
}

void ShortcutsModel::reset(int row)
{
    auto changed = m_actions->changedShortcuts();
    if (changed.remove(m_ids.value(row)) > 0)
        keep(changed);
}

void ShortcutsModel::resetAll()
{
    if (!m_actions->changedShortcuts().isEmpty())
        keep({});
}

}  // namespace headrace

#include "moc_shortcuts_model.cpp"
