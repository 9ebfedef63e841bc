// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/appearance_page.h"

#include "models/settings/settings.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>

namespace headrace {

AppearancePage::AppearancePage(Settings *settings, QWidget *parent) : SettingsPage(tr("Appearance"), parent)
{
    auto *themes = new QWidget(this);
    auto *row = new QHBoxLayout(themes);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *group = new QButtonGroup(this);
    const struct {
        ThemePreference theme;
        QString text;
        const char *name;
        const char *place;
    } choices[] = {{ThemePreference::System, tr("As the desktop"), "themeSystem", "first"},
                   {ThemePreference::Light, tr("Light"), "themeLight", "middle"},
                   {ThemePreference::Dark, tr("Dark"), "themeDark", "last"}};
    for (const auto &choice : choices) {
        auto *button = new QPushButton(choice.text, themes);
        button->setObjectName(QLatin1String(choice.name));
        button->setProperty("kind", QStringLiteral("segment"));
        button->setProperty("place", QLatin1String(choice.place));
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setMinimumWidth(104);
        button->setChecked(settings->theme() == choice.theme);
        group->addButton(button, int(choice.theme));
        row->addWidget(button);
    }
    row->addStretch(1);
    connect(group, &QButtonGroup::idClicked, settings, [settings](int id) { settings->setTheme(ThemePreference(id)); });
    addRow(tr("Theme"), themes);

    auto *size = new QSpinBox(this);
    size->setObjectName(QStringLiteral("fontPixels"));
    size->setRange(10, 24);
    size->setSuffix(tr(" px"));
    size->setValue(settings->fontPixels());
    size->setMaximumWidth(120);
    // Typing '1' on the way to '16' must not shrink the window.
    size->setKeyboardTracking(false);
    connect(size, &QSpinBox::valueChanged, settings, &Settings::setFontPixels);
    addRow(tr("Size of the text"), size, tr("13 px unless you choose another; all other sizes follow."));
    addStretch();
}

}  // namespace headrace

#include "moc_appearance_page.cpp"
