// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/page_layout.h"

#include "widgets/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace headrace {

SettingsPage::SettingsPage(const QString &title, QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(24, 24, 24, 16);
    m_column->setSpacing(metrics::kUnit);
    auto *heading = new QLabel(title, this);
    heading->setProperty("kind", QStringLiteral("headline"));
    m_column->addWidget(heading);
    m_column->addSpacing(12);
}

void SettingsPage::addRow(const QString &label, QWidget *control, const QString &hint)
{
    auto *name = new QLabel(label, this);
    name->setProperty("kind", QStringLiteral("title"));
    name->setBuddy(control);
    if (control->accessibleName().isEmpty())
        control->setAccessibleName(label);
    m_column->addWidget(name);
    m_column->addWidget(control);
    if (!hint.isEmpty()) {
        auto *text = new QLabel(hint, this);
        text->setProperty("kind", QStringLiteral("muted"));
        text->setWordWrap(true);
        m_column->addWidget(text);
    }
    m_column->addSpacing(16);
}

void SettingsPage::addWidget(QWidget *widget, int stretch)
{
    m_column->addWidget(widget, stretch);
}

void SettingsPage::addStretch()
{
    m_column->addStretch(1);
}

}  // namespace headrace

#include "moc_page_layout.cpp"
