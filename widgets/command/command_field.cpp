// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/command/command_field.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace headrace {

CommandField::CommandField(QWidget *parent) : QAbstractButton(parent)
{
    setText(tr("Search or run a command"));
    setAccessibleName(text());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void CommandField::setShortcutText(const QString &keys)
{
    m_keys = keys;
    update();
}

QSize CommandField::sizeHint() const
{
    return {300, metrics::kControl};
}

QSize CommandField::minimumSizeHint() const
{
    return {160, metrics::kControl};
}

void CommandField::paintEvent(QPaintEvent *)
{
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? t.accent : t.line, 1));
    painter.setBrush(underMouse() ? t.hover() : t.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kControlRadius, metrics::kControlRadius);
    paintIcon(painter, QStringLiteral("search"), t.secondary, QRectF(9, (height() - 14) / 2.0, 14, 14));
    painter.setFont(uiFont(-2));
    const int keys = painter.fontMetrics().horizontalAdvance(m_keys);
    painter.setPen(t.muted);
    painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, m_keys);
    painter.setFont(uiFont());
    painter.setPen(t.secondary);
    const QRect words = rect().adjusted(30, 0, -keys - 18, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

}  // namespace headrace

#include "moc_command_field.cpp"
