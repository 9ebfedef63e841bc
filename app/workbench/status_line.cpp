// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/status_line.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace headrace {

StatusLine::StatusLine(QWidget *parent) : QFrame(parent)
{
    setFixedHeight(metrics::kStatusBar);
    setAccessibleName(tr("Status"));
}

void StatusLine::setRun(Sign sign, const QStringList &parts)
{
    m_sign = sign;
    m_run = parts;
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
    update();
}

void StatusLine::setMachine(const QStringList &parts)
{
    m_machine = parts;
    update();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.panel);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
    painter.setFont(uiFont(-2));
    painter.setPen(t.secondary);
    const QFontMetrics letters = painter.fontMetrics();
    int right = width() - 14;
    for (auto it = m_machine.crbegin(); it != m_machine.crend(); ++it) {
        const int wide = letters.horizontalAdvance(*it);
        painter.drawText(QRect(right - wide, 1, wide, height() - 1), Qt::AlignVCenter, *it);
        right -= wide + 16;
    }
    int left = 12;
    const auto sign = [&](const char *name, const QColor &colour) {
        paintIcon(painter, QLatin1String(name), colour, QRectF(left, (height() - 12) / 2.0 + 0.5, 12, 12));
        left += 20;
    };
    switch (m_sign) {
    case Sign::None:
        break;
    case Sign::Running:
        sign("loader", t.accent);
        break;
    case Sign::Ok:
        sign("circle-check", t.ok);
        break;
    case Sign::Warning:
        sign("triangle-alert", t.warning);
        break;
    case Sign::Bad:
        sign("circle-x", t.bad);
        break;
    }
    for (const QString &part : m_run) {
        const QString shown = letters.elidedText(part, Qt::ElideRight, std::max(0, right - left));
        painter.drawText(QRect(left, 1, std::max(0, right - left), height() - 1), Qt::AlignVCenter, shown);
        left += letters.horizontalAdvance(shown) + 16;
    }
}

void StatusLine::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && event->position().x() < width() / 2.0)
        Q_EMIT runClicked();
}

}  // namespace headrace

#include "moc_status_line.cpp"
