// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the window by a stable id: what menus, the command palette and the shortcut settings list.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>

class QAction;

namespace headrace {

/// One a window; window's thread. Parts of the window add their actions when they are made and take them away with themselves.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    struct Declaration {
        QString id;     ///< stable, such as canvas.align_left: shortcuts are kept by it
        QString text;   ///< shown, translated, without & and dots at the end unless a dialog follows
        QString group;  ///< shown: Edit, View, Run, …
        QString icon;   ///< Lucide's name; empty: none
        QList<QKeySequence> shortcuts;
    };

    /// Makes the action as a child of `owner`; it leaves the registry when it dies. A changed shortcut takes the declared one's place.
    QAction *add(QObject *owner, const Declaration &declaration);
    QAction *find(const QString &id) const;
    QList<QAction *> actions() const;  ///< by group, then in the order they were added
    QString groupOf(const QAction *action) const;
    QList<QKeySequence> defaultShortcuts(const QAction *action) const;

    /// Shortcuts the user changed, by id; applied to actions now and to come.
    void setChangedShortcuts(const QMap<QString, QList<QKeySequence>> &shortcuts);
    const QMap<QString, QList<QKeySequence>> &changedShortcuts() const { return m_changed; }
    /// The actions that have this shortcut, by id: two in one place would be dead.
    QStringList idsWith(const QKeySequence &shortcut) const;

Q_SIGNALS:
    void actionsChanged();

private:
    void applyShortcut(QAction *action) const;
    QList<QAction *> m_actions;
    QMap<QString, Declaration> m_declarations;
    QMap<QString, QList<QKeySequence>> m_changed;
};

}  // namespace headrace
