// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runs/metric_curve.h"

#include <algorithm>
#include <cmath>

namespace headrace {

std::vector<CurvePoint> smoothed(const std::vector<CurvePoint> &points, double strength)
{
    if (strength <= 0 || points.size() < 3)
        return points;
    const double range = points.back().x - points.front().x;
    if (!(range > 0))
        return points;
    // Distances are counted in thousandths of the range, so that the strength means the same for 100 and for a million steps.
    constexpr double kScale = 1000;
    const double keep = std::min(std::sqrt(strength), 0.999);
    std::vector<CurvePoint> result = points;
    double sum = 0;
    double weight = 0;
    double lastX = points.front().x;
    for (CurvePoint &point : result) {
        if (!std::isfinite(point.y))
            continue;
        const double distance = std::max(0.0, point.x - lastX) / range * kScale;
        const double past = std::pow(keep, std::max(distance, 1e-9));
        sum = sum * past + point.y;
        weight = weight * past + 1;
        lastX = point.x;
        point.y = sum / weight;
    }
    return result;
}

std::vector<CurvePoint> thinned(const std::vector<CurvePoint> &points, double x0, double x1, int columns)
{
    const auto less = [](const CurvePoint &p, double x) { return p.x < x; };
    auto from = std::lower_bound(points.begin(), points.end(), x0, less);
    auto to = std::lower_bound(from, points.end(), x1, less);
    // One more on either side: the line leaves the picture in the right direction.
    if (from != points.begin())
        --from;
    if (to != points.end())
        ++to;
    if (columns <= 0 || to - from <= 4 * qsizetype(columns) || !(x1 > x0))
        return {from, to};
    std::vector<CurvePoint> result;
    result.reserve(size_t(columns) * 4);
    auto it = from;
    while (it != to) {
        const double column = std::floor((it->x - x0) / (x1 - x0) * columns);
        auto end = it;
        auto low = it;
        auto high = it;
        while (end != to && std::floor((end->x - x0) / (x1 - x0) * columns) == column) {
            if (end->y < low->y || std::isnan(low->y))
                low = end;
            if (end->y > high->y || std::isnan(high->y))
                high = end;
            ++end;
        }
        const auto last = end - 1;
        for (auto p : {it, std::min(low, high), std::max(low, high), last})
            if (result.empty() || result.back().x != p->x || result.back().y != p->y)
                result.push_back(*p);
        it = end;
    }
    return result;
}

}  // namespace headrace
