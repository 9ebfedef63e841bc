// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a pipeline as text: what copy puts on the clipboard and paste takes from it, also in another window. Pure.
#pragma once

#include "models/gestures/nodes.h"

namespace headrace {

/// The chosen nodes with the edges among them, frames, notes and the parameters they speak of, as a pipeline file's text.
QString fragmentText(const Pipeline &pipeline, const CanvasItems &items);

/// Reads such a text, or any pipeline's. An Error where it is none, in words.
Result<Pipeline> fragmentFromText(const QString &text);

/// Adds a fragment with its middle at a place; ids that are taken are made anew.
Added pasteFragment(const Pipeline &pipeline, const Pipeline &fragment, QPointF middle);

}  // namespace headrace
