// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas for assistive technology: a list of its nodes, each with what it is, does and comes after. Window's thread.
#pragma once

namespace headrace {

class CanvasView;

/// Makes Qt ask for such an interface for canvases; more than once does no harm.
void installCanvasAccessibility();

/// Says that the keyboard is at another node now.
void announceCurrentNode(CanvasView *view);

}  // namespace headrace
