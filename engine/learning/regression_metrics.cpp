// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/metrics.h"
#include "engine/learning/sums.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace headrace::learning {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// scikit-learn: the mean of the middle two without weights; with weights the lowest value that half of the weight does not exceed.
double median(std::vector<double> values, const std::vector<double> &weights)
{
    const size_t count = values.size();
    if (weights.empty()) {
        const auto middle = values.begin() + std::ptrdiff_t(count / 2);
        std::nth_element(values.begin(), middle, values.end());
        return count % 2 == 1 ? *middle : (*middle + *std::max_element(values.begin(), middle)) / 2;
    }
    std::vector<size_t> order(count);
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&values](size_t a, size_t b) { return values[a] < values[b]; });
    double total = 0;
    for (const size_t row : order)
        total += weights[row];
    double sum = 0;
    for (const size_t row : order) {
        sum += weights[row];
        if (sum >= total / 2)
            return values[row];
    }
    return values[order.back()];
}

// 1 − left / whole, and scikit-learn's answers where the whole is nothing.
double explained(double left, double whole)
{
    if (whole != 0)
        return 1 - left / whole;
    return left == 0 ? 1 : 0;
}

}  // namespace

QList<MetricValue> regressionMetrics(const ScoredNumbers &scored)
{
    const size_t rows = scored.rows();
    Sum weight;
    Sum truths;
    Sum residuals;
    Sum squares;
    Sum magnitudes;
    Sum shares;
    double largest = 0;
    std::vector<double> errors(rows);
    const auto weightOf = [&scored](size_t row) { return scored.weights.empty() ? 1 : scored.weights[row]; };
    for (size_t i = 0; i < rows; ++i) {
        const double w = weightOf(i);
        const double residual = scored.truth[i] - scored.prediction[i];
        const double error = std::abs(residual);
        weight.add(w);
        truths.add(w * scored.truth[i]);
        residuals.add(w * residual);
        squares.add(w * residual * residual);
        magnitudes.add(w * error);
        shares.add(w * (error / std::max(std::abs(scored.truth[i]), std::numeric_limits<double>::epsilon())));
        largest = std::max(largest, error);
        errors[i] = error;
    }
    const double total = weight.value();
    const bool empty = !(total > 0);
    const double meanTruth = truths.value() / total;
    const double meanResidual = residuals.value() / total;
    Sum truthSpread;
    Sum residualSpread;
    for (size_t i = 0; i < rows; ++i) {
        const double w = weightOf(i);
        const double offTruth = scored.truth[i] - meanTruth;
        const double offResidual = scored.truth[i] - scored.prediction[i] - meanResidual;
        truthSpread.add(w * offTruth * offTruth);
        residualSpread.add(w * offResidual * offResidual);
    }

    QList<MetricValue> metrics;
    const auto add = [&](const char *name, double value, const QString &whyNot = {}) {
        metrics << MetricValue{QLatin1String(name), empty ? kNaN : value,
                               empty                   ? QStringLiteral("There is no row to judge.")
                                   : std::isnan(value) ? whyNot
                                                       : QString()};
    };
    add("rmse", std::sqrt(squares.value() / total));
    add("mae", magnitudes.value() / total);
    add("r2", rows < 2 ? kNaN : explained(squares.value(), truthSpread.value()),
        QStringLiteral("It takes two rows at least to compare with their mean."));
    add("mean_absolute_percentage_error", shares.value() / total);
    add("explained_variance", explained(residualSpread.value(), truthSpread.value()));
    add("max_error", largest);
    add("median_absolute_error", empty ? kNaN : median(std::move(errors), scored.weights));
    return metrics;
}

Histogram residualHistogram(const ScoredNumbers &scored, int bins)
{
    Histogram histogram;
    const size_t rows = scored.rows();
    if (rows == 0)
        return histogram;
    std::vector<double> residuals(rows);
    for (size_t i = 0; i < rows; ++i)
        residuals[i] = scored.prediction[i] - scored.truth[i];
    const auto [low, high] = std::minmax_element(residuals.begin(), residuals.end());
    histogram.from = *low;
    histogram.to = *high;
    histogram.counts.assign(size_t(bins), 0);
    const double width = histogram.to - histogram.from;
    for (size_t i = 0; i < rows; ++i) {
        const double place = width > 0 ? std::floor((residuals[i] - histogram.from) / width * bins) : 0;
        histogram.counts[size_t(std::clamp(place, 0.0, double(bins - 1)))] += scored.weights.empty() ? 1 : scored.weights[i];
    }
    return histogram;
}

}  // namespace headrace::learning
