// SPDX-License-Identifier: GPL-3.0-or-later
// What stands where there is nothing to show: what belongs there, and the next action as a button.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace headrace {

class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    /// An empty `action` has no button. `bad`: something went wrong.
    void say(const QString &icon, const QString &text, const QString &hint = {}, const QString &action = {}, bool bad = false);

Q_SIGNALS:
    void acted();

private:
    void paintIcon();
    QLabel *m_icon, *m_text, *m_hint;
    QPushButton *m_button;
    QString m_name;
    bool m_bad = false;
};

}  // namespace headrace
