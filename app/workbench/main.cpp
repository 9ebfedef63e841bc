// SPDX-License-Identifier: GPL-3.0-or-later
// headrace-workbench [FILE…]: opens the window.
#include "app/workbench/main_window.h"
#include "engine/base/version.h"
#include "widgets/theme/theme.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("headrace-workbench"));
    QApplication::setApplicationDisplayName(QStringLiteral("Headrace"));
    headrace::Theme theme(&application);
    headrace::MainWindow window;
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
