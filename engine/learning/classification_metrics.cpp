// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/metrics.h"
#include "engine/learning/sums.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headrace::learning {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;  // scikit-learn's zero_division
}

double clipped(double probability)
{
    constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
    return std::clamp(probability, kEpsilon, 1 - kEpsilon);
}

double weightOf(const ScoredClasses &scored, size_t row)
{
    return scored.weights.empty() ? 1 : scored.weights[row];
}

struct PerClass {
    double truth = 0;
    double predicted = 0;
    double hit = 0;
    double precision() const { return ratio(hit, predicted); }
    double recall() const { return ratio(hit, truth); }
    double f1() const { return ratio(2 * hit, truth + predicted); }
};

// Everything that follows from the confusion matrix.
struct Counts {
    std::vector<PerClass> perClass;
    double total = 0;
    double hits = 0;

    Counts(const std::vector<double> &matrix, int classes) : perClass(size_t(classes))
    {
        for (size_t i = 0; i < size_t(classes); ++i) {
            for (size_t j = 0; j < size_t(classes); ++j) {
                const double weight = matrix[i * size_t(classes) + j];
                perClass[i].truth += weight;
                perClass[j].predicted += weight;
                total += weight;
            }
            perClass[i].hit = matrix[i * size_t(classes) + i];
            hits += perClass[i].hit;
        }
    }

    double balancedAccuracy() const
    {
        double sum = 0;
        int present = 0;
        for (const PerClass &one : perClass) {
            if (one.truth > 0) {
                sum += one.recall();
                ++present;
            }
        }
        return present > 0 ? sum / present : kNaN;
    }

    // Over the classes that occur in the truth or among the predictions.
    template <class Value> double macro(Value value) const
    {
        double sum = 0;
        int present = 0;
        for (const PerClass &one : perClass) {
            if (one.truth > 0 || one.predicted > 0) {
                sum += value(one);
                ++present;
            }
        }
        return present > 0 ? sum / present : kNaN;
    }

    template <class Value> double weighted(Value value) const
    {
        double sum = 0;
        for (const PerClass &one : perClass)
            sum += one.truth * value(one);
        return total > 0 ? sum / total : kNaN;
    }

    double matthews() const
    {
        double both = hits * total;
        double truths = total * total;
        double predictions = total * total;
        for (const PerClass &one : perClass) {
            both -= one.truth * one.predicted;
            truths -= one.truth * one.truth;
            predictions -= one.predicted * one.predicted;
        }
        return truths * predictions == 0 ? 0 : both / std::sqrt(truths * predictions);
    }
};

double logLoss(const ScoredClasses &scored)
{
    Sum loss;
    Sum weights;
    const size_t classes = size_t(scored.classes);
    for (size_t i = 0; i < scored.rows(); ++i) {
        const double weight = weightOf(scored, i);
        double probability = 0;
        if (classes == 2)
            probability = scored.truth[i] == 1 ? scored.scores[i] : 1 - scored.scores[i];
        else
            probability = scored.scores[i * classes + size_t(scored.truth[i])];
        loss.add(-weight * std::log(clipped(probability)));
        weights.add(weight);
    }
    return loss.value() / weights.value();
}

double brierScore(const ScoredClasses &scored)
{
    Sum loss;
    Sum weights;
    for (size_t i = 0; i < scored.rows(); ++i) {
        const double weight = weightOf(scored, i);
        const double difference = scored.scores[i] - (scored.truth[i] == 1 ? 1 : 0);
        loss.add(weight * difference * difference);
        weights.add(weight);
    }
    return loss.value() / weights.value();
}

double rocAucOneVersusRest(const ScoredClasses &scored)
{
    double sum = 0;
    for (int32_t one = 0; one < scored.classes; ++one)
        sum += rocAuc(rankScores(scored.scores.data() + one, size_t(scored.classes), scored.truth.data(), one,
                                 scored.weights.empty() ? nullptr : scored.weights.data(), scored.rows()));
    return sum / scored.classes;
}

}  // namespace

std::vector<double> confusionMatrix(const ScoredClasses &scored)
{
    std::vector<Sum> sums(size_t(scored.classes) * size_t(scored.classes));
    for (size_t i = 0; i < scored.rows(); ++i)
        sums[size_t(scored.truth[i]) * size_t(scored.classes) + size_t(scored.prediction[i])].add(weightOf(scored, i));
    std::vector<double> matrix;
    for (const Sum &sum : sums)
        matrix.push_back(sum.value());
    return matrix;
}

QList<MetricValue> classificationMetrics(const ScoredClasses &scored, const std::function<const Ranking &()> &ranking)
{
    const Counts counts(confusionMatrix(scored), scored.classes);
    const bool empty = !(counts.total > 0);
    const QString noRows = QStringLiteral("There is no row to judge.");
    QList<MetricValue> metrics;
    const auto add = [&](const char *name, double value, const QString &whyNot) {
        metrics << MetricValue{QLatin1String(name), empty ? kNaN : value, empty ? noRows : std::isnan(value) ? whyNot : QString()};
    };

    if (scored.classes == 2) {
        const PerClass &positive = counts.perClass[1];
        if (!scored.scores.empty()) {
            const double loss = logLoss(scored);
            const double brier = brierScore(scored);
            Ranking own;
            if (!ranking)
                own = rankScores(scored.scores.data(), 1, scored.truth.data(), 1, scored.weights.empty() ? nullptr : scored.weights.data(),
                                 scored.rows());
            const Ranking &ranked = ranking ? ranking() : own;
            add("roc_auc", rocAuc(ranked), QStringLiteral("Only one class occurs among these rows, so there is nothing to rank."));
            add("average_precision", averagePrecision(ranked), {});
            add("log_loss", loss, {});
            add("brier_score_loss", brier, {});
        }
        add("accuracy", counts.hits / counts.total, {});
        add("balanced_accuracy", counts.balancedAccuracy(), {});
        add("precision", positive.precision(), {});
        add("recall", positive.recall(), {});
        add("f1", positive.f1(), {});
    } else {
        if (!scored.scores.empty()) {
            add("roc_auc_ovr", rocAucOneVersusRest(scored),
                QStringLiteral("A class does not occur among these rows (or no other does), so it cannot be ranked against the rest."));
            add("log_loss", logLoss(scored), {});
        }
        add("accuracy", counts.hits / counts.total, {});
        add("balanced_accuracy", counts.balancedAccuracy(), {});
        add("precision_macro", counts.macro([](const PerClass &one) { return one.precision(); }), {});
        add("recall_macro", counts.macro([](const PerClass &one) { return one.recall(); }), {});
        add("f1_macro", counts.macro([](const PerClass &one) { return one.f1(); }), {});
        add("f1_weighted", counts.weighted([](const PerClass &one) { return one.f1(); }), {});
    }
    add("matthews_corrcoef", counts.matthews(), {});
    return metrics;
}

}  // namespace headrace::learning
