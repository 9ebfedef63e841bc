// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/fuzzy.h"

#include <algorithm>
#include <vector>

namespace headrace {
namespace {

constexpr int kLetter = 1;
constexpr int kTogether = 6;
constexpr int kWordStart = 8;
constexpr int kTextStart = 6;
constexpr int kGap = -1;
constexpr int kNever = -1'000'000;
constexpr qsizetype kLongest = 200;  // of a text: titles and ids are shorter

bool beginsWord(const QString &text, qsizetype i)
{
    if (i == 0)
        return true;
    const QChar before = text.at(i - 1);
    return !before.isLetterOrNumber() || (before.isLower() && text.at(i).isUpper());
}

QString lettersOf(const QString &query)
{
    QString letters;
    for (const QChar c : query.toCaseFolded())
        if (!c.isSpace())
            letters.append(c);
    return letters;
}

/// Finds the best places of the letters by dynamic programming: the score of letter k at position i.
int match(const QString &letters, const QString &original, QList<int> *positions)
{
    const QString text = original.left(kLongest).toCaseFolded();
    const qsizetype n = std::min(text.size(), original.size());
    const qsizetype m = letters.size();
    if (m == 0)
        return 1;
    if (m > n)
        return 0;
    std::vector<int> previous(size_t(n), kNever);
    std::vector<int> current(size_t(n), kNever);
    std::vector<std::vector<int>> from(positions ? size_t(m) : 0, std::vector<int>(size_t(n), -1));
    for (qsizetype k = 0; k < m; ++k) {
        int best = kNever;  // of the letter before, at any place further left, less the gap
        int bestAt = -1;
        std::fill(current.begin(), current.end(), kNever);
        for (qsizetype i = 0; i < n; ++i) {
            if (text.at(i) == letters.at(k)) {
                const int own = kLetter + (beginsWord(original, i) ? kWordStart : 0) + (i == 0 ? kTextStart : 0);
                if (k == 0) {
                    current[size_t(i)] = own - int(std::min<qsizetype>(i, 10));
                } else if (i > 0) {
                    const int together = previous[size_t(i - 1)] + kTogether;
                    const bool joined = together >= best;
                    const int before = joined ? together : best;
                    if (before > kNever / 2) {
                        current[size_t(i)] = before + own;
                        if (positions)
                            from[size_t(k)][size_t(i)] = joined ? int(i - 1) : bestAt;
                    }
                }
            }
            if (k > 0 && i > 0 && previous[size_t(i - 1)] > kNever / 2 && previous[size_t(i - 1)] >= best + kGap) {
                best = previous[size_t(i - 1)];
                bestAt = int(i - 1);
            } else if (best > kNever / 2) {
                best += kGap;
            }
        }
        std::swap(previous, current);
    }
    const auto top = std::max_element(previous.cbegin(), previous.cend());
    if (*top <= kNever / 2)
        return 0;
    if (positions) {
        int at = int(top - previous.cbegin());
        for (qsizetype k = m - 1; k >= 0; --k) {
            positions->prepend(at);
            at = from[size_t(k)][size_t(at)];
        }
    }
    // Among equal matches the text with less around it is meant.
    const int whole = letters.size() == n ? 20 : 0;
    return std::max(1, *top * 4 + whole - int(std::min<qsizetype>(n - m, 40)) / 4 + 40);
}

}  // namespace

int fuzzyScore(const QString &query, const QString &text)
{
    return match(lettersOf(query), text, nullptr);
}

QList<int> fuzzyPositions(const QString &query, const QString &text)
{
    QList<int> positions;
    const QString letters = lettersOf(query);
    if (letters.isEmpty() || match(letters, text, &positions) == 0)
        return {};
    return positions;
}

}  // namespace headrace
