// SPDX-License-Identifier: GPL-3.0-or-later
// What each kind of estimator gives to model.cpp: scoring, and the check of bytes that may come from anywhere.
#pragma once

#include "engine/learning/model.h"

namespace headrace::learning {

/// Names in Model::estimator.
inline constexpr const char *kXgboost = "xgboost";
inline constexpr const char *kLogistic = "logistic";
inline constexpr const char *kLinear = "linear";

/// Values a row: one for regression and binary, one a class for multi-class.
inline size_t outputsOf(const Model &model)
{
    return model.task == Task::MultiClass ? size_t(model.classes.size()) : 1;
}

// All are pure in `model` and may run in several threads at once. The matrix is as for predict(); the result has
// rows × outputsOf(model) values, row by row.
Result<std::vector<float>> predictXgboost(const Model &model, const float *matrix, size_t rows, int threads);
/// The same for rows in several pieces.
Result<std::vector<float>> predictXgboost(const Model &model, const std::vector<std::pair<const float *, size_t>> &pieces, int threads);
/// Both logistic and linear.
Result<std::vector<float>> predictLinear(const Model &model, const float *matrix, size_t rows, int threads);

// Whether the blob is what the rest of the model says: everything that scoring takes for granted, so that no bytes from
// outside can make it crash or read beyond. Corrupt otherwise. Called once, when a model is loaded.
Result<void> checkXgboost(const Model &model);
Result<void> checkLinear(const Model &model);

}  // namespace headrace::learning
