// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/actions/action_registry.h"

#include "widgets/theme/theme.h"

#include <QAction>

#include <algorithm>

namespace headrace {

QAction *ActionRegistry::add(QObject *owner, const Declaration &declaration)
{
    auto *action = new QAction(declaration.text, owner);
    action->setObjectName(declaration.id);
    if (!declaration.icon.isEmpty())
        setThemeIcon(action, declaration.icon, IconRole::Secondary);
    m_declarations.insert(declaration.id, declaration);
    m_actions.append(action);
    applyShortcut(action);
    connect(action, &QObject::destroyed, this, [this, action] {
        m_actions.removeOne(action);
        Q_EMIT actionsChanged();
    });
    Q_EMIT actionsChanged();
    return action;
}

QAction *ActionRegistry::find(const QString &id) const
{
    const auto it = std::find_if(m_actions.cbegin(), m_actions.cend(), [&id](const QAction *a) { return a->objectName() == id; });
    return it == m_actions.cend() ? nullptr : *it;
}

QList<QAction *> ActionRegistry::actions() const
{
    QList<QAction *> sorted = m_actions;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [this](const QAction *a, const QAction *b) { return groupOf(a).localeAwareCompare(groupOf(b)) < 0; });
    return sorted;
}

QString ActionRegistry::groupOf(const QAction *action) const
{
    return m_declarations.value(action->objectName()).group;
}

QList<QKeySequence> ActionRegistry::defaultShortcuts(const QAction *action) const
{
    return m_declarations.value(action->objectName()).shortcuts;
}

void ActionRegistry::setChangedShortcuts(const QMap<QString, QList<QKeySequence>> &shortcuts)
{
    m_changed = shortcuts;
    for (QAction *action : std::as_const(m_actions))
        applyShortcut(action);
    Q_EMIT actionsChanged();
}

QStringList ActionRegistry::idsWith(const QKeySequence &shortcut) const
{
    QStringList ids;
    for (const QAction *action : m_actions)
        if (!shortcut.isEmpty() && action->shortcuts().contains(shortcut) && !ids.contains(action->objectName()))
            ids.append(action->objectName());
    return ids;
}

void ActionRegistry::applyShortcut(QAction *action) const
{
    const auto changed = m_changed.constFind(action->objectName());
    action->setShortcuts(changed == m_changed.cend() ? defaultShortcuts(action) : *changed);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? action->text() : QStringLiteral("%1  %2").arg(action->text(), keys));
}

}  // namespace headrace

#include "moc_action_registry.cpp"
