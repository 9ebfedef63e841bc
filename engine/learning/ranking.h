// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of two classes ranked by score: the area under the ROC curve, average precision, and the curves themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headrace::learning {

/// One entry a distinct score, from the highest to the lowest; counts are sums of weights of the rows with at least that score.
struct Ranking {
    std::vector<double> thresholds;
    std::vector<double> truePositives;
    std::vector<double> falsePositives;
    double positives() const { return truePositives.empty() ? 0 : truePositives.back(); }
    double negatives() const { return falsePositives.empty() ? 0 : falsePositives.back(); }
};

/// Row i has the score scores[i · stride] (no NaN), is positive where truth[i] == positive, and weighs weights[i]
/// (nullptr: 1). Rows of weight 0 count as absent.
Ranking rankScores(const double *scores, size_t stride, const int32_t *truth, int32_t positive, const double *weights, size_t rows);

/// The rows in descending order of score; equal scores in the order of the rows. At most 2^32 − 1 rows.
std::vector<uint32_t> descendingOrder(const double *scores, size_t stride, size_t rows);

/// By the trapezoid rule; NaN where one of the two classes is absent.
double rocAuc(const Ranking &ranking);
/// Sum of precision times the step in recall; 0 where there is no positive row, as in scikit-learn.
double averagePrecision(const Ranking &ranking);

struct CurvePoint {
    double x = 0;
    double y = 0;
    double threshold = 0;  ///< rows with at least this score are called positive
};

/// False positive rate to true positive rate from (0, 0), whose threshold is infinite, to (1, 1); empty where a class is absent.
/// At most `points` points (3 or more), those that carry the shape: no dropped point is far from the drawn line.
std::vector<CurvePoint> rocCurve(const Ranking &ranking, size_t points);
/// Recall to precision, from the highest threshold to the lowest; empty where there is no positive row.
std::vector<CurvePoint> precisionRecallCurve(const Ranking &ranking, size_t points);

struct CalibrationBin {
    double weight = 0;     ///< sum of the weights of its rows
    double predicted = 0;  ///< their mean score
    double observed = 0;   ///< their share of positives
};
/// Bins of equal width over [0, 1]; a score on a border belongs to the lower bin. Empty bins are left out.
std::vector<CalibrationBin> calibration(const double *scores, const int32_t *truth, int32_t positive, const double *weights, size_t rows,
                                        int bins);

}  // namespace headrace::learning
