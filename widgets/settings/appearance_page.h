// SPDX-License-Identifier: GPL-3.0-or-later
// Theme and size of the text.
#pragma once

#include "widgets/settings/page_layout.h"

namespace headrace {

class Settings;

/// Window's thread.
class AppearancePage : public SettingsPage
{
    Q_OBJECT

public:
    explicit AppearancePage(Settings *settings, QWidget *parent = nullptr);
};

}  // namespace headrace
