// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/linear_model.h"

#include "engine/base/hashing.h"
#include "engine/learning/estimators.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace headrace::learning {

namespace {

QJsonArray numbers(const double *values, size_t count)
{
    QJsonArray list;
    for (size_t i = 0; i < count; ++i)
        list << values[i];
    return list;
}

Error corrupt(const QString &what)
{
    return Error(ErrorCode::Corrupt, QStringLiteral("The model's coefficients cannot be used: %1.").arg(what),
                 QStringLiteral("Train the model again, or take it from another copy."));
}

bool takeNumbers(const QJsonValue &value, size_t count, std::vector<double> &into)
{
    const QJsonArray list = value.toArray();
    if (!value.isArray() || size_t(list.size()) != count)
        return false;
    for (const QJsonValue &one : list) {
        if (!one.isDouble() || !std::isfinite(one.toDouble()))
            return false;
        into.push_back(one.toDouble());
    }
    return true;
}

}  // namespace

QByteArray linearBlob(const std::vector<double> &coefficients, const std::vector<double> &intercepts)
{
    const size_t features = intercepts.empty() ? 0 : coefficients.size() / intercepts.size();
    QJsonArray rows;
    for (size_t output = 0; output < intercepts.size(); ++output)
        rows << numbers(coefficients.data() + output * features, features);
    return canonicalJson(
        QJsonObject{{QStringLiteral("coefficients"), rows}, {QStringLiteral("intercepts"), numbers(intercepts.data(), intercepts.size())}});
}

Result<LinearScorer> LinearScorer::create(const Model &model)
{
    const QJsonObject object = QJsonDocument::fromJson(model.blob).object();
    LinearScorer scorer;
    scorer.m_features = size_t(model.features.size());
    scorer.m_probabilities = model.task != Task::Regression;
    const QJsonArray rows = object.value(QStringLiteral("coefficients")).toArray();
    if (size_t(rows.size()) != outputsOf(model) || rows.isEmpty())
        return corrupt(QStringLiteral("there are %1 lists of coefficients where %2 are expected").arg(rows.size()).arg(outputsOf(model)));
    for (const QJsonValue &row : rows) {
        if (!takeNumbers(row, scorer.m_features, scorer.m_coefficients))
            return corrupt(QStringLiteral("a list does not hold one finite number for each of the %1 features").arg(model.features.size()));
    }
    if (!takeNumbers(object.value(QStringLiteral("intercepts")), outputsOf(model), scorer.m_intercepts))
        return corrupt(QStringLiteral("the intercepts are not one finite number an output"));
    return scorer;
}

template <class Number> void LinearScorer::scoreRow(const Number *features, double *scores) const
{
    const size_t outputs = m_intercepts.size();
    for (size_t output = 0; output < outputs; ++output) {
        const double *coefficients = m_coefficients.data() + output * m_features;
        double sum = m_intercepts[output];
        for (size_t j = 0; j < m_features; ++j)
            sum += coefficients[j] * double(features[j]);
        scores[output] = sum;
    }
    if (!m_probabilities)
        return;
    if (outputs == 1) {
        scores[0] = 1 / (1 + std::exp(-scores[0]));
        return;
    }
    const double highest = *std::max_element(scores, scores + outputs);
    double sum = 0;
    for (size_t output = 0; output < outputs; ++output)
        sum += scores[output] = std::exp(scores[output] - highest);
    for (size_t output = 0; output < outputs; ++output)
        scores[output] /= sum;
}

void LinearScorer::score(const double *features, double *scores) const
{
    scoreRow(features, scores);
}

void LinearScorer::score(const float *features, double *scores) const
{
    scoreRow(features, scores);
}

Error missingFeature(const QString &feature, size_t rows)
{
    return Error(
        ErrorCode::Invalid,
        rows == 1
            ? QStringLiteral("The feature '%1' is missing in one row, and a linear model cannot work with missing values.").arg(feature)
            : QStringLiteral("The feature '%1' is missing in %2 rows, and a linear model cannot work with missing values.")
                  .arg(feature)
                  .arg(rows),
        QStringLiteral("Put an 'Impute missing values' node (learn.impute) before it, or drop those rows."));
}

Result<std::vector<float>> predictLinear(const Model &model, const float *matrix, size_t rows, int)
{
    HR_ASSIGN(const LinearScorer scorer, LinearScorer::create(model));
    const size_t features = scorer.features();
    for (size_t j = 0; j < features; ++j) {
        size_t missing = 0;
        for (size_t i = 0; i < rows; ++i)
            missing += std::isnan(matrix[i * features + j]);
        if (missing > 0)
            return missingFeature(model.features[qsizetype(j)], missing);
    }
    std::vector<float> scores(rows * scorer.outputs());
    std::vector<double> row(scorer.outputs());
    for (size_t i = 0; i < rows; ++i) {
        scorer.score(matrix + i * features, row.data());
        std::copy(row.begin(), row.end(), scores.begin() + std::ptrdiff_t(i * row.size()));
    }
    return scores;
}

Result<void> checkLinear(const Model &model)
{
    HR_TRY(LinearScorer::create(model));
    return {};
}

}  // namespace headrace::learning
