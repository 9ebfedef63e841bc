// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/main_window.h"

namespace headrace {

MainWindow::MainWindow(QWidget *parent) : QMainWindow(parent)
{
    setWindowTitle(QStringLiteral("Headrace"));
}

}  // namespace headrace

#include "moc_main_window.cpp"
