// SPDX-License-Identifier: GPL-3.0-or-later
// Window functions in the text of an expression, found without a SQL parser: enough for the leak check, which must be pure.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace headrace {

/// One `function(…) OVER (…)`.
struct WindowUse {
    QString function;       ///< lower case
    QStringList partition;  ///< columns after PARTITION BY, lower case, unquoted; an expression stands as it is written
    bool ordered = false;   ///< ORDER BY is there, so that the frame ends at the current row by default
    bool ahead = false;     ///< the frame, or the function itself, looks at rows that follow
};

/// All of them, nested ones included. Texts, quoted names and comments are passed over.
QList<WindowUse> windowsIn(const QString &expression);

}  // namespace headrace
