// SPDX-License-Identifier: GPL-3.0-or-later
// How a page of the settings is built: a heading, then rows of a label, a control and a hint.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace headrace {

/// Window's thread.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(const QString &title, QWidget *parent);

protected:
    /// The label is the control's buddy and accessible name.
    void addRow(const QString &label, QWidget *control, const QString &hint = {});
    void addWidget(QWidget *widget, int stretch = 0);
    void addStretch();

private:
    QVBoxLayout *m_column;
};

}  // namespace headrace
