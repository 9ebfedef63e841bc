// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_stamps.h"

#include <algorithm>

namespace headrace {

size_t qHash(const CardLook &look, size_t seed)
{
    return qHashMulti(seed, look.icon, look.sign, look.size.height(), look.inputs, look.outputs, look.hue, look.border, look.selected,
                      look.disabled, look.smooth);
}

void CanvasStamps::setScale(double zoom, double ratio)
{
    if (zoom == m_zoom && ratio == m_ratio)
        return;
    m_zoom = zoom;
    m_ratio = ratio;
    // Some 20 MB at most: a card at zoom 1 takes 40 kB.
    m_most = std::clamp(qsizetype(500 / (zoom * ratio * zoom * ratio)), qsizetype(32), qsizetype(1000));
    m_cards.clear();
    m_pills.clear();
}

void CanvasStamps::clear()
{
    m_cards.clear();
    m_pills.clear();
    m_texts.clear();
}

}  // namespace headrace
