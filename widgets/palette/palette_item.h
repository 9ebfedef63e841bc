// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a row of a list with an icon in the hue of its category: palette, quick add and command palette look alike.
#pragma once

#include <QStyledItemDelegate>

namespace headrace {

/// What a model gives for a row beside Qt::DisplayRole.
enum PaletteRole {
    PaletteIconRole = Qt::UserRole + 100,  ///< Lucide's name
    PaletteHueRole,                        ///< QColor of the icon; invalid: secondary text
    PaletteDetailRole,                     ///< secondary text at the right
    PaletteHeadRole,                       ///< true: a heading of a group
    PaletteIdRole,                         ///< what the row stands for
};

/// Window's thread.
class PaletteItemDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

}  // namespace headrace
