// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/learning/reference.h"

#include "engine/learning/least_squares.h"
#include "engine/learning/linear_model.h"
#include "engine/learning/logistic.h"
#include "engine/learning/metrics.h"

#include "tests/learning/reference_file.h"

#include <limits>

using namespace headrace::learning;

namespace headrace::tests {

namespace {

QString nameOf(const QJsonObject &object, bool weighted)
{
    return object.value(QStringLiteral("kind")).toString() + QLatin1Char(' ') + object.value(QStringLiteral("name")).toString()
        + (weighted ? QStringLiteral(" weighted") : QString());
}

std::vector<int32_t> whole(const std::vector<double> &numbers)
{
    return {numbers.begin(), numbers.end()};
}

double numberOrNaN(const QJsonValue &value)
{
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

}  // namespace

QStringList compareMetrics(const QString &file, int &compared)
{
    const Reference reference(file);
    QStringList wrong;
    for (const QJsonValue &value : reference.cases("metrics")) {
        const QJsonObject one = value.toObject();
        const QString kind = one.value(QStringLiteral("kind")).toString();
        const std::vector<double> weights = reference.numbers(one, "weights");
        const std::vector<double> scores = reference.numbers(one, "scores");
        Comparison comparison(wrong, compared, nameOf(one, !weights.empty()));
        QList<MetricValue> metrics;
        if (kind == QLatin1String("regression")) {
            metrics = regressionMetrics({reference.numbers(one, "truth"), scores, weights});
        } else {
            ScoredClasses scored;
            scored.truth = whole(reference.numbers(one, "truth"));
            scored.scores = scores;
            scored.weights = weights;
            scored.classes = kind == QLatin1String("binary") ? 2 : int(scores.size() / scored.rows());
            for (size_t i = 0; i < scored.rows(); ++i) {
                if (scored.classes == 2)
                    scored.prediction.push_back(scores[i] > 0.5 ? 1 : 0);
                else
                    scored.prediction.push_back(
                        int32_t(std::max_element(scores.begin() + long(i) * scored.classes, scores.begin() + long(i + 1) * scored.classes)
                                - (scores.begin() + long(i) * scored.classes)));
            }
            metrics = classificationMetrics(scored);
            if (reference.has(one, "confusion"))
                comparison.equal(QStringLiteral("confusion"), confusionMatrix(scored), reference.numbers(one, "confusion"), 1e-12, 0);
            const QJsonValue bins = one.value(QStringLiteral("calibration"));
            if (bins.isObject()) {
                std::vector<double> observed;
                std::vector<double> predicted;
                for (const CalibrationBin &bin : calibration(scores.data(), scored.truth.data(), 1, nullptr, scored.rows(), 10)) {
                    observed.push_back(bin.observed);
                    predicted.push_back(bin.predicted);
                }
                const auto list = [&bins](const char *key) {
                    std::vector<double> numbers;
                    for (const QJsonValue &number : bins.toObject().value(QLatin1String(key)).toArray())
                        numbers.push_back(number.toDouble());
                    return numbers;
                };
                comparison.equal(QStringLiteral("observed"), observed, list("observed"), 1e-12, 0);
                comparison.equal(QStringLiteral("predicted"), predicted, list("predicted"), 1e-12, 0);
            }
        }
        const QJsonObject expected = one.value(QStringLiteral("metrics")).toObject();
        QStringList names;
        for (const MetricValue &metric : metrics) {
            names << metric.name;
            // What rounding leaves of a constant's spread, scikit-learn divides by; here it is nothing, exactly.
            if (std::abs(expected.value(metric.name).toDouble()) > 1e20)
                continue;
            comparison.equal(metric.name, metric.value, numberOrNaN(expected.value(metric.name)), 1e-12, 1e-15);
            if (std::isnan(metric.value) == metric.why.isEmpty())
                wrong << QStringLiteral("%1 of %2 has the wrong words").arg(metric.name, nameOf(one, !weights.empty()));
        }
        names.sort();
        if (names != expected.keys())
            wrong << QStringLiteral("names %1 instead of %2").arg(names.join(QLatin1Char(' ')), expected.keys().join(QLatin1Char(' ')));
    }
    return wrong;
}

QStringList compareLinearModels(const QString &file, int &compared)
{
    const Reference reference(file);
    QStringList wrong;
    for (const QJsonValue &value : reference.cases("linear")) {
        const QJsonObject one = value.toObject();
        DenseRows rows;
        rows.features = reference.numbers(one, "features");
        rows.targets = reference.numbers(one, "target");
        rows.weights = reference.numbers(one, "weights");
        rows.columns = rows.features.size() / rows.rows();
        const bool intercept = one.value(QStringLiteral("intercept")).toBool();
        const double strength = numberOrNaN(one.value(QStringLiteral("alpha")).isUndefined() ? one.value(QStringLiteral("c"))
                                                                                             : one.value(QStringLiteral("alpha")));
        Comparison comparison(wrong, compared,
                              QStringLiteral("%1 strength %2 intercept %3 balanced %4 standardize %5")
                                  .arg(nameOf(one, !rows.weights.empty()))
                                  .arg(strength)
                                  .arg(intercept)
                                  .arg(one.value(QStringLiteral("balanced")).toBool())
                                  .arg(one.value(QStringLiteral("standardize")).toBool()));
        Model model;
        std::vector<double> coefficients;
        std::vector<double> intercepts;
        if (one.value(QStringLiteral("kind")) == QStringLiteral("linear")) {
            LeastSquares squares(rows.columns, intercept);
            for (size_t i = 0; i < rows.rows(); ++i)
                squares.add(rows.features.data() + i * rows.columns, rows.targets[i], rows.weights.empty() ? 1 : rows.weights[i]);
            const LeastSquaresFit fit = squares.solve(strength);
            coefficients = fit.coefficients;
            intercepts = {fit.intercept};
        } else {
            LogisticOptions options;
            options.c = std::isnan(strength) ? std::numeric_limits<double>::infinity() : strength;
            options.intercept = intercept;
            options.balanced = one.value(QStringLiteral("balanced")).toBool();
            options.standardize = one.value(QStringLiteral("standardize")).toBool();
            options.threads = 2;
            const int classes = one.value(QStringLiteral("classes")).toInt();
            const auto fit = fitLogistic(rows, classes, options);
            if (!fit || !fit->converged) {
                comparison.equal(QStringLiteral("convergence"), 0, 1, 0, 0);
                continue;
            }
            coefficients = fit->coefficients;
            intercepts = fit->intercepts;
            model.task = classes == 2 ? Task::Binary : Task::MultiClass;
            for (int i = 0; i < classes; ++i)
                model.classes << QString::number(i);
        }
        comparison.equal(QStringLiteral("coefficients"), coefficients, reference.numbers(one, "coefficients"), 1e-6, 1e-6);
        comparison.equal(QStringLiteral("intercepts"), intercepts, reference.numbers(one, "intercepts"), 1e-6, 1e-6);

        for (size_t j = 0; j < rows.columns; ++j)
            model.features << QString::number(j);
        model.blob = linearBlob(coefficients, intercepts);
        const auto scorer = LinearScorer::create(model);
        if (!scorer) {
            wrong << scorer.error().toString();
            continue;
        }
        std::vector<double> said(rows.rows() * scorer->outputs());
        for (size_t i = 0; i < rows.rows(); ++i)
            scorer->score(rows.features.data() + i * rows.columns, said.data() + i * scorer->outputs());
        comparison.equal(QStringLiteral("predictions"), said, reference.numbers(one, "predictions"), 1e-6, 1e-6);
    }
    return wrong;
}

}  // namespace headrace::tests
