// SPDX-License-Identifier: GPL-3.0-or-later
// learn.xgboost_classifier: boosted trees that tell classes apart.
#include "engine/operators/boosting.h"

namespace headrace {

namespace {

/// One weight a class, in the order of the classes; empty: all 1.
Result<std::vector<float>> classWeights(const Params &params, const learning::Matrix &train)
{
    const QString choice = params.text(QStringLiteral("class_weight"));
    const QString parameter = QStringLiteral("class_weights");
    std::vector<float> weights;
    if (choice == QLatin1String("balanced")) {
        // As scikit-learn does: rows / (classes · rows of the class).
        for (const size_t count : train.classCounts())
            weights.push_back(float(double(train.rows()) / (double(train.classes().size()) * double(count))));
    } else if (choice == QLatin1String("custom")) {
        const QJsonObject map = params.map(parameter);
        for (const QString &name : map.keys())
            if (!train.classes().contains(name))
                return blame(Error(ErrorCode::Invalid, QStringLiteral("There is no class '%1' in the training rows.").arg(name),
                                   QStringLiteral("The classes are %1.").arg(train.classes().mid(0, 20).join(QStringLiteral(", ")))),
                             parameter);
        for (const QString &name : train.classes()) {
            const double weight = map.value(name).toDouble(1);
            if (!(weight >= 0))
                return blame(Error(ErrorCode::Invalid, QStringLiteral("The weight of the class '%1' is negative.").arg(name),
                                   QStringLiteral("Weights are numbers from 0 on.")),
                             parameter);
            weights.push_back(float(weight));
        }
    }
    return weights;
}

Result<learning::Task> decideClasses(const Params &params, const learning::Matrix &train, learning::BoostingOptions &options)
{
    const qsizetype classes = train.classes().size();
    if (classes < 2)
        return blame(Error(ErrorCode::Failed, QStringLiteral("All training rows are of one class, '%1'.").arg(train.classes().value(0)),
                           QStringLiteral("Check the filters and the split before this node: there is nothing to tell apart.")),
                     QStringLiteral("target"));
    HR_ASSIGN(options.classWeights, classWeights(params, train));
    if (classes == 2) {
        options.params.emplace_back("objective", "binary:logistic");
        options.params.emplace_back("scale_pos_weight", QByteArray::number(params.number(QStringLiteral("scale_pos_weight")), 'g', 17));
        return learning::Task::Binary;
    }
    options.params.emplace_back("objective", "multi:softprob");
    options.params.emplace_back("num_class", QByteArray::number(classes));
    return learning::Task::MultiClass;
}

}  // namespace

Operator learnXgboostClassifier()
{
    auto declaration = declare("learn.xgboost_classifier", 1)
                           .title(TR("XGBoost classifier"))
                           .category(Category::Learn)
                           .icon("trees")
                           .doc(TR("Learns to tell classes apart with gradient boosted trees. Two classes give the probability of the "
                                   "second one in sorted order (true, 1, the "
                                   "later name); more give one probability a class. Rows are taken in the order of their identity, so the "
                                   "same rows and seed "
                                   "give the same model, byte by byte."))
                           .keywords({TR("gradient boosting"), TR("trees"), TR("classification"), TR("train"), TR("model")})
                           .summary(TR("{target} · {rounds} rounds"))
                           .input("train", PortType::Table, TR("The rows to learn from: the training part of a split."))
                           .input("validation", PortType::Table, TR("Rows to judge each round by, and to stop early."),
                                  Cardinality::Optional)
                           .output("model", PortType::Model, TR("The trained trees with all transforms before them."))
                           .param(Param::column("target")
                                      .over("train")
                                      .title(TR("Target"))
                                      .doc(TR("The column that names the class: booleans, whole numbers or texts."))
                                      .required());
    for (const Param &param : boostingParams(TR("log_loss, roc_auc, pr_auc (area under precision and recall, by trapezoids), zero_one_loss "
                                                "for two classes; log_loss, zero_one_loss, roc_auc_ovr for more.")))
        declaration = std::move(declaration).param(param);
    return std::move(declaration)
        .param(Param::choice("class_weight", {QStringLiteral("none"), QStringLiteral("balanced"), QStringLiteral("custom")})
                   .title(TR("Weights of classes"))
                   .doc(TR("balanced lets each class count the same however rare it is; custom takes class_weights."))
                   .byDefault(QStringLiteral("none"))
                   .advanced())
        .param(Param::map("class_weights")
                   .title(TR("Weight by class"))
                   .doc(TR("With class_weight custom: how much a row of each class counts; 1 where a class is not named."))
                   .advanced())
        .param(Param::number("scale_pos_weight")
                   .title(TR("Weight of the positive class"))
                   .doc(TR("With two classes: how much a row of the second one counts."))
                   .byDefault(1)
                   .above(0)
                   .advanced())
        .trait(&Traits::fits)
        .trait(&Traits::estimator)
        .trait(&Traits::seeded)
        .keyFacts(&boostingFacts)
        .reading([](NodeContext &context, const QString &, const QList<ModelReading> &) { return boostingReading(context, true); })
        .task([](TaskContext &context) { return runBoosting(context, {.classes = true, .decide = &decideClasses}); })
        .example(R"({"headrace": 1, "name": "Which side of a line", "nodes": {
            "points": {"op": "read.inline", "version": 1, "params": {"csv": "x,y,above\n0.1,0.9,true\n0.9,0.1,false\n0.2,0.7,true\n0.8,0.3,false\n0.3,0.8,true\n0.7,0.2,false\n0.4,0.6,true\n0.6,0.4,false\n"}},
            "trees": {"op": "learn.xgboost_classifier", "version": 1, "params": {"max_depth": 2, "min_child_weight": 0, "rounds": 10, "target": "above"}, "inputs": {"train": "points:rows"}}}})");
}

}  // namespace headrace
