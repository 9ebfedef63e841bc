// SPDX-License-Identifier: GPL-3.0-or-later
// Least squares, plain or with an L2 penalty, from rows that pass by once.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace headrace::learning {

struct LeastSquaresFit {
    std::vector<double> coefficients;
    double intercept = 0;
    size_t rank = 0;  ///< of the (centred) features; below their number there were many answers, and this is the shortest
};

/// An orthogonal decomposition that grows block by block: it needs the memory of a few blocks, however many rows there are,
/// and does not square the condition of the features, as sums of products would. Belongs to one thread.
class LeastSquares
{
public:
    LeastSquares(size_t features, bool intercept);
    ~LeastSquares();
    LeastSquares(const LeastSquares &) = delete;
    LeastSquares &operator=(const LeastSquares &) = delete;

    /// One row; all values finite, the weight not negative.
    void add(const double *features, double target, double weight = 1);
    size_t rows() const;

    /// Minimizes the weighted sum of squares plus `alpha` times the sum of the squared coefficients (the intercept is free).
    LeastSquaresFit solve(double alpha);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace headrace::learning
