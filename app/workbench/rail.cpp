// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/rail.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace headrace {
namespace {

/// Icon over a word of 10 pixels; the tinted ground of the chosen one.
class RailButton : public QAbstractButton
{
public:
    RailButton(QAction *action, QString iconName, bool withText) : m_icon(std::move(iconName)), m_withText(withText)
    {
        setText(action->text());
        setToolTip(action->toolTip());
        setAccessibleName(action->text());
        setCheckable(withText);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setFixedSize(metrics::kRail - 8, withText ? 48 : 40);
        connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool on = isChecked();
        if (on || underMouse() || hasFocus()) {
            painter.setPen(hasFocus() ? QPen(t.accent, 1) : QPen(Qt::NoPen));
            painter.setBrush(on ? t.accentSoft : t.hover());
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kCardRadius, metrics::kCardRadius);
        }
        const QColor colour = on ? t.accent : t.secondary;
        const double size = metrics::kRailIcon;
        const double top = m_withText ? 7 : (height() - size) / 2;
        paintIcon(painter, m_icon, colour, QRectF((width() - size) / 2, top, size, size));
        if (m_withText) {
            painter.setFont(uiFont(-3, on ? QFont::DemiBold : QFont::Normal));
            painter.setPen(colour);
            painter.drawText(QRect(0, 30, width(), 14), Qt::AlignCenter, text());
        }
    }

private:
    QString m_icon;
    bool m_withText;
};

}  // namespace

Rail::Rail(QWidget *parent) : QFrame(parent), m_layout(new QVBoxLayout(this)), m_group(new QButtonGroup(this))
{
    setFixedWidth(metrics::kRail);
    setAccessibleName(tr("Perspectives"));
    m_layout->setContentsMargins(4, 8, 4, 8);
    m_layout->setSpacing(4);
    m_layout->addStretch(1);
}

void Rail::addPerspective(QAction *action, const QString &iconName)
{
    auto *button = new RailButton(action, iconName, true);
    m_group->addButton(button, m_count);
    m_layout->insertWidget(m_count++, button);
}

void Rail::addBottom(QAction *action, const QString &iconName)
{
    m_layout->addWidget(new RailButton(action, iconName, false));
}

void Rail::setCurrent(int perspective)
{
    if (QAbstractButton *button = m_group->button(perspective))
        button->setChecked(true);
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::tokens().panel);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), Theme::tokens().line);
}

}  // namespace headrace

#include "moc_rail.cpp"
