// SPDX-License-Identifier: GPL-3.0-or-later
// The interpreter for Python steps, and a look at what it has.
#pragma once

#include "models/settings/python_check.h"
#include "widgets/settings/page_layout.h"

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace headrace {

class Settings;

/// Window's thread; the interpreter is looked at by a process of its own.
class PythonPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit PythonPage(Settings *settings, QWidget *parent = nullptr);

private:
    void browse();
    void check();
    void say();

    Settings *m_settings;
    PythonCheck m_check;
    QLineEdit *m_path;
    QPushButton *m_look;
    QLabel *m_result;
    std::optional<Result<PythonFacts>> m_found;  ///< drawn again when the theme changes
};

}  // namespace headrace
