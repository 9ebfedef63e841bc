// SPDX-License-Identifier: GPL-3.0-or-later
// A row of two lines: name, and what is to be said of it in small.
#pragma once

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <functional>

namespace headrace {

/// Window's thread. `detail` gives the second line of a row.
class TwoLineRow : public QStyledItemDelegate
{
public:
    TwoLineRow(std::function<QString(const QModelIndex &)> detail, QObject *parent)
        : QStyledItemDelegate(parent), m_detail(std::move(detail))
    {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {160, 48}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, selected ? t.accentSoft : t.hover());
        const QRectF texts = QRectF(option.rect).adjusted(12, 6, -12, -6);
        painter->setFont(uiFont(0, QFont::DemiBold));
        painter->setPen(t.text);
        const QFontMetricsF name(painter->font());
        painter->drawText(QPointF(texts.left(), texts.top() + name.ascent()),
                          name.elidedText(index.data().toString(), Qt::ElideMiddle, texts.width()));
        painter->setFont(uiFont(-2));
        painter->setPen(t.secondary);
        const QFontMetricsF small(painter->font());
        painter->drawText(QPointF(texts.left(), texts.bottom() - small.descent()),
                          small.elidedText(m_detail(index), Qt::ElideRight, texts.width()));
    }

private:
    std::function<QString(const QModelIndex &)> m_detail;
};

}  // namespace headrace
