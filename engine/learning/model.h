// SPDX-License-Identifier: GPL-3.0-or-later
// A model artifact: the chain of transforms, the estimator and the input and output signature in one bundle.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>
#include <vector>

namespace headrace::learning {

enum class Task { Binary, MultiClass, Regression };

/// Immutable; safe to share between threads.
struct Model {
    QString node;       ///< id of the node that trained it
    QString estimator;  ///< xgboost, logistic, linear
    Task task = Task::Regression;
    QList<data::ChainStep> chain;  ///< to repeat on rows before the features are taken
    QStringList features;          ///< in the order of the matrix
    QString target;
    QStringList classes;    ///< labels in order, as text; binary: the second is positive
    QString targetType;     ///< DuckDB type of the target
    QJsonObject signature;  ///< inputs and outputs, {"name","type"} each
    QJsonObject params;     ///< as trained
    QJsonObject facts;      ///< rounds used, best round, importance, library version, seed
    QByteArray blob;        ///< the estimator's own bytes: XGBoost's UBJSON, or JSON coefficients

    /// One directory: model.json and the estimator's file. Written whole or not at all.
    Result<void> save(const QString &folder) const;
    static Result<std::shared_ptr<const Model>> load(const QString &folder);
};

/// Scores a row-major float matrix of rows × features (NaN is missing). Gives rows × outputs: one for regression and binary
/// (probability of the positive class), one a class for multi-class.
Result<std::vector<float>> predict(const Model &model, const float *matrix, size_t rows, int threads);

}  // namespace headrace::learning
