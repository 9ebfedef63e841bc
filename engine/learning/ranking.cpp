// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/ranking.h"

#include "engine/learning/sums.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace headrace::learning {

namespace {

constexpr int kDigitBits = 11;
constexpr size_t kBuckets = size_t(1) << kDigitBits;

// Radix sort from the lowest digit: stable, and a few passes over memory where comparing would mispredict half its branches.
template <class Item, class Key> void radixSort(std::vector<Item> &items, int bits, Key keyOf)
{
    std::vector<Item> other(items.size());
    for (int shift = 0; shift < bits; shift += kDigitBits) {
        std::array<size_t, kBuckets> starts{};
        for (const Item &item : items)
            ++starts[(keyOf(item) >> shift) & (kBuckets - 1)];
        if (std::find(starts.begin(), starts.end(), items.size()) != starts.end())
            continue;
        size_t next = 0;
        for (size_t &start : starts)
            next += std::exchange(start, next);
        for (const Item &item : items)
            other[starts[(keyOf(item) >> shift) & (kBuckets - 1)]++] = item;
        items.swap(other);
    }
}

// Bits that sort as unsigned numbers in descending order of the value. Adding zero makes −0 equal to 0.
uint32_t descendingBits(float value)
{
    const uint32_t bits = std::bit_cast<uint32_t>(value + 0.0F);
    return bits >> 31 ? bits : ~bits & 0x7fffffffU;
}

uint64_t descendingBits(double value)
{
    const uint64_t bits = std::bit_cast<uint64_t>(value + 0.0);
    return bits >> 63 ? bits : ~bits & 0x7fffffffffffffffULL;
}

}  // namespace

std::vector<uint32_t> descendingOrder(const double *scores, size_t stride, size_t rows)
{
    bool single = true;
    for (size_t i = 0; i < rows && single; ++i)
        single = double(float(scores[i * stride])) == scores[i * stride];
    std::vector<uint32_t> order(rows);
    if (single) {
        // Scores of most estimators are floats: key and row fit one word.
        std::vector<uint64_t> items(rows);
        for (size_t i = 0; i < rows; ++i)
            items[i] = uint64_t(descendingBits(float(scores[i * stride]))) << 32 | i;
        radixSort(items, 32, [](uint64_t item) { return item >> 32; });
        for (size_t i = 0; i < rows; ++i)
            order[i] = uint32_t(items[i]);
    } else {
        struct Item {
            uint64_t key;
            uint32_t row;
        };
        std::vector<Item> items(rows);
        for (size_t i = 0; i < rows; ++i)
            items[i] = {descendingBits(scores[i * stride]), uint32_t(i)};
        radixSort(items, 64, [](const Item &item) { return item.key; });
        for (size_t i = 0; i < rows; ++i)
            order[i] = items[i].row;
    }
    return order;
}

Ranking rankScores(const double *scores, size_t stride, const int32_t *truth, int32_t positive, const double *weights, size_t rows)
{
    const std::vector<uint32_t> order = descendingOrder(scores, stride, rows);
    Ranking ranking;
    for (std::vector<double> *values : {&ranking.thresholds, &ranking.truePositives, &ranking.falsePositives})
        values->reserve(rows);
    Sum truePositives;
    Sum falsePositives;
    bool any = false;
    double last = 0;
    const auto close = [&] {
        ranking.thresholds.push_back(last);
        ranking.truePositives.push_back(truePositives.value());
        ranking.falsePositives.push_back(falsePositives.value());
    };
    for (const uint32_t row : order) {
        const double weight = weights ? weights[row] : 1;
        if (weight == 0)
            continue;
        const double score = scores[row * stride];
        if (any && score != last)
            close();
        any = true;
        last = score;
        (truth[row] == positive ? truePositives : falsePositives).add(weight);
    }
    if (any)
        close();
    return ranking;
}

double rocAuc(const Ranking &ranking)
{
    if (!(ranking.positives() > 0) || !(ranking.negatives() > 0))
        return std::numeric_limits<double>::quiet_NaN();
    Sum twice;
    double lastTrue = 0;
    double lastFalse = 0;
    for (size_t i = 0; i < ranking.thresholds.size(); ++i) {
        twice.add((ranking.falsePositives[i] - lastFalse) * (ranking.truePositives[i] + lastTrue));
        lastTrue = ranking.truePositives[i];
        lastFalse = ranking.falsePositives[i];
    }
    return twice.value() / 2 / ranking.positives() / ranking.negatives();
}

double averagePrecision(const Ranking &ranking)
{
    if (!(ranking.positives() > 0))
        return 0;
    Sum sum;
    double lastTrue = 0;
    for (size_t i = 0; i < ranking.thresholds.size(); ++i) {
        const double step = ranking.truePositives[i] - lastTrue;
        if (step > 0)
            sum.add(step * (ranking.truePositives[i] / (ranking.truePositives[i] + ranking.falsePositives[i])));
        lastTrue = ranking.truePositives[i];
    }
    return sum.value() / ranking.positives();
}

namespace {

// Keeps the ends and then, one by one, the point that lies farthest from the line drawn so far, until `points` are kept or
// what is left lies on the line. Before that, neighbours closer than a two-thousandth are merged.
template <class At> std::vector<CurvePoint> thin(size_t count, At at, size_t points)
{
    constexpr double kNear = 1.0 / 2000;
    std::vector<CurvePoint> rough;
    for (size_t i = 0; i < count; ++i) {
        const CurvePoint point = at(i);
        const bool end = i == 0 || i + 1 == count;
        if (end || std::abs(point.x - rough.back().x) > kNear || std::abs(point.y - rough.back().y) > kNear)
            rough.push_back(point);
    }
    if (rough.size() < 3)
        return rough;

    struct Span {
        double distance;
        size_t from, to, at;
        bool operator<(const Span &other) const { return distance < other.distance; }
    };
    const auto farthest = [&rough](size_t from, size_t to) {
        const double dx = rough[to].x - rough[from].x;
        const double dy = rough[to].y - rough[from].y;
        const double length = std::hypot(dx, dy);
        Span span{-1, from, to, from};
        for (size_t i = from + 1; i < to; ++i) {
            const double px = rough[i].x - rough[from].x;
            const double py = rough[i].y - rough[from].y;
            const double distance = length > 0 ? std::abs(dx * py - dy * px) / length : std::hypot(px, py);
            if (distance > span.distance)
                span = {distance, from, to, i};
        }
        return span;
    };
    std::vector<char> kept(rough.size(), 0);
    kept.front() = kept.back() = 1;
    size_t keptCount = 2;
    std::priority_queue<Span> open;
    open.push(farthest(0, rough.size() - 1));
    while (!open.empty() && keptCount < points) {
        const Span span = open.top();
        open.pop();
        if (span.distance <= 1e-12)
            break;
        kept[span.at] = 1;
        ++keptCount;
        open.push(farthest(span.from, span.at));
        open.push(farthest(span.at, span.to));
    }
    std::vector<CurvePoint> result;
    for (size_t i = 0; i < rough.size(); ++i) {
        if (kept[i])
            result.push_back(rough[i]);
    }
    return result;
}

}  // namespace

std::vector<CurvePoint> rocCurve(const Ranking &ranking, size_t points)
{
    if (!(ranking.positives() > 0) || !(ranking.negatives() > 0))
        return {};
    const auto at = [&ranking](size_t i) -> CurvePoint {
        if (i == 0)
            return {0, 0, std::numeric_limits<double>::infinity()};
        return {ranking.falsePositives[i - 1] / ranking.negatives(), ranking.truePositives[i - 1] / ranking.positives(),
                ranking.thresholds[i - 1]};
    };
    return thin(ranking.thresholds.size() + 1, at, points);
}

std::vector<CurvePoint> precisionRecallCurve(const Ranking &ranking, size_t points)
{
    if (!(ranking.positives() > 0))
        return {};
    const auto at = [&ranking](size_t i) -> CurvePoint {
        return {ranking.truePositives[i] / ranking.positives(),
                ranking.truePositives[i] / (ranking.truePositives[i] + ranking.falsePositives[i]), ranking.thresholds[i]};
    };
    return thin(ranking.thresholds.size(), at, points);
}

std::vector<CalibrationBin> calibration(const double *scores, const int32_t *truth, int32_t positive, const double *weights, size_t rows,
                                        int bins)
{
    struct Sums {
        Sum weight, score, positive;
    };
    std::vector<Sums> sums(size_t(bins), Sums{});
    for (size_t i = 0; i < rows; ++i) {
        const double weight = weights ? weights[i] : 1;
        const double place = std::ceil(scores[i] * bins) - 1;
        Sums &bin = sums[size_t(std::clamp(place, 0.0, double(bins - 1)))];
        bin.weight.add(weight);
        bin.score.add(weight * scores[i]);
        if (truth[i] == positive)
            bin.positive.add(weight);
    }
    std::vector<CalibrationBin> result;
    for (const Sums &bin : sums) {
        const double weight = bin.weight.value();
        if (weight > 0)
            result.push_back({weight, bin.score.value() / weight, bin.positive.value() / weight});
    }
    return result;
}

}  // namespace headrace::learning
