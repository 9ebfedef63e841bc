// SPDX-License-Identifier: GPL-3.0-or-later
// Scores the rows of a relation with a model: repeats what they have not been through yet, and reads the features in order.
#pragma once

#include "engine/data/session.h"
#include "engine/learning/matrix.h"
#include "engine/learning/model.h"

#include <functional>
#include <vector>

namespace headrace::learning {

/// Rows to score. `handle` stands behind FROM.
struct RowsToScore {
    QString node;  ///< where they come from, for words
    QString handle;
    data::Schema schema;
    QStringList identity;
    QList<data::ChainStep> chain;
};

/// Rows as the model's features expect them, in the order of their identity.
struct PreparedRows {
    QString handle;
    data::Schema schema;
    QString order;      ///< ORDER BY, or empty where the handle is ordered already
    bool same = false;  ///< nothing had to be repeated
};

/// Appends the steps of the model's chain that the rows lack. Invalid, naming both paths, where what they have been through is no
/// beginning of it. A target that the rows do not have is missing in every row.
Result<PreparedRows> prepareRows(data::Connection &connection, const Model &model, const RowsToScore &rows);

struct ScoreRequest {
    bool labels = false;  ///< read the target too
    QString weight;       ///< and the weight, where not empty
    int threads = 1;
    std::function<bool()> cancelled;
};

struct ScoredRows {
    size_t rows = 0;
    std::vector<double> scores;  ///< rows × outputs (outputsOf); as exact as the estimator is
    std::vector<double> labels;  ///< numbers, or places among the model's classes
    std::vector<double> weights;
};

/// Whether rows have been through the same steps, whoever applied them.
bool samePath(const QList<data::ChainStep> &a, const QList<data::ChainStep> &b);

/// The matrix from which scoreMatrix() scores with a classifier of boosted trees, target included.
MatrixSpec scoringMatrix(const QStringList &features, const QString &target);
/// Takes the labels too. Nothing where the rows hold a class that the model does not know.
Result<std::optional<ScoredRows>> scoreMatrix(const Model &model, Matrix &rows, int threads);

/// Missing features are an error for linear models.
Result<ScoredRows> scoreRows(data::Connection &connection, const Model &model, const PreparedRows &rows, const ScoreRequest &request);

/// What is said of each row: for classes the place of the most likely one (binary: of the second above the threshold).
std::vector<int32_t> predictedClasses(const Model &model, const std::vector<double> &scores, double threshold);

}  // namespace headrace::learning
