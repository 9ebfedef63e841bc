// SPDX-License-Identifier: GPL-3.0-or-later
// The figures by which predictions are judged, with the names and values of scikit-learn.
#pragma once

#include "engine/learning/ranking.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace headrace::learning {

struct MetricValue {
    QString name;      ///< scikit-learn's, such as roc_auc
    double value = 0;  ///< NaN where it is not defined
    QString why;       ///< in words, why it is NaN
};

/// What was true and what was said of the same rows. Classes are numbers from 0; with two classes, 1 is the positive one.
struct ScoredClasses {
    int classes = 2;
    std::vector<int32_t> truth;
    std::vector<int32_t> prediction;
    std::vector<double> scores;   ///< two classes: the positive one's; more: row by row, one a class; empty where there are none
    std::vector<double> weights;  ///< empty: all 1; none negative
    size_t rows() const { return truth.size(); }
};

/// Sums of weights, row-major: entry truth · classes + prediction.
std::vector<double> confusionMatrix(const ScoredClasses &scored);

/// Two classes: roc_auc, average_precision, log_loss, brier_score_loss (these with scores), accuracy, balanced_accuracy, precision,
/// recall, f1, matthews_corrcoef. More: roc_auc_ovr, log_loss (with scores), accuracy, balanced_accuracy, precision_macro,
/// recall_macro, f1_macro, f1_weighted, matthews_corrcoef. `ranking`, if given, is that of the two classes' scores; it is asked for last.
QList<MetricValue> classificationMetrics(const ScoredClasses &scored, const std::function<const Ranking &()> &ranking = {});

struct ScoredNumbers {
    std::vector<double> truth;
    std::vector<double> prediction;
    std::vector<double> weights;
    size_t rows() const { return truth.size(); }
};

/// rmse, mae, r2, mean_absolute_percentage_error, explained_variance, max_error, median_absolute_error.
QList<MetricValue> regressionMetrics(const ScoredNumbers &scored);

struct Histogram {
    double from = 0;
    double to = 0;
    std::vector<double> counts;  ///< bins of equal width; sums of weights
};
/// Of prediction − truth.
Histogram residualHistogram(const ScoredNumbers &scored, int bins);

}  // namespace headrace::learning
