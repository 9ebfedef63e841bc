// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the theme and the shortcuts as the settings say.
#pragma once

namespace headrace {

class ActionRegistry;
class Settings;
class Theme;

/// Applies them now and whenever they change. Window's thread; all must live as long as the settings.
void followSettings(Settings *settings, Theme *theme, ActionRegistry *actions);

}  // namespace headrace
