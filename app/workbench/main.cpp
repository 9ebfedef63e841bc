// SPDX-License-Identifier: GPL-3.0-or-later
// headrace-workbench [FILE…]: opens the window, with these pipelines.
#include "app/workbench/main_window.h"
#include "engine/base/version.h"
#include "engine/catalog/operator_spec.h"
#include "models/settings/settings.h"
#include "widgets/settings/follow_settings.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QLocale>

#include <cstdio>

/// HEADRACE_THEME (light or dark) goes before the settings: for one window that must look so.
static headrace::ThemeChoice themeChoice(const headrace::Settings &settings)
{
    const QByteArray wished = qgetenv("HEADRACE_THEME");
    if (wished == "light")
        return headrace::ThemeChoice::Light;
    if (wished == "dark")
        return headrace::ThemeChoice::Dark;
    switch (settings.theme()) {
    case headrace::ThemePreference::Light:
        return headrace::ThemeChoice::Light;
    case headrace::ThemePreference::Dark:
        return headrace::ThemeChoice::Dark;
    case headrace::ThemePreference::System:
        break;
    }
    return headrace::ThemeChoice::System;
}

/// Where no desktop file names the window's icon.
static QIcon programIcon()
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/program/%1.png").arg(size), {size, size});
    return icon;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i)
        if (qstrcmp(argv[i], "--version") == 0) {  // needs no screen
            std::printf("headrace-workbench %s\n", qPrintable(headrace::programVersion()));
            return 0;
        }
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("headrace-workbench"));
    QApplication::setApplicationVersion(headrace::programVersion());
    QApplication::setApplicationDisplayName(QStringLiteral("Headrace"));
    QApplication::setDesktopFileName(QStringLiteral("headrace-workbench"));

    headrace::installLanguage(&application, QLocale::system());

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Composes and runs pipelines, and shows what they did."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"), QApplication::translate("main", "Pipelines to open."), QStringLiteral("[file…]"));
    parser.process(application);

    headrace::Settings settings;
    headrace::Theme theme(&application, themeChoice(settings));
    theme.setFontPixels(settings.fontPixels());
    QApplication::setWindowIcon(programIcon());
    headrace::MainWindow window(headrace::embeddedCatalog(), &settings);
    headrace::followSettings(&settings, &theme, window.actions());
    if (const QByteArray wished = qgetenv("HEADRACE_THEME"); !wished.isEmpty())
        theme.setChoice(themeChoice(settings));
    window.show();
    for (const QString &file : parser.positionalArguments())
        window.openFile(file);
    window.offerRecovery();
    return QApplication::exec();
}
