// SPDX-License-Identifier: GPL-3.0-or-later
// evaluate.classification: judges predicted classes and probabilities.
#include "engine/operators/declare.h"
#include "engine/operators/evaluation.h"
#include "engine/operators/learn_shared.h"

namespace headrace {

Operator evaluateClassification()
{
    return declare("evaluate.classification", 1)
        .title(TR("Evaluate classification"))
        .category(Category::Evaluate)
        .icon("clipboard-check")
        .doc(TR("Judges predicted classes and probabilities against the truth, with scikit-learn's metrics.\n\n"
                "Connect one or more models with rows that hold the target: the rows go through the model's own steps first. Or connect "
                "rows that "
                "bring predictions, from 'Predict' or from anywhere if you choose the columns. Two classes: roc_auc, average_precision, "
                "log_loss, "
                "brier_score_loss, accuracy, balanced_accuracy, precision, recall, f1, matthews_corrcoef. More classes: roc_auc_ovr (macro "
                "average), "
                "log_loss, accuracy, balanced_accuracy, precision_macro, recall_macro, f1_macro, f1_weighted, matthews_corrcoef. A metric "
                "is named "
                "after the part of the split, as in test/roc_auc; with several models after the model, too."))
        .keywords({TR("metrics"), TR("AUC"), TR("ROC"), TR("accuracy"), TR("F1"), TR("confusion matrix"), TR("score"), TR("calibration")})
        .summary(TR("judges classes"))
        .input("models", PortType::Model, TR("The models to judge; none where the rows bring predictions."), Cardinality::Many)
        .input("rows", PortType::Table, TR("The rows to judge by: the test part of a split."))
        .output("metrics", PortType::Metrics, TR("The metrics, and what the charts are drawn from."))
        .param(
            Param::number("threshold")
                .title(TR("Threshold"))
                .doc(TR(
                    "Two classes: a row counts as positive where the score is above it. None: 0.5, or what the rows' own prediction says."))
                .atLeast(0)
                .atMost(1))
        .param(Param::text("positive")
                   .title(TR("Positive class"))
                   .doc(TR("Two classes: the one that precision, recall and the like speak of; none: the second in order."))
                   .example(QStringLiteral("yes")))
        .param(Param::column("weight").title(TR("Weight")).doc(TR("A column of numbers that says how much each row counts.")))
        .param(Param::column("label")
                   .title(TR("Label"))
                   .doc(TR("Without a model: the column that holds the truth, where the rows do not say so themselves."))
                   .advanced())
        .param(Param::column("prediction")
                   .title(TR("Prediction"))
                   .doc(TR("Without a model: the column that holds the predicted class."))
                   .advanced())
        .param(Param::column("score")
                   .title(TR("Score"))
                   .doc(TR("Without a model, two classes: the column that holds the probability of the second class in order."))
                   .advanced())
        .param(Param::integer("bins")
                   .title(TR("Calibration bins"))
                   .doc(TR("Number of bins of the calibration curve."))
                   .byDefault(10)
                   .atLeast(2)
                   .atMost(100)
                   .advanced())
        .trait(&Traits::scores)
        .reading([](NodeContext &context, const QString &, const QList<ModelReading> &models) {
            return evaluationReading(context, models, true);
        })
        .task([](TaskContext &context) { return runEvaluation(context, true); })
        .example(learnExample("Judge a classifier", R"(
            "split": {"op": "learn.split", "version": 1, "params": {"method": "stratified", "stratify": ["bought"], "test": 0.4, "keys": ["id"]}, "inputs": {"rows": "people:rows"}},
            "model": {"op": "learn.logistic_regression", "version": 1, "params": {"target": "bought", "features": ["age"]}, "inputs": {"train": "split:train"}},
            "judge": {"op": "evaluate.classification", "version": 1, "inputs": {"models": "model:model", "rows": "split:test"}}
        )")
                     .constData());
}

}  // namespace headrace
