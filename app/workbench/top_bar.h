// SPDX-License-Identifier: GPL-3.0-or-later
// The bar at the top: menu, command field, undo, redo, cancel, run.
#pragma once

#include <QFrame>

class QAction;
class QMenu;

namespace headrace {

class CommandField;

/// Window's thread.
class TopBar : public QFrame
{
    Q_OBJECT

public:
    struct Actions {
        QAction *palette;
        QAction *undo;
        QAction *redo;
        QAction *cancel;
        QAction *run;
    };
    TopBar(const Actions &actions, QMenu *menu, QMenu *runMenu, QWidget *parent = nullptr);
    /// Opens the menu, for a key.
    void openMenu();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QMenu *m_menu;
    QWidget *m_logo;
    CommandField *m_field;
};

}  // namespace headrace
