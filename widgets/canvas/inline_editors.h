// SPDX-License-Identifier: GPL-3.0-or-later
// Texts on the canvas edited in place: titles and notes. Window's thread.
#pragma once

#include <QRectF>
#include <QString>

#include <functional>

namespace headrace {

class CanvasView;

/// A field over a place of the scene; Enter, or a click elsewhere, takes the text, Escape leaves it as it was.
void editLine(CanvasView *view, const QRectF &scene, const QString &text, const QString &name, std::function<void(const QString &)> take);

/// The same for several lines: Ctrl+Enter takes them, Enter begins a new one.
void editText(CanvasView *view, const QRectF &scene, const QString &text, const QString &name, std::function<void(const QString &)> take);

}  // namespace headrace
