// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/logistic.h"

#include "engine/learning/sums.h"

#include <Eigen/Core>
#include <lbfgs.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <thread>

namespace headrace::learning {

namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr size_t kBlockRows = 8192;

double log1pexp(double x)
{
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// The mean loss of rows that are centred and scaled, over variables laid out as outputs × (columns + intercept).
class Problem
{
public:
    Problem(const DenseRows &rows, int classes, const LogisticOptions &options, std::vector<double> weights, std::vector<double> penalties)
        : m_rows(rows),
          m_options(options),
          m_weights(std::move(weights)),
          m_penalties(std::move(penalties)),
          m_outputs(classes == 2 ? 1 : classes),
          m_width(Eigen::Index(rows.columns) + (options.intercept ? 1 : 0))
    {
        Sum total;
        for (const double weight : m_weights)
            total.add(weight);
        m_total = total.value();
        m_blocks.resize((rows.rows() + kBlockRows - 1) / kBlockRows);
    }

    Eigen::Index variables() const { return m_outputs * m_width; }
    bool stopped() const { return m_stopped; }

    double evaluate(const double *variables, double *gradient)
    {
        const Eigen::Map<const RowMajor> at(variables, m_outputs, m_width);
        // Blocks of a fixed size, summed in their order: the result does not depend on the number of threads.
        std::atomic<size_t> next = 0;
        const auto work = [&](bool caller) {
            for (size_t block = next++; block < m_blocks.size(); block = next++) {
                if (caller && m_options.cancelled && m_options.cancelled())
                    m_stopped = true;
                if (m_stopped)
                    return;
                evaluateBlock(at, block);
            }
        };
        std::vector<std::thread> helpers;
        const size_t wanted = std::min(size_t(std::max(1, m_options.threads)), m_blocks.size());
        for (size_t i = 1; i < wanted; ++i)
            helpers.emplace_back(work, false);
        work(true);
        for (std::thread &helper : helpers)
            helper.join();

        Eigen::Map<RowMajor> slope(gradient, m_outputs, m_width);
        slope.setZero();
        if (m_stopped)
            return 0;  // a slope of nothing ends the search
        Sum loss;
        for (const Block &block : m_blocks) {
            slope += block.gradient;
            loss.add(block.loss);
        }
        slope /= m_total;
        double penalty = 0;
        for (Eigen::Index output = 0; output < m_outputs; ++output) {
            for (size_t j = 0; j < m_penalties.size(); ++j) {
                const double value = at(output, Eigen::Index(j));
                penalty += m_penalties[j] * value * value / 2;
                slope(output, Eigen::Index(j)) += m_penalties[j] * value / m_total;
            }
        }
        return (loss.value() + penalty) / m_total;
    }

private:
    struct Block {
        RowMajor gradient;
        double loss = 0;
    };

    void evaluateBlock(const Eigen::Map<const RowMajor> &at, size_t index)
    {
        const size_t from = index * kBlockRows;
        const Eigen::Index count = Eigen::Index(std::min(kBlockRows, m_rows.rows() - from));
        const Eigen::Index columns = Eigen::Index(m_rows.columns);
        const Eigen::Map<const RowMajor> features(m_rows.features.data() + from * m_rows.columns, count, columns);
        RowMajor scores = features * at.leftCols(columns).transpose();
        if (m_options.intercept)
            scores.rowwise() += at.col(columns).transpose();

        Sum loss;
        for (Eigen::Index i = 0; i < count; ++i) {
            const double weight = m_weights[from + size_t(i)];
            const int truth = int(m_rows.targets[from + size_t(i)]);
            if (m_outputs == 1) {
                double &score = scores(i, 0);
                loss.add(weight * (log1pexp(score) - (truth == 1 ? score : 0)));
                score = weight * (1 / (1 + std::exp(-score)) - truth);
            } else {
                auto row = scores.row(i);
                const double highest = row.maxCoeff();
                const double own = row(truth) - highest;
                row = (row.array() - highest).exp();
                const double sum = row.sum();
                loss.add(weight * (std::log(sum) - own));
                row *= weight / sum;
                row(truth) -= weight;
            }
        }
        Block &block = m_blocks[index];
        block.loss = loss.value();
        block.gradient.resize(m_outputs, m_width);
        block.gradient.leftCols(columns).noalias() = scores.transpose() * features;
        if (m_options.intercept)
            block.gradient.col(columns) = scores.colwise().sum().transpose();
    }

    const DenseRows &m_rows;
    const LogisticOptions &m_options;
    std::vector<double> m_weights;
    std::vector<double> m_penalties;  // one a column; empty: none
    Eigen::Index m_outputs;
    Eigen::Index m_width;
    double m_total = 0;
    std::vector<Block> m_blocks;
    std::atomic<bool> m_stopped = false;
};

double evaluateProblem(void *problem, const double *variables, double *gradient, const int, const double)
{
    return static_cast<Problem *>(problem)->evaluate(variables, gradient);
}

struct Progress {
    Problem *problem;
    const LogisticOptions *options;
    int iterations = 0;
};

struct Scale {
    std::vector<double> mean;
    std::vector<double> deviation;  // 1 where a column is constant
};

Scale centreAndScale(DenseRows &rows, bool centre)
{
    const size_t columns = rows.columns;
    const size_t count = rows.rows();
    Scale scale{std::vector<double>(columns, 0), std::vector<double>(columns, 1)};
    std::vector<Sum> sums(columns);
    for (size_t i = 0; i < count; ++i)
        for (size_t j = 0; j < columns; ++j)
            sums[j].add(rows.features[i * columns + j]);
    std::vector<double> means(columns);
    for (size_t j = 0; j < columns; ++j)
        means[j] = sums[j].value() / double(count);
    std::vector<Sum> squares(columns);
    for (size_t i = 0; i < count; ++i) {
        for (size_t j = 0; j < columns; ++j) {
            const double off = rows.features[i * columns + j] - means[j];
            squares[j].add(off * off);
        }
    }
    for (size_t j = 0; j < columns; ++j) {
        const double deviation = std::sqrt(squares[j].value() / double(count));
        if (deviation > 1e-14 * std::abs(means[j]))
            scale.deviation[j] = deviation;
        if (centre)
            scale.mean[j] = means[j];
    }
    for (size_t i = 0; i < count; ++i)
        for (size_t j = 0; j < columns; ++j)
            rows.features[i * columns + j] = (rows.features[i * columns + j] - scale.mean[j]) / scale.deviation[j];
    return scale;
}

}  // namespace

Result<LogisticFit> fitLogistic(DenseRows rows, int classes, const LogisticOptions &options)
{
    std::vector<double> weights = rows.weights.empty() ? std::vector<double>(rows.rows(), 1) : rows.weights;
    std::vector<Sum> perClass(size_t(std::max(0, classes)));
    for (size_t i = 0; i < rows.rows(); ++i)
        perClass[size_t(rows.targets[i])].add(weights[i]);
    const auto present = std::count_if(perClass.begin(), perClass.end(), [](const Sum &sum) { return sum.value() > 0; });
    if (present < 2)
        return Error(ErrorCode::Invalid, QStringLiteral("The rows to learn from hold fewer than two classes."),
                     QStringLiteral("Give it rows of at least two classes; a stratified split keeps every class in each part."));
    if (options.balanced) {
        double total = 0;
        for (const Sum &sum : perClass)
            total += sum.value();
        for (size_t i = 0; i < rows.rows(); ++i)
            weights[i] *= total / (double(present) * perClass[size_t(rows.targets[i])].value());
    }

    const Scale scale = centreAndScale(rows, options.intercept);
    std::vector<double> penalties;
    if (std::isfinite(options.c)) {
        for (size_t j = 0; j < rows.columns; ++j) {
            const double unit = options.standardize ? 1 : scale.deviation[j];
            penalties.push_back(1 / (options.c * unit * unit));
        }
    }
    Problem problem(rows, classes, options, std::move(weights), std::move(penalties));

    lbfgs_parameter_t parameters;
    lbfgs_parameter_init(&parameters);
    parameters.m = 10;
    parameters.epsilon = options.tolerance;
    parameters.max_iterations = options.maximumIterations;
    Progress progress{&problem, &options, 0};
    const auto report = [](void *instance, const double *, const double *, const double loss, const double, const double, const double, int,
                           int iteration, int) -> int {
        auto *self = static_cast<Progress *>(instance);
        self->iterations = iteration;
        if (self->options->progress)
            self->options->progress(iteration, loss);
        return self->problem->stopped() ? 1 : 0;
    };
    // The library hands one pointer to both functions; Progress knows the problem.
    const auto evaluate = [](void *instance, const double *variables, double *gradient, const int n, const double step) {
        return evaluateProblem(static_cast<Progress *>(instance)->problem, variables, gradient, n, step);
    };
    const int count = int(problem.variables());
    const std::unique_ptr<double, decltype(&lbfgs_free)> variables(lbfgs_malloc(count), &lbfgs_free);
    if (!variables)
        return Error(ErrorCode::OutOfMemory, QStringLiteral("There is not enough memory for %1 coefficients.").arg(count),
                     QStringLiteral("Use fewer features."));
    std::fill_n(variables.get(), count, 0.0);
    double loss = 0;
    const int status = lbfgs(count, variables.get(), &loss, evaluate, report, &progress, &parameters);
    if (problem.stopped())
        return Error(ErrorCode::Cancelled, QStringLiteral("The training was cancelled."));
    if (status == LBFGSERR_OUTOFMEMORY)
        return Error(ErrorCode::OutOfMemory, QStringLiteral("There is not enough memory for %1 coefficients.").arg(count),
                     QStringLiteral("Use fewer features."));

    LogisticFit fit;
    fit.iterations = progress.iterations;
    fit.converged = status == LBFGS_SUCCESS || status == LBFGS_ALREADY_MINIMIZED;
    if (!fit.converged && status != LBFGSERR_MAXIMUMITERATION) {
        // The line search finds nothing lower where the loss is at its lowest to the last bit.
        std::vector<double> slope(static_cast<size_t>(count));
        problem.evaluate(variables.get(), slope.data());
        fit.converged = std::all_of(slope.begin(), slope.end(), [](double value) { return std::abs(value) < 1e-6; });
    }
    const size_t outputs = classes == 2 ? 1 : size_t(classes);
    const size_t width = rows.columns + (options.intercept ? 1 : 0);
    for (size_t output = 0; output < outputs; ++output) {
        double intercept = options.intercept ? variables.get()[output * width + rows.columns] : 0;
        for (size_t j = 0; j < rows.columns; ++j) {
            const double coefficient = variables.get()[output * width + j] / scale.deviation[j];
            fit.coefficients.push_back(coefficient);
            intercept -= coefficient * scale.mean[j];
        }
        fit.intercepts.push_back(intercept);
    }
    return fit;
}

}  // namespace headrace::learning
