// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

void headraceInitTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace headrace {

void installLanguage(QCoreApplication *application, const QLocale &locale)
{
    headraceInitTranslations();
    // The last one that is installed is asked first: English holds the plural forms that no translation knows.
    auto *english = new QTranslator(application);
    if (english->load(QStringLiteral(":/translations/headrace_en.qm")))
        QCoreApplication::installTranslator(english);
    if (locale.language() == QLocale::English)
        return;
    auto *qt = new QTranslator(application);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto *ours = new QTranslator(application);
    if (ours->load(locale, QStringLiteral("headrace"), QStringLiteral("_"), QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(ours);
}

}  // namespace headrace
