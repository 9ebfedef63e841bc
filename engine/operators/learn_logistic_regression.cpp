// SPDX-License-Identifier: GPL-3.0-or-later
// learn.logistic_regression: probabilities of classes from a weighted sum of the features.
#include "engine/learning/estimators.h"
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"
#include "engine/operators/linear_estimators.h"

#include <limits>

namespace headrace {

namespace {

Result<void> trainLogistic(TaskContext &context)
{
    const Params &params = context.params();
    const QStringList features = linearFeatures(context);
    HR_ASSIGN(auto read, readLinearRows(context, features, true));
    const int classes = int(read.classes.size());

    learning::LogisticOptions options;
    options.c = params.text(QStringLiteral("penalty")) == QLatin1String("none") ? std::numeric_limits<double>::infinity()
                                                                                : params.number(QStringLiteral("C"));
    options.intercept = params.flag(QStringLiteral("fit_intercept"));
    options.balanced = params.text(QStringLiteral("class_weight")) == QLatin1String("balanced");
    options.standardize = params.flag(QStringLiteral("standardize"));
    options.maximumIterations = int(params.integer(QStringLiteral("max_iter")));
    options.tolerance = params.number(QStringLiteral("tol"));
    options.threads = context.threads();
    options.cancelled = [&context] { return context.cancelled(); };
    const QString loss = QStringLiteral("train/loss");
    options.progress = [&](int iteration, double value) {
        context.metric(loss, value, iteration);
        context.progress(iteration, options.maximumIterations, QStringLiteral("iterations"));
    };
    if (params.text(QStringLiteral("refit")) == QLatin1String("all"))
        options.progress = [&](int iteration, double) {
            context.progress(iteration, options.maximumIterations, QStringLiteral("iterations"));
        };
    auto fit = learning::fitLogistic(std::move(read.rows), classes, options);
    if (!fit)
        return std::move(fit.error()).at(context.node(), QStringLiteral("target"));
    if (!fit->converged)
        context.warn(QStringLiteral("After %1 iterations the coefficients were still moving. Allow more iterations (max_iter), or "
                                    "strengthen the penalty (a smaller C).")
                         .arg(fit->iterations));

    learning::Model model;
    model.estimator = QLatin1String(learning::kLogistic);
    model.task = classes == 2 ? learning::Task::Binary : learning::Task::MultiClass;
    model.features = features;
    model.classes = read.classes;
    model.targetType = read.targetType;
    model.facts = {{QStringLiteral("iterations"), fit->iterations}, {QStringLiteral("converged"), fit->converged}};
    return finishLinear(context, std::move(model), fit->coefficients, fit->intercepts);
}

}  // namespace

Operator learnLogisticRegression()
{
    return declare("learn.logistic_regression", 1)
        .title(TR("Logistic regression"))
        .category(Category::Learn)
        .icon("spline")
        .doc(TR("Learns the probabilities of classes from a weighted sum of the features, with an L2 penalty.\n\n"
                "Two classes give the probability of the second one in sorted order; more give one a class (multinomial). Features are "
                "numbers and "
                "booleans without missing values: fill these with 'Impute missing values' and turn texts into numbers with 'One-hot "
                "encode'. The "
                "coefficients are those of scikit-learn's LogisticRegression at the very minimum, and stand with the model."))
        .keywords({TR("classification"), TR("logit"), TR("linear"), TR("multinomial"), TR("LogisticRegression"), TR("train"), TR("model")})
        .summary(TR("{target}"))
        .input("train", PortType::Table, TR("The rows to learn from: the train part of a split."))
        .input("validation", PortType::Table, TR("Rows to judge the model by, whose metrics are reported."), Cardinality::Optional)
        .output("model", PortType::Model, TR("The coefficients with all transforms before them."))
        .param(Param::column("target")
                   .over("train")
                   .title(TR("Target"))
                   .doc(TR("The column that names the class."))
                   .required()
                   .example(QStringLiteral("bought")))
        .param(
            Param::columns("features")
                .over("train")
                .title(TR("Features"))
                .doc(TR(
                    "The columns to learn from. Without any, all columns that are numbers or booleans, except the target and the weight.")))
        .param(Param::number("C")
                   .title(TR("C"))
                   .doc(TR("Inverse of the strength of the penalty: a smaller number shrinks the coefficients more."))
                   .byDefault(1)
                   .above(0))
        .param(Param::choice("penalty", {QStringLiteral("l2"), QStringLiteral("none")})
                   .title(TR("Penalty"))
                   .doc(TR("l2: half the sum of the squared coefficients (the intercept is free). none: no penalty."))
                   .byDefault(QStringLiteral("l2")))
        .param(Param::boolean("standardize")
                   .title(TR("Standardize"))
                   .doc(TR("Let the penalty count each feature in units of its standard deviation, so that units do not matter. The "
                           "coefficients speak of the features as they are all the same."))
                   .byDefault(false))
        .param(Param::choice("class_weight", {QStringLiteral("none"), QStringLiteral("balanced")})
                   .title(TR("Weights of classes"))
                   .doc(TR("balanced: each class weighs the same in sum, however rare it is."))
                   .byDefault(QStringLiteral("none")))
        .param(Param::column("weight").over("train").title(TR("Weight")).doc(TR("A column of numbers that says how much each row counts.")))
        .param(Param::boolean("fit_intercept")
                   .title(TR("Intercept"))
                   .doc(TR("Learn a constant, too; it is never penalized."))
                   .byDefault(true)
                   .advanced())
        .param(Param::integer("max_iter")
                   .title(TR("Iterations"))
                   .doc(TR("At most so many steps."))
                   .byDefault(1000)
                   .atLeast(1)
                   .atMost(1000000)
                   .advanced())
        .param(Param::number("tol")
                   .title(TR("Tolerance"))
                   .doc(TR("It is done when the slope of the mean loss is smaller."))
                   .byDefault(1e-11)
                   .above(0)
                   .atMost(1)
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
        .task(&trainLogistic)
        .example(learnExample("Who buys", R"(
            "model": {"op": "learn.logistic_regression", "version": 1, "params": {"target": "bought", "features": ["age"]}, "inputs": {"train": "people:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
