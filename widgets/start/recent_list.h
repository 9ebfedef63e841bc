// SPDX-License-Identifier: GPL-3.0-or-later
// The recent files and workspaces of the start page.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace headrace {

class Settings;

/// Follows the settings. Window's thread.
class RecentList : public QWidget
{
    Q_OBJECT

public:
    explicit RecentList(Settings *settings, QWidget *parent = nullptr);

Q_SIGNALS:
    void fileChosen(const QString &path);
    void workspaceChosen(const QString &folder);

private:
    void fill();
    void addRow(const QString &path, bool workspace);

    Settings *m_settings;
    QVBoxLayout *m_rows;
};

}  // namespace headrace
