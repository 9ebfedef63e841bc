// SPDX-License-Identifier: GPL-3.0-or-later
// What the files that draw the canvas share. Window's thread.
#pragma once

#include <QColor>
#include <QCoreApplication>
#include <QFont>
#include <QStaticText>

namespace headrace {

struct CanvasPainterWords {
    Q_DECLARE_TR_FUNCTIONS(CanvasPainterWords)
};

QColor faded(QColor colour, double share);

/// One line, shortened to a width, ready to be drawn.
QStaticText laidOut(const QString &text, const QFont &font, double width);

}  // namespace headrace
