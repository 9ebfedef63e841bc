// SPDX-License-Identifier: GPL-3.0-or-later
// The command palette: everything that can be done or gone to, found by a few letters.
#pragma once

#include <QColor>
#include <QFrame>
#include <QList>

#include <functional>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace headrace {

struct PaletteEntry {
    QString group;  ///< Actions, Nodes, Operators, Files, Runs
    QString title;
    QString detail;  ///< shortcut, id, folder; searched too
    QString icon;
    QColor hue;
    std::function<void()> run;
};

/// Shown over its parent, which it covers from the top; Escape or a click elsewhere closes it. Window's thread.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *parent);
    /// Opens it over these entries, the first group on top while nothing is typed.
    void open(QList<PaletteEntry> entries);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void choose(int row);
    QLineEdit *m_field;
    QListView *m_list;
    QStandardItemModel *m_model;
    QList<PaletteEntry> m_entries;
};

}  // namespace headrace
