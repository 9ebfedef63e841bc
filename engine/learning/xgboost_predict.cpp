// SPDX-License-Identifier: GPL-3.0-or-later
// Scores rows with a trained XGBoost model.
#include "engine/base/vector_state.h"
#include "engine/learning/estimators.h"
#include "engine/learning/xgboost_handles.h"

namespace headrace::learning {

Result<std::vector<float>> predictXgboost(const Model &model, const float *matrix, size_t rows, int threads)
{
    return predictXgboost(model, {{matrix, rows}}, threads);
}

Result<std::vector<float>> predictXgboost(const Model &model, const std::vector<std::pair<const float *, size_t>> &pieces, int threads)
{
    const size_t outputs = outputsOf(model);
    std::vector<float> scores;
    Booster booster;
    for (const auto &[matrix, rows] : pieces) {
        if (rows == 0)
            continue;
        if (!booster.get()) {
            silenceXgboost();
            HR_XGBOOST(XGBoosterCreate(nullptr, 0, booster.out()));
            HR_XGBOOST(XGBoosterSetParam(booster.get(), "nthread", QByteArray::number(threads).constData()));
            HR_XGBOOST(XGBoosterLoadModelFromBuffer(booster.get(), model.blob.constData(), bst_ulong(model.blob.size())));
        }
        const bst_ulong *shape = nullptr;
        bst_ulong dimensions = 0;
        const float *values = nullptr;
        // In place: no copy of the matrix in XGBoost's own form.
        clearUpperVectorState();
        HR_XGBOOST(XGBoosterPredictFromDense(
            booster.get(), arrayInterface(matrix, rows, size_t(model.features.size())).constData(),
            "{\"type\": 0, \"iteration_begin\": 0, \"iteration_end\": 0, \"strict_shape\": true, \"missing\": NaN, \"cache_id\": 0}",
            nullptr, &shape, &dimensions, &values));
        if (dimensions != 2 || shape[0] != rows || shape[1] != outputs)
            return Error(ErrorCode::Corrupt,
                         QStringLiteral("The model's trees give %1 values a row where %2 are expected.")
                             .arg(dimensions == 2 ? shape[1] : 0)
                             .arg(outputs),
                         QStringLiteral("Train the model again, or take it from another copy."));
        scores.insert(scores.end(), values, values + rows * outputs);
    }
    return scores;
}

}  // namespace headrace::learning
