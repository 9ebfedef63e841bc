// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop wishes, asked of its settings portal over D-Bus: dark colours, little motion.
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace headrace {

/// Answers come later, by signals; where there is no portal none come. Window's thread.
class DesktopWishes : public QObject
{
    Q_OBJECT

public:
    explicit DesktopWishes(QObject *parent = nullptr);

Q_SIGNALS:
    void darkWished(bool dark);
    void motionWished(bool motion);

private Q_SLOTS:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &space, const QString &key);
    void take(const QString &space, const QString &key, QVariant value);
};

}  // namespace headrace
