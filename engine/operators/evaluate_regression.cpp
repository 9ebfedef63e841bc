// SPDX-License-Identifier: GPL-3.0-or-later
// evaluate.regression: judges predicted numbers.
#include "engine/operators/declare.h"
#include "engine/operators/evaluation.h"
#include "engine/operators/learn_shared.h"

namespace headrace {

Operator evaluateRegression()
{
    return declare("evaluate.regression", 1)
        .title(TR("Evaluate regression"))
        .category(Category::Evaluate)
        .icon("chart-scatter")
        .doc(TR("Judges predicted numbers against the truth, with scikit-learn's metrics.\n\n"
                "Connect one or more models with rows that hold the target: the rows go through the model's own steps first. Or connect "
                "rows that "
                "bring predictions, from 'Predict' or from anywhere if you choose the columns. The metrics are rmse, mae, r2, "
                "mean_absolute_percentage_error, explained_variance, max_error and median_absolute_error, named after the part of the "
                "split, as in "
                "test/rmse; with several models after the model, too."))
        .keywords({TR("metrics"), TR("RMSE"), TR("MAE"), TR("R2"), TR("residuals"), TR("error"), TR("score")})
        .summary(TR("judges numbers"))
        .input("models", PortType::Model, TR("The models to judge; none where the rows bring predictions."), Cardinality::Many)
        .input("rows", PortType::Table, TR("The rows to judge by: the test part of a split."))
        .output("metrics", PortType::Metrics, TR("The metrics, and what the charts are drawn from."))
        .param(Param::column("weight").title(TR("Weight")).doc(TR("A column of numbers that says how much each row counts.")))
        .param(Param::column("label")
                   .title(TR("Label"))
                   .doc(TR("Without a model: the column that holds the truth, where the rows do not say so themselves."))
                   .advanced())
        .param(Param::column("prediction")
                   .title(TR("Prediction"))
                   .doc(TR("Without a model: the column that holds the predicted number."))
                   .advanced())
        .trait(&Traits::scores)
        .reading([](NodeContext &context, const QString &, const QList<ModelReading> &models) {
            return evaluationReading(context, models, false);
        })
        .task([](TaskContext &context) { return runEvaluation(context, false); })
        .example(learnExample("Judge a regression", R"(
            "split": {"op": "learn.split", "version": 1, "params": {"test": 0.4, "keys": ["id"]}, "inputs": {"rows": "people:rows"}},
            "fill": {"op": "learn.impute", "version": 1, "params": {"columns": ["income"], "strategy": "median"}, "inputs": {"rows": "split:train"}},
            "model": {"op": "learn.linear_regression", "version": 1, "params": {"target": "age", "features": ["income"]}, "inputs": {"train": "fill:rows"}},
            "judge": {"op": "evaluate.regression", "version": 1, "inputs": {"models": "model:model", "rows": "split:test"}}
        )")
                     .constData());
}

}  // namespace headrace
