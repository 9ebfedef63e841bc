// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/empty_state.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace headrace {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_hint(new QLabel(this)), m_button(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(metrics::kSpace);
    column->addStretch();
    m_icon->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setProperty("kind", QStringLiteral("secondary"));
    column->addWidget(m_icon);
    column->addWidget(m_text);
    column->addWidget(m_hint);
    column->addWidget(m_button, 0, Qt::AlignCenter);
    column->addStretch();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::acted);
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, &EmptyState::paintIcon);
}

void EmptyState::paintIcon()
{
    const Tokens &t = Theme::tokens();
    m_icon->setPixmap(icon(m_name, m_bad ? t.bad : t.muted).pixmap(QSize(24, 24), devicePixelRatioF()));
}

void EmptyState::say(const QString &icon, const QString &text, const QString &hint, const QString &action, bool bad)
{
    m_name = icon;
    m_bad = bad;
    paintIcon();
    m_text->setText(text);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
}

}  // namespace headrace

#include "moc_empty_state.cpp"
