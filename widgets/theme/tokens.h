// SPDX-License-Identifier: GPL-3.0-or-later
// The colours and measures of the window, light and dark: no other file names a colour.
#pragma once

#include "engine/catalog/operator_spec.h"

#include <QColor>
#include <QList>

namespace headrace {

/// A value; safe anywhere.
struct Tokens {
    bool dark = false;
    QColor window;  ///< behind panels, chart area
    QColor panel;   ///< docks, bars, cards, nodes
    QColor canvas;
    QColor dots;  ///< of the canvas's grid
    QColor line;  ///< the only separators
    QColor text;
    QColor secondary;
    QColor muted;       ///< hints and units
    QColor accent;      ///< the primary button, selection, the running edge
    QColor accentSoft;  ///< behind what is selected
    QColor onAccent;
    QColor ok;
    QColor warning;
    QColor bad;
    QColor shadow;  ///< under what floats; has an alpha
    QColor read;
    QColor shape;
    QColor check;
    QColor learn;
    QColor evaluate;
    QColor write;
    QColor code;
    QList<QColor> runs;  ///< in this order; then the same again, dashed

    static Tokens light();
    static Tokens darkTheme();

    QColor category(Category category) const;
    /// The hue at 14 %, as it looks on a panel: behind an icon.
    QColor tint(const QColor &hue, const QColor &on) const;
    QColor tint(const QColor &hue) const { return tint(hue, panel); }
    QColor hover() const;  ///< behind what the pointer is over
};

/// How strongly a foreground stands out, 1 to 21 (WCAG 2.1, contrast ratio).
double contrast(const QColor &foreground, const QColor &background);

namespace metrics {  // in device-independent pixels
inline constexpr int kUnit = 4;
inline constexpr int kSpace = 8;
inline constexpr int kControl = 28;
inline constexpr int kControlRadius = 6;
inline constexpr int kCardRadius = 8;
inline constexpr int kDockHeader = 32;
inline constexpr int kTabBar = 36;
inline constexpr int kTopBar = 40;
inline constexpr int kRail = 56;
inline constexpr int kStatusBar = 28;
inline constexpr int kNodeWidth = 176;
inline constexpr int kNodeHeight = 56;
inline constexpr int kGrid = 16;
inline constexpr int kIcon = 16;
inline constexpr int kTileIcon = 18;
inline constexpr int kRailIcon = 20;
inline constexpr int kMotionMs = 120;  ///< the longest motion there is
}  // namespace metrics

}  // namespace headrace
