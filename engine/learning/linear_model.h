// SPDX-License-Identifier: GPL-3.0-or-later
// The estimators 'linear' and 'logistic' as a Model's bytes, and scoring with them in double precision.
#pragma once

#include "engine/learning/model.h"

#include <memory>
#include <vector>

namespace headrace::learning {

/// The bytes of Model::blob: {"coefficients": [[one number a feature], one list an output], "intercepts": [one an output]}.
QByteArray linearBlob(const std::vector<double> &coefficients, const std::vector<double> &intercepts);

/// The numbers of one model, read once. Immutable; safe to share between threads.
class LinearScorer
{
public:
    /// Corrupt where the blob is not what the model says.
    static Result<LinearScorer> create(const Model &model);

    size_t features() const { return m_features; }
    size_t outputs() const { return m_intercepts.size(); }
    /// Scores one row: a number, the probability of the positive class, or one probability a class. NaN in, NaN out.
    void score(const double *features, double *scores) const;
    void score(const float *features, double *scores) const;

private:
    template <class Number> void scoreRow(const Number *features, double *scores) const;

    size_t m_features = 0;
    bool m_probabilities = false;
    std::vector<double> m_coefficients;
    std::vector<double> m_intercepts;
};

/// Says which feature of a row-major matrix has a missing value, and the way out.
Error missingFeature(const QString &feature, size_t rows);

}  // namespace headrace::learning
