// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of widgets in both themes, written where HEADRACE_PICTURES says.
#pragma once

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QTest>
#include <QWidget>

namespace headrace::tests {

inline void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("HEADRACE_PICTURES");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    Theme *theme = Theme::of(qApp);
    const ThemeChoice before = theme->choice();
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        theme->setChoice(choice);
        QTest::qWait(50);
        widget.grab().save(folder + QLatin1Char('/') + name
                           + (choice == ThemeChoice::Dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")));
    }
    theme->setChoice(before);
}

}  // namespace headrace::tests
