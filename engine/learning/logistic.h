// SPDX-License-Identifier: GPL-3.0-or-later
// Logistic regression, binary and multinomial, with an L2 penalty.
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace headrace::learning {

/// Rows for a fit in double precision, all finite.
struct DenseRows {
    size_t columns = 0;
    std::vector<double> features;  ///< row-major, rows × columns
    std::vector<double> targets;   ///< numbers, or classes from 0
    std::vector<double> weights;   ///< empty: all 1; none negative
    size_t rows() const { return targets.size(); }
};

struct LogisticOptions {
    double c = 1;              ///< inverse of the penalty's strength; infinity: no penalty
    bool intercept = true;     ///< never penalized
    bool balanced = false;     ///< each class weighs the same in sum
    bool standardize = false;  ///< the penalty counts each feature in units of its standard deviation
    int maximumIterations = 1000;
    double tolerance = 1e-11;                                  ///< of the gradient of the mean loss
    int threads = 1;                                           ///< decides the speed, not one bit of the result
    std::function<bool()> cancelled;                           ///< asked in the calling thread
    std::function<void(int iteration, double loss)> progress;  ///< loss: what is minimized, a row
};

struct LogisticFit {
    std::vector<double> coefficients;  ///< outputs × columns; one output with two classes, else one a class
    std::vector<double> intercepts;    ///< one an output
    int iterations = 0;
    bool converged = false;
};

/// Takes the rows, which it centres and scales in place so that the steps converge whatever their units; the answer is for the rows
/// as they came. Cancelled when asked; Invalid where there are fewer than two classes with weight.
Result<LogisticFit> fitLogistic(DenseRows rows, int classes, const LogisticOptions &options);

}  // namespace headrace::learning
