// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/palette/palette_item.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace headrace {

void PaletteItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool head = index.data(PaletteHeadRole).toBool();
    const bool on = option.state & QStyle::State_Selected;
    const bool over = option.state & QStyle::State_MouseOver;
    if (!head && (on || over)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(on ? t.accentSoft : t.hover());
        painter->drawRoundedRect(QRectF(option.rect).adjusted(4, 0, -4, 0), metrics::kControlRadius, metrics::kControlRadius);
    }
    QRect rect = option.rect.adjusted(12, 0, -12, 0);
    const QString iconName = index.data(PaletteIconRole).toString();
    if (!iconName.isEmpty()) {
        QColor hue = index.data(PaletteHueRole).value<QColor>();
        if (!hue.isValid())
            hue = t.secondary;
        paintIcon(*painter, iconName, hue, QRectF(rect.left(), rect.center().y() - metrics::kIcon / 2 + 1, metrics::kIcon, metrics::kIcon));
        rect.setLeft(rect.left() + metrics::kIcon + metrics::kSpace);
    }
    const QString detail = index.data(PaletteDetailRole).toString();
    if (!detail.isEmpty()) {
        painter->setFont(uiFont(-2));
        painter->setPen(t.muted);
        const int width = std::min(painter->fontMetrics().horizontalAdvance(detail) + 2, rect.width() / 2);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, painter->fontMetrics().elidedText(detail, Qt::ElideMiddle, width));
        rect.setRight(rect.right() - width - metrics::kSpace);
    }
    painter->setFont(head ? uiFont(-2, QFont::DemiBold) : uiFont());
    painter->setPen(head ? t.secondary : t.text);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, rect.width()));
    painter->restore();
}

QSize PaletteItemDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    const bool head = index.data(PaletteHeadRole).toBool();
    return {120, uiFont().pixelSize() + (head ? 14 : 13)};
}

}  // namespace headrace
