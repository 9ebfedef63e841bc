// SPDX-License-Identifier: GPL-3.0-or-later
// The settings: each change takes effect at once and is kept.
#pragma once

#include <QDialog>

class QListWidget;
class QStackedWidget;

namespace headrace {

class ActionRegistry;
class Settings;

/// To be open()ed or show()n. Window's thread.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(Settings *settings, ActionRegistry *actions, QWidget *parent = nullptr);

    enum Page { Appearance, Python, Runs, Shortcuts };
    void showPage(Page page);

private:
    QListWidget *m_pages;
    QStackedWidget *m_stack;
};

}  // namespace headrace
