// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/least_squares.h"

#include <Eigen/QR>
#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headrace::learning {

// The columns are [1] features target, each row times the root of its weight. With the ones in front, the decomposition
// centres the other columns by itself.
struct LeastSquares::Private {
    Eigen::Index features = 0;
    Eigen::Index columns = 0;
    bool intercept = true;
    Eigen::MatrixXd block;    // on top the triangle so far, below it new rows
    Eigen::Index filled = 0;  // rows of the block in use
    size_t rows = 0;

    void reduce()
    {
        if (filled <= columns)
            return;
        Eigen::HouseholderQR<Eigen::MatrixXd> decomposition(block.topRows(filled));
        const Eigen::MatrixXd triangle = decomposition.matrixQR().topRows(columns).triangularView<Eigen::Upper>();
        block.topRows(columns) = triangle;
        filled = columns;
    }
};

LeastSquares::LeastSquares(size_t features, bool intercept) : d(std::make_unique<Private>())
{
    d->features = Eigen::Index(features);
    d->intercept = intercept;
    d->columns = d->features + 1 + (intercept ? 1 : 0);
    d->block.setZero(d->columns + std::max<Eigen::Index>(1024, 2 * d->columns), d->columns);
}

LeastSquares::~LeastSquares() = default;

void LeastSquares::add(const double *features, double target, double weight)
{
    if (d->filled == d->block.rows())
        d->reduce();
    const double root = std::sqrt(weight);
    Eigen::Index column = 0;
    if (d->intercept)
        d->block(d->filled, column++) = root;
    for (Eigen::Index i = 0; i < d->features; ++i)
        d->block(d->filled, column++) = root * features[i];
    d->block(d->filled, column) = root * target;
    ++d->filled;
    ++d->rows;
}

size_t LeastSquares::rows() const
{
    return d->rows;
}

LeastSquaresFit LeastSquares::solve(double alpha)
{
    Eigen::MatrixXd triangle = Eigen::MatrixXd::Zero(d->columns, d->columns);
    if (d->filled > d->columns) {
        d->reduce();
        triangle = d->block.topRows(d->columns);
    } else if (d->filled > 0) {
        Eigen::HouseholderQR<Eigen::MatrixXd> decomposition(d->block.topRows(d->filled));
        triangle.topRows(d->filled) = decomposition.matrixQR().triangularView<Eigen::Upper>();
    }

    LeastSquaresFit fit;
    if (d->features == 0) {
        if (d->intercept && triangle(0, 0) != 0)
            fit.intercept = triangle(0, 1) / triangle(0, 0);
        return fit;
    }
    const Eigen::Index first = d->intercept ? 1 : 0;
    const Eigen::MatrixXd centred = triangle.block(first, first, d->features, d->features);
    const Eigen::VectorXd target = triangle.block(first, d->columns - 1, d->features, 1);
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(centred, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const Eigen::VectorXd &values = svd.singularValues();
    const double negligible = values(0) * double(std::max(d->rows, size_t(d->features))) * std::numeric_limits<double>::epsilon();
    Eigen::VectorXd scaled = svd.matrixU().transpose() * target;
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        const bool counts = values(i) > negligible;
        fit.rank += counts;
        if (alpha > 0)
            scaled(i) *= values(i) / (values(i) * values(i) + alpha);
        else
            scaled(i) = counts ? scaled(i) / values(i) : 0;
    }
    const Eigen::VectorXd coefficients = svd.matrixV() * scaled;
    fit.coefficients.assign(coefficients.data(), coefficients.data() + coefficients.size());
    if (d->intercept && triangle(0, 0) != 0)
        fit.intercept = (triangle(0, d->columns - 1) - triangle.block(0, 1, 1, d->features).row(0).dot(coefficients)) / triangle(0, 0);
    return fit;
}

}  // namespace headrace::learning
