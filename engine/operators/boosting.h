// SPDX-License-Identifier: GPL-3.0-or-later
// What learn.xgboost_classifier and learn.xgboost_regressor share: their parameters and the way from rows to a model.
#pragma once

#include "engine/learning/xgboost.h"
#include "engine/operators/declare.h"

namespace headrace {

/// The parameters of trees, rounds and rows, in the order of the form. `metrics` are the names a round may be judged by.
QList<Param> boostingParams(const QString &metrics);

/// What the classifier and the regressor decide differently.
struct BoostingTask {
    bool classes = false;
    /// Fills in task, objective and class weights once the training rows are known; refuses labels that do not fit.
    std::function<Result<learning::Task>(const Params &params, const learning::Matrix &train, learning::BoostingOptions &options)> decide;
};

/// Reads the rows in order, trains, and sets the output "model".
Result<void> runBoosting(TaskContext &context, const BoostingTask &task);
/// What it reads of its training and validation rows.
std::optional<Reading> boostingReading(NodeContext &context, bool classes);
/// The error with the parameter that is to blame.
inline Error blame(Error error, const QString &parameter)
{
    error.parameter = parameter;
    return error;
}
/// The version of XGBoost decides the result.
QJsonObject boostingFacts(const Params &params);

}  // namespace headrace
