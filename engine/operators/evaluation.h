// SPDX-License-Identifier: GPL-3.0-or-later
// From scores to metrics and what charts are drawn from: what evaluate.classification, evaluate.regression and the linear
// estimators share.
#pragma once

#include "engine/learning/metrics.h"
#include "engine/learning/scoring.h"
#include "engine/operators/operator.h"

namespace headrace {

/// Predictions of one model, or of one table that brings them, with the truth.
struct Judged {
    QString model;               ///< the node that trained it; empty for a table
    QStringList classes;         ///< in order; empty for numbers
    std::vector<double> scores;  ///< classes: one of the second class with two, else one a class; may be empty. Numbers: predictions
    std::vector<double> labels;  ///< numbers, or places among the classes
    std::vector<double> weights;
    std::vector<int32_t> said;  ///< predicted classes, where the table brings them
    QJsonObject importance;
};

/// Makes a class of two the positive one. Invalid where it is none of them, or there are not two.
Result<void> makePositive(Judged &judged, const QString &positive);

struct ReportOptions {
    std::optional<double> threshold;  ///< none: what was said, else 0.5
    size_t curvePoints = 500;
    int bins = 10;
};
/// {"model", "rows", "metrics": {name: number or null}, "notes": {name: why null}, and for classes "classes", "positive", "threshold",
/// "confusion", "roc", "precision_recall", "calibration"; for numbers "residuals"; "importance"}
QJsonObject reportClasses(const Judged &judged, const ReportOptions &options, QList<learning::MetricValue> &metrics);
QJsonObject reportNumbers(const Judged &judged, QList<learning::MetricValue> &metrics);

/// What runEvaluation() reads of its rows.
std::optional<Reading> evaluationReading(NodeContext &context, const QList<ModelReading> &models, bool classes);

/// The body of both evaluations: scores with each model (or takes the table's own predictions), reports metrics, sets the output
/// "metrics" and writes evaluation.json.
Result<void> runEvaluation(TaskContext &context, bool classes);

}  // namespace headrace
