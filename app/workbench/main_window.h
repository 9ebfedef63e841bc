// SPDX-License-Identifier: GPL-3.0-or-later
// The window: rail, top bar, perspectives, status bar; wires the documents' models to the widgets that show them.
#pragma once

#include <QMainWindow>

namespace headrace {

/// Window's thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
};

}  // namespace headrace
