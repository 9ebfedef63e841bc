// SPDX-License-Identifier: GPL-3.0-or-later
// Memory, threads and cache of runs, and where lineage events go.
#pragma once

#include "widgets/settings/page_layout.h"

class QLabel;
class QPushButton;

namespace headrace {

class Settings;

/// Window's thread; the cache is measured and cleared on another.
class RunPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit RunPage(Settings *settings, QWidget *parent = nullptr);

private:
    void measure();
    void clear();

    QLabel *m_usage;
    QPushButton *m_clear;
};

}  // namespace headrace
