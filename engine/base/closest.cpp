// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/closest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace headrace {

namespace {

constexpr int kEdit = 4;  // one edit in quarter steps, so that a change of case alone can cost less
constexpr qsizetype kLongest = 255;

int replaceCost(QChar a, QChar b)
{
    if (a == b)
        return 0;
    return a.toCaseFolded() == b.toCaseFolded() ? 1 : kEdit;
}

/// Optimal string alignment distance, in quarter edits.
int distance(const QString &a, const QString &b)
{
    const auto width = size_t(b.size()) + 1;
    std::vector<int> before(width), above(width), row(width);
    for (size_t j = 0; j < width; ++j)
        above[j] = int(j) * kEdit;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = int(i) * kEdit;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto k = size_t(j);
            row[k] = std::min({above[k] + kEdit, row[k - 1] + kEdit, above[k - 1] + replaceCost(a[i - 1], b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[k] = std::min(row[k], before[k - 2] + kEdit);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[width - 1];
}

}  // namespace

QString closestTo(const QString &name, const QStringList &candidates)
{
    if (name.size() > kLongest)
        return {};
    const int limit = int(name.size() / 3 + 1) * kEdit;
    int best = std::numeric_limits<int>::max();
    QString closest;
    for (const QString &candidate : candidates) {
        if (candidate.size() > kLongest || std::abs(candidate.size() - name.size()) * kEdit > limit)
            continue;
        if (const int d = distance(name, candidate); d <= limit && d < best) {
            best = d;
            closest = candidate;
        }
    }
    return closest;
}

}  // namespace headrace
