// SPDX-License-Identifier: GPL-3.0-or-later
// The bar on the left that changes the perspective.
#pragma once

#include <QFrame>

class QAction;
class QButtonGroup;
class QVBoxLayout;

namespace headrace {

/// Window's thread.
class Rail : public QFrame
{
    Q_OBJECT

public:
    explicit Rail(QWidget *parent = nullptr);
    /// A perspective; its place is its number. The action gives text, icon and shortcut.
    void addPerspective(QAction *action, const QString &iconName);
    /// Below all: a button that does something else.
    void addBottom(QAction *action, const QString &iconName);
    void setCurrent(int perspective);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_layout;
    QButtonGroup *m_group;
    int m_count = 0;
};

}  // namespace headrace
