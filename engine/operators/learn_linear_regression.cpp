// SPDX-License-Identifier: GPL-3.0-or-later
// learn.linear_regression: a number from a weighted sum of the features.
#include "engine/learning/estimators.h"
#include "engine/learning/least_squares.h"
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"
#include "engine/operators/linear_estimators.h"

namespace headrace {

namespace {

Result<void> trainLinear(TaskContext &context)
{
    const Params &params = context.params();
    const QStringList features = linearFeatures(context);
    HR_ASSIGN(const auto read, readLinearRows(context, features, false));
    const learning::DenseRows &rows = read.rows;
    learning::LeastSquares squares(rows.columns, params.flag(QStringLiteral("fit_intercept")));
    for (size_t i = 0; i < rows.rows(); ++i) {
        if (i % 4096 == 0) {
            if (context.cancelled())
                return Error(ErrorCode::Cancelled, QStringLiteral("The training was cancelled."));
            context.progress(qint64(i), qint64(rows.rows()), QStringLiteral("rows"));
        }
        squares.add(rows.features.data() + i * rows.columns, rows.targets[i], rows.weights.empty() ? 1 : rows.weights[i]);
    }
    const learning::LeastSquaresFit fit = squares.solve(params.number(QStringLiteral("alpha")));
    if (fit.rank < rows.columns && params.number(QStringLiteral("alpha")) == 0)
        context.warn(QStringLiteral("The %1 features hold only %2 independent ones, so there are many equally good answers; the one with "
                                    "the smallest coefficients was taken. "
                                    "Leave features out, or set a penalty (alpha).")
                         .arg(rows.columns)
                         .arg(fit.rank));
    learning::Model model;
    model.estimator = QLatin1String(learning::kLinear);
    model.task = learning::Task::Regression;
    model.features = features;
    model.targetType = read.targetType;
    model.facts = {{QStringLiteral("rank"), qint64(fit.rank)}};
    return finishLinear(context, std::move(model), fit.coefficients, {fit.intercept});
}

}  // namespace

Operator learnLinearRegression()
{
    return declare("learn.linear_regression", 1)
        .title(TR("Linear regression"))
        .category(Category::Learn)
        .icon("trending-up")
        .doc(TR("Learns a number as a weighted sum of the features: least squares, plain or with an L2 penalty (ridge).\n\n"
                "Features are numbers and booleans without missing values: fill these with 'Impute missing values' and turn texts into "
                "numbers with "
                "'One-hot encode'. The coefficients are those of scikit-learn's LinearRegression and Ridge, and stand with the model."))
        .keywords({TR("regression"), TR("least squares"), TR("OLS"), TR("ridge"), TR("LinearRegression"), TR("train"), TR("model")})
        .summary(TR("{target}"))
        .input("train", PortType::Table, TR("The rows to learn from: the train part of a split."))
        .input("validation", PortType::Table, TR("Rows to judge the model by, whose metrics are reported."), Cardinality::Optional)
        .output("model", PortType::Model, TR("The coefficients with all transforms before them."))
        .param(Param::column("target")
                   .over("train")
                   .title(TR("Target"))
                   .doc(TR("The column of numbers to predict."))
                   .required()
                   .example(QStringLiteral("income")))
        .param(
            Param::columns("features")
                .over("train")
                .title(TR("Features"))
                .doc(TR(
                    "The columns to learn from. Without any, all columns that are numbers or booleans, except the target and the weight.")))
        .param(Param::number("alpha")
                   .title(TR("Penalty"))
                   .doc(TR("Strength of the L2 penalty (ridge); 0: plain least squares."))
                   .byDefault(0)
                   .atLeast(0))
        .param(Param::column("weight").over("train").title(TR("Weight")).doc(TR("A column of numbers that says how much each row counts.")))
        .param(Param::boolean("fit_intercept")
                   .title(TR("Intercept"))
                   .doc(TR("Learn a constant, too; it is never penalized."))
                   .byDefault(true)
                   .advanced())
        .param(Param::choice("refit", {QStringLiteral("no"), QStringLiteral("all")})
                   .title(TR("Refit"))
                   .doc(TR("'all' learns from the validation rows, too, and says that the model is meant to learn from all rows, for use "
                           "after the evaluation: it is no leak then, and has no metric."))
                   .byDefault(QStringLiteral("no"))
                   .advanced())
        .trait(&Traits::fits)
        .trait(&Traits::estimator)
        .reading(&linearReading)
        .task(&trainLinear)
        .example(learnExample("Income by age", R"(
            "fill": {"op": "learn.impute", "version": 1, "params": {"columns": ["income"], "strategy": "median"}, "inputs": {"rows": "people:rows"}},
            "model": {"op": "learn.linear_regression", "version": 1, "params": {"target": "income", "features": ["age"]}, "inputs": {"train": "fill:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
