// SPDX-License-Identifier: GPL-3.0-or-later
// What learn.logistic_regression and learn.linear_regression share.
#pragma once

#include "engine/learning/logistic.h"
#include "engine/learning/model.h"
#include "engine/operators/operator.h"

namespace headrace {

/// The rows at an input of an estimator, in double precision.
struct LinearRows {
    learning::DenseRows rows;
    QStringList classes;
    QString targetType;
};

/// Reads `train` (with refit = all also `validation`) in the order of the row identity. Errors name column and way out.
Result<LinearRows> readLinearRows(TaskContext &context, const QStringList &features, bool classes);
/// The chosen features, else all columns of numbers and booleans but target and weight.
QStringList linearFeatures(NodeContext &context);

/// What it reads of its training and validation rows.
std::optional<Reading> linearReading(NodeContext &context, const QString &port, const QList<ModelReading> &models);

/// Fills in what every model holds, sets the output "model", and reports the metrics of the validation rows.
Result<void> finishLinear(TaskContext &context, learning::Model model, const std::vector<double> &coefficients,
                          const std::vector<double> &intercepts);

}  // namespace headrace
