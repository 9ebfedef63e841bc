// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/form_scroll.h"

#include <QScrollBar>
#include <QStyle>

namespace headrace {

FormScroll::FormScroll(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there, though it draws nothing while all fits: else its coming and going would lay out the form anew.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFocusPolicy(Qt::NoFocus);
    QScrollBar *bar = verticalScrollBar();
    const auto show = [bar] {
        const bool idle = bar->maximum() <= bar->minimum();
        if (bar->property("idle").toBool() == idle)
            return;
        bar->setProperty("idle", idle);
        bar->style()->unpolish(bar);
        bar->style()->polish(bar);
    };
    bar->setProperty("idle", true);
    connect(bar, &QScrollBar::rangeChanged, this, show);
}

}  // namespace headrace

#include "moc_form_scroll.cpp"
