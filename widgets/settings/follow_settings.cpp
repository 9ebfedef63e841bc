// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/follow_settings.h"

#include "models/settings/settings.h"
#include "widgets/actions/action_registry.h"
#include "widgets/theme/theme.h"

namespace headrace {
namespace {

ThemeChoice choiceOf(ThemePreference preference)
{
    return preference == ThemePreference::Dark ? ThemeChoice::Dark
        : preference == ThemePreference::Light ? ThemeChoice::Light
                                               : ThemeChoice::System;
}

}  // namespace

void followSettings(Settings *settings, Theme *theme, ActionRegistry *actions)
{
    const auto apply = [settings, theme, actions](Setting setting) {
        if (setting == Setting::Theme)
            theme->setChoice(choiceOf(settings->theme()));
        else if (setting == Setting::FontPixels)
            theme->setFontPixels(settings->fontPixels());
        else if (setting == Setting::Shortcuts && actions->changedShortcuts() != settings->shortcuts())
            actions->setChangedShortcuts(settings->shortcuts());
    };
    QObject::connect(settings, &Settings::changed, theme, apply);
    for (const Setting setting : {Setting::Theme, Setting::FontPixels, Setting::Shortcuts})
        apply(setting);
}

}  // namespace headrace
