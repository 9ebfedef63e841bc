// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_guides.h"

#include <array>
#include <cmath>

namespace headrace {

GuideResult guidesFor(const CanvasScene &scene, const QRectF &moved, const QSet<int> &leftOut, const QRectF &visible, double reach)
{
    constexpr size_t kMost = 400;  // with more in sight a guide says nothing
    GuideResult result;
    const std::vector<int> others = scene.nodesIn(visible);
    if (others.size() > kMost)
        return result;
    double bestX = reach;
    double bestY = reach;
    QRectF besideX;
    QRectF besideY;
    double lineX = 0;
    double lineY = 0;
    for (const int number : others) {
        if (leftOut.contains(number))
            continue;
        const QRectF &rect = scene.nodes()[size_t(number)].rect;
        const std::array<std::pair<double, double>, 3> xs{
            {{moved.left(), rect.left()}, {moved.center().x(), rect.center().x()}, {moved.right(), rect.right()}}};
        const std::array<std::pair<double, double>, 3> ys{
            {{moved.top(), rect.top()}, {moved.center().y(), rect.center().y()}, {moved.bottom(), rect.bottom()}}};
        for (const auto &[own, other] : xs)
            if (std::abs(other - own) < bestX) {
                bestX = std::abs(other - own);
                result.x = other - own;
                lineX = other;
                besideX = rect;
            }
        for (const auto &[own, other] : ys)
            if (std::abs(other - own) < bestY) {
                bestY = std::abs(other - own);
                result.y = other - own;
                lineY = other;
                besideY = rect;
            }
    }
    const QRectF at = moved.translated(result.x.value_or(0), result.y.value_or(0));
    if (result.x)
        result.lines.append({lineX, std::min(at.top(), besideX.top()) - 8, lineX, std::max(at.bottom(), besideX.bottom()) + 8});
    if (result.y)
        result.lines.append({std::min(at.left(), besideY.left()) - 8, lineY, std::max(at.right(), besideY.right()) + 8, lineY});
    return result;
}

}  // namespace headrace
