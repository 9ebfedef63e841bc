// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/fold.h"

#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace headrace {

Fold::Fold(const QString &title, std::function<QWidget *(QWidget *parent)> make, QWidget *parent)
    : QWidget(parent), m_make(std::move(make)), m_heading(new QToolButton(this)), m_note(new QLabel(this)), m_column(new QVBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_heading->setText(title);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setProperty("kind", QStringLiteral("fold"));
    m_heading->setIconSize({14, 14});
    m_heading->setFocusPolicy(Qt::StrongFocus);
    m_note->setProperty("kind", QStringLiteral("muted"));
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_heading);
    row->addWidget(m_note);
    row->addStretch();
    m_column->addLayout(row);
    connect(m_heading, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
    showState();
}

void Fold::showState()
{
    setThemeIcon(m_heading, m_open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), IconRole::Secondary);
    m_heading->setAccessibleDescription(m_open ? tr("open") : tr("closed"));
}

void Fold::setOpen(bool open)
{
    if (m_open == open)
        return;
    m_open = open;
    if (open && !m_content) {
        m_content = m_make(this);
        m_column->addWidget(m_content);
    }
    if (m_content)
        m_content->setVisible(open);
    showState();
    Q_EMIT toggled(open);
}

void Fold::setNote(const QString &text)
{
    m_note->setText(text);
}

}  // namespace headrace

#include "moc_fold.cpp"
