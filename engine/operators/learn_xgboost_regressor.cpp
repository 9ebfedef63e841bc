// SPDX-License-Identifier: GPL-3.0-or-later
// learn.xgboost_regressor: boosted trees that predict a number.
#include "engine/operators/boosting.h"

#include <algorithm>
#include <limits>

namespace headrace {

namespace {

struct Objective {
    const char *name;
    const char *xgboost;
    double least;    ///< of the target
    bool exclusive;  ///< the target lies above `least`
};

constexpr double kAny = -std::numeric_limits<double>::infinity();
constexpr Objective kObjectives[] = {
    {"squared_error", "reg:squarederror", kAny, false},
    {"absolute_error", "reg:absoluteerror", kAny, false},
    {"squared_log_error", "reg:squaredlogerror", -1, true},
    {"poisson", "count:poisson", 0, false},
    {"gamma", "reg:gamma", 0, true},
    {"tweedie", "reg:tweedie", 0, false},
};

Result<learning::Task> decideRegression(const Params &params, const learning::Matrix &train, learning::BoostingOptions &options)
{
    const QString name = params.text(QStringLiteral("objective"));
    const Objective *objective = std::find_if(std::begin(kObjectives), std::end(kObjectives),
                                              [&](const Objective &one) { return name == QLatin1String(one.name); });
    Q_ASSERT(objective != std::end(kObjectives));
    if (objective->least != kAny) {
        size_t outside = 0;
        for (const learning::Matrix::Segment &segment : train.segments())
            for (size_t i = 0; i < segment.count; ++i)
                outside += objective->exclusive ? !(double(segment.labels[i]) > objective->least)
                                                : !(double(segment.labels[i]) >= objective->least);
        if (outside > 0)
            return blame(Error(ErrorCode::Invalid,
                               QStringLiteral("The objective %1 needs a target %2 %3; %4 rows have another.")
                                   .arg(name, objective->exclusive ? QStringLiteral("above") : QStringLiteral("from"))
                                   .arg(objective->least)
                                   .arg(outside),
                               QStringLiteral("Leave these rows out (table.filter), or choose another objective.")),
                         QStringLiteral("objective"));
    }
    if (name == QLatin1String("absolute_error") && params.text(QStringLiteral("tree_method")) == QLatin1String("exact"))
        return blame(Error(ErrorCode::Invalid, QStringLiteral("The objective absolute_error does not work with the tree method exact."),
                           QStringLiteral("Choose hist or approx.")),
                     QStringLiteral("tree_method"));
    options.params.emplace_back("objective", objective->xgboost);
    if (name == QLatin1String("tweedie"))
        options.params.emplace_back("tweedie_variance_power",
                                    QByteArray::number(params.number(QStringLiteral("tweedie_variance_power")), 'g', 17));
    return learning::Task::Regression;
}

}  // namespace

Operator learnXgboostRegressor()
{
    QStringList objectives;
    for (const Objective &objective : kObjectives)
        objectives << QLatin1String(objective.name);
    auto declaration = declare("learn.xgboost_regressor", 1)
                           .title(TR("XGBoost regressor"))
                           .category(Category::Learn)
                           .icon("trees")
                           .doc(TR("Learns to predict a number with gradient boosted trees. Rows are taken in the order of their identity, "
                                   "so the same rows and seed "
                                   "give the same model, byte by byte."))
                           .keywords({TR("gradient boosting"), TR("trees"), TR("regression"), TR("train"), TR("model")})
                           .summary(TR("{target} · {rounds} rounds"))
                           .input("train", PortType::Table, TR("The rows to learn from: the training part of a split."))
                           .input("validation", PortType::Table, TR("Rows to judge each round by, and to stop early."),
                                  Cardinality::Optional)
                           .output("model", PortType::Model, TR("The trained trees with all transforms before them."))
                           .param(Param::column("target")
                                      .over("train")
                                      .title(TR("Target"))
                                      .doc(TR("The column to predict: a number."))
                                      .required())
                           .param(Param::choice("objective", objectives)
                                      .title(TR("Objective"))
                                      .doc(TR("What is made small: squared_error predicts the mean, absolute_error the median, "
                                              "squared_log_error the mean of targets above -1 by their order of magnitude; poisson is for "
                                              "counts, gamma for positive amounts, tweedie for amounts that are often zero."))
                                      .byDefault(QStringLiteral("squared_error")));
    for (const Param &param : boostingParams(TR("rmse, mae, mape, rmsle, poisson_nloglik, gamma_nloglik, gamma_deviance.")))
        declaration = std::move(declaration).param(param);
    return std::move(declaration)
        .param(Param::number("tweedie_variance_power")
                   .title(TR("Power of the variance"))
                   .doc(TR("With tweedie: near 1 like counts, near 2 like amounts."))
                   .byDefault(1.5)
                   .above(1)
                   .atMost(1.999)
                   .advanced())
        .trait(&Traits::fits)
        .trait(&Traits::estimator)
        .trait(&Traits::seeded)
        .keyFacts(&boostingFacts)
        .reading([](NodeContext &context, const QString &, const QList<ModelReading> &) { return boostingReading(context, false); })
        .task([](TaskContext &context) { return runBoosting(context, {.classes = false, .decide = &decideRegression}); })
        .example(R"({"headrace": 1, "name": "A straight line", "nodes": {
            "points": {"op": "read.inline", "version": 1, "params": {"csv": "x,y\n1,2.0\n2,4.1\n3,5.9\n4,8.0\n5,10.1\n6,12.0\n"}},
            "trees": {"op": "learn.xgboost_regressor", "version": 1, "params": {"max_depth": 2, "rounds": 20, "target": "y"}, "inputs": {"train": "points:rows"}}}})");
}

}  // namespace headrace
