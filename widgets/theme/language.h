// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window: the desktop's, where there is a translation of it.
#pragma once

class QCoreApplication;
class QLocale;

namespace headrace {

/// Called once by main(), before the first text is shown. Other languages get English with its plural forms. Window's thread.
void installLanguage(QCoreApplication *application, const QLocale &locale);

}  // namespace headrace
