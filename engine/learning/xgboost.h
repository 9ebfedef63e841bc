// SPDX-License-Identifier: GPL-3.0-or-later
// Trains gradient boosted trees with XGBoost, through its C API.
#pragma once

#include "engine/base/result.h"
#include "engine/learning/matrix.h"
#include "engine/learning/model.h"

#include <QByteArray>
#include <QJsonObject>

#include <functional>
#include <vector>

namespace headrace::learning {

/// A metric that XGBoost computes after a round. `name` is scikit-learn's where it has one.
struct RoundMetric {
    const char *name;
    const char *xgboost;  ///< as eval_metric takes it
    bool greaterIsBetter;
};

/// The metrics that make sense for a task, the usual ones first.
const std::vector<RoundMetric> &roundMetrics(Task task);

struct BoostingOptions {
    std::vector<std::pair<QByteArray, QByteArray>> params;  ///< names and values of XGBoost's documentation
    int rounds = 100;
    int threads = 1;
    int maximumBins = 256;
    bool quantized = true;             ///< hist; otherwise the matrix is kept exact, for tree methods that need it
    std::vector<RoundMetric> metrics;  ///< the first one decides when to stop early
    bool trainMetrics = false;         ///< compute them on the training rows too, which costs time
    int earlyStoppingRounds = 0;       ///< 0: never; needs validation rows
    std::vector<float> classWeights;   ///< by label, multiplied with the weight column; empty: all 1
};

/// A value after a round; round counts from 1.
struct RoundValue {
    const char *part;  ///< train or validation
    const char *name;
    double value = 0;
};

struct BoostingControl {
    std::function<bool()> cancelled;  ///< asked between rounds; a round cannot be interrupted
    std::function<void(int round, const std::vector<RoundValue> &values)> finishedRound;
};

struct Boosted {
    QByteArray model;        ///< XGBoost's UBJSON, cut after the best round where it stopped early
    int rounds = 0;          ///< that were trained
    int bestRound = 0;       ///< the model ends with it
    QJsonObject importance;  ///< {"gain": {feature: number}, "weight": {…}, "cover": {…}}; unused features are left out
};

/// The same matrix, options and number of threads give the same bytes. Gives the memory of the matrices back as soon as XGBoost
/// has what it needs. `features` are the names for the columns.
Result<Boosted> boost(Matrix &train, Matrix *validation, const QStringList &features, const BoostingOptions &options,
                      const BoostingControl &control);

/// Bytes that boost() will need at most beside the matrix, for an early refusal.
size_t boostingBytes(size_t rows, size_t columns, size_t outputs, const BoostingOptions &options);

QString xgboostVersion();

}  // namespace headrace::learning
