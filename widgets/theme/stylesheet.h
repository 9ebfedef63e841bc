// SPDX-License-Identifier: GPL-3.0-or-later
// The style of the standard controls, made from the tokens.
#pragma once

#include "widgets/theme/tokens.h"

namespace headrace {

/// For QApplication::setStyleSheet. Widgets choose a variant by the dynamic property "kind":
///   QPushButton, QToolButton: primary (the one of a view), flat (no border until the pointer is over it), chip, segment, bound (to a parameter), fold,
///     add (a quiet one below a list), icon (square)
///   QLabel: title, secondary, muted, section (small capitals' place: 11 px, 600), label, mono, bad, badSmall,
///     warning
///   QFrame, QWidget: card, bar, header, canvas, sunk
///   QLineEdit: search, plainTitle        QTabBar: plain (no closing, underlined), narrow
///   QPlainTextEdit: expression           QFrame: code
/// `pictures` is a folder into which the few pictures are written that a style sheet can only name as files.
QString stylesheetOf(const Tokens &tokens, int fontPixels, const QString &pictures);

}  // namespace headrace
