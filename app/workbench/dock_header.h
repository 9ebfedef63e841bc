// SPDX-License-Identifier: GPL-3.0-or-later
// The 32-pixel head of a dock: its name in small letters, and a button to hide it.
#pragma once

#include <QDockWidget>

namespace headrace {

/// Makes a dock with our header around a widget; `name` is its object name, by which its place is remembered. Window's thread.
QDockWidget *makeDock(const QString &name, const QString &title, QWidget *content, QWidget *parent);

/// Shows the header, or none at all (a content with tabs of its own is its own head).
void setDockHeaderShown(QDockWidget *dock, bool shown);

/// A one-pixel line as a separator.
QWidget *makeLine(Qt::Orientation orientation, QWidget *parent = nullptr);

}  // namespace headrace
