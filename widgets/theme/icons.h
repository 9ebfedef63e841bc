// SPDX-License-Identifier: GPL-3.0-or-later
// Lucide's icons in any colour, crisp at every scale. resources/icons/icons.txt lists those that the program carries.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;

namespace headrace {

/// Whether the program carries an icon of this name.
bool hasIcon(const QString &name);

/// An icon drawn in one colour; `disabled` is used where it is disabled (invalid: the colour at 40 %). Window's thread. A name
/// that the program does not carry gives the icon of a dashed circle.
QIcon icon(const QString &name, const QColor &colour, const QColor &disabled = {});

/// Draws it into a rectangle of device-independent pixels; remembered by name, colour, size and scale.
void paintIcon(QPainter &painter, const QString &name, const QColor &colour, const QRectF &rect);

}  // namespace headrace
