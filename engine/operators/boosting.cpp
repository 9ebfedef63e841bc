// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/boosting.h"

#include "engine/learning/estimators.h"

#include <QJsonArray>

#include <algorithm>

namespace headrace {

namespace {

/// XGBoost's parameters that are ours by name and value.
const char *const kPlainNumbers[] = {"eta",
                                     "min_child_weight",
                                     "gamma",
                                     "lambda",
                                     "alpha",
                                     "subsample",
                                     "colsample_bytree",
                                     "colsample_bylevel",
                                     "colsample_bynode",
                                     "max_delta_step",
                                     "base_score"};
const char *const kPlainIntegers[] = {"max_depth", "max_leaves", "num_parallel_tree"};
const char *const kPlainTexts[] = {"tree_method", "grow_policy"};

QByteArray numberText(double value)
{
    return QByteArray::number(value, 'g', 17);
}

Result<void> addMonotone(const Params &params, const QStringList &features, learning::BoostingOptions &options)
{
    const QString parameter = QStringLiteral("monotone");
    const QJsonObject map = params.map(parameter);
    if (map.isEmpty())
        return {};
    for (auto it = map.begin(); it != map.end(); ++it) {
        const double way = it.value().toDouble(2);
        if (!features.contains(it.key()))
            return blame(Error(ErrorCode::Invalid, QStringLiteral("'%1' is not among the features.").arg(it.key()),
                               QStringLiteral("Name a feature, or take the constraint out.")),
                         parameter + QLatin1Char('.') + it.key());
        if (way != -1 && way != 0 && way != 1)
            return blame(Error(ErrorCode::Invalid, QStringLiteral("The constraint on '%1' is none of -1, 0 and 1.").arg(it.key()),
                               QStringLiteral("1: the prediction never falls as the column rises; -1: it never rises.")),
                         parameter + QLatin1Char('.') + it.key());
    }
    QStringList ways;
    for (const QString &feature : features)
        ways << QString::number(map.value(feature).toInt());
    options.params.emplace_back("monotone_constraints", QStringLiteral("(%1)").arg(ways.join(QLatin1Char(','))).toUtf8());
    return {};
}

Result<void> addMetrics(const Params &params, learning::Task task, learning::BoostingOptions &options)
{
    const std::vector<learning::RoundMetric> &known = learning::roundMetrics(task);
    const QStringList wanted = params.texts(QStringLiteral("metrics"));
    if (wanted.isEmpty()) {
        options.metrics.assign(known.begin(), known.begin() + (task == learning::Task::Binary ? 2 : 1));
        return {};
    }
    for (const QString &name : wanted) {
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&](const learning::RoundMetric &metric) { return name == QLatin1String(metric.name); });
        if (found == known.end()) {
            QStringList names;
            for (const learning::RoundMetric &metric : known)
                names << QLatin1String(metric.name);
            return blame(Error(ErrorCode::Invalid, QStringLiteral("There is no metric '%1' for this target.").arg(name),
                               QStringLiteral("Choose from %1.").arg(names.join(QStringLiteral(", ")))),
                         QStringLiteral("metrics"));
        }
        options.metrics.push_back(*found);
    }
    return {};
}

Result<void> fillOptions(const TaskContext &context, const QStringList &features, learning::BoostingOptions &options)
{
    const Params &params = context.params();
    options.rounds = int(params.integer(QStringLiteral("rounds")));
    options.threads = std::max(1, context.threads());
    options.maximumBins = int(params.integer(QStringLiteral("max_bin")));
    options.quantized = params.text(QStringLiteral("tree_method")) == QLatin1String("hist");
    options.trainMetrics = params.flag(QStringLiteral("train_metrics"));
    options.earlyStoppingRounds = int(params.integer(QStringLiteral("early_stopping_rounds")));
    if (options.earlyStoppingRounds > 0 && !context.connected(QStringLiteral("validation")))
        return blame(Error(ErrorCode::Invalid,
                           QStringLiteral("Stopping early needs validation rows, and the input 'validation' is not connected."),
                           QStringLiteral("Connect it to the validation part of a split, or set early_stopping_rounds to 0.")),
                     QStringLiteral("early_stopping_rounds"));
    for (const char *name : kPlainNumbers)
        if (params.has(QLatin1String(name)))
            options.params.emplace_back(name, numberText(params.number(QLatin1String(name))));
    for (const char *name : kPlainIntegers)
        options.params.emplace_back(name, QByteArray::number(params.integer(QLatin1String(name))));
    for (const char *name : kPlainTexts)
        options.params.emplace_back(name, params.text(QLatin1String(name)).toUtf8());
    const quint64 seed = params.has(QStringLiteral("seed")) ? quint64(params.integer(QStringLiteral("seed"))) : context.seed();
    options.params.emplace_back("seed", QByteArray::number(seed & 0x7fffffff));
    return addMonotone(params, features, options);
}

QJsonObject signatureOf(const learning::Model &model, const data::Schema &schema)
{
    const auto entry = [](const QString &name, const QString &type) {
        return QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("type"), type}};
    };
    QJsonArray inputs;
    if (model.chain.isEmpty()) {
        for (const QString &feature : model.features)
            inputs << entry(feature, schema.columns.value(schema.indexOf(feature)).type);
    } else {
        for (const data::Column &column : data::Schema::fromJson(model.chain.first().schemaIn).columns)
            inputs << entry(column.name, column.type);
    }
    QJsonArray outputs{
        entry(QStringLiteral("prediction"), model.task == learning::Task::Regression ? QStringLiteral("DOUBLE") : model.targetType)};
    for (const QString &name : model.classes)
        outputs << entry(QStringLiteral("score_") + name, QStringLiteral("DOUBLE"));
    return {{QStringLiteral("inputs"), inputs}, {QStringLiteral("outputs"), outputs}};
}

learning::MatrixSpec matrixSpec(const Params &params, const data::Schema &schema, bool classes)
{
    learning::MatrixSpec spec;
    spec.target = params.text(QStringLiteral("target"));
    spec.classes = classes;
    spec.weight = params.text(QStringLiteral("weight"));
    spec.features = params.texts(QStringLiteral("features"));
    if (spec.features.isEmpty())
        spec.features = learning::numericColumns(schema, {spec.target, spec.weight});
    spec.segmented = params.text(QStringLiteral("tree_method")) == QLatin1String("hist");
    return spec;
}

/// `spec` without known classes is what boostingReading() announced.
Result<learning::Matrix> readPart(TaskContext &context, const QString &port, const learning::MatrixSpec &spec)
{
    if (const auto taken = context.takeMatrix(port);
        taken && taken->rows() > 0 && (spec.knownClasses.isEmpty() || taken->recode(spec.knownClasses)))
        return std::move(*taken);
    const TableInput table = context.table(port);
    HR_ASSIGN(const auto connection, context.newConnection());
    const auto guard = context.onCancel([raw = connection.get()] { raw->interrupt(); });
    auto matrix = learning::readMatrix(
        *connection, table.handle, table.schema, table.identity, spec,
        {.cancelled = [&context] { return context.cancelled(); },
         .progress = [&context](size_t rows) { context.progress(qint64(rows), 0, QStringLiteral("rows")); }});
    if (!matrix)
        return matrix;
    if (matrix->rows() == 0)
        return Error(
            ErrorCode::Failed,
            QStringLiteral("There are no rows at the input '%1'.").arg(table.part.isEmpty() ? QStringLiteral("train") : table.part),
            QStringLiteral("Check the filters and the split before this node."));
    return matrix;
}

Result<void> checkMemory(const TaskContext &context, const learning::Matrix &train, const learning::BoostingOptions &options)
{
    const size_t outputs = std::max<size_t>(1, size_t(train.classes().size() > 2 ? train.classes().size() : 1));
    const size_t needed = learning::boostingBytes(train.rows(), train.columns(), outputs, options)
        + train.rows() * train.columns() * sizeof(float);
    const qint64 limit = context.memoryBytes();
    if (limit <= 0 || needed <= size_t(limit))
        return {};
    constexpr qint64 kMiB = qint64(1) << 20;
    return Error(ErrorCode::OutOfMemory,
                 QStringLiteral("Training on %1 rows and %2 columns would need about %3 MiB; the memory limit is %4 MiB.")
                     .arg(train.rows())
                     .arg(train.columns())
                     .arg(qint64(needed) / kMiB)
                     .arg(limit / kMiB),
                 QStringLiteral("Raise the limit with --memory, train on a sample of the rows (table.sample), or take fewer features."));
}

/// Threads wait for one another many times a round: on few values that costs more than they save, and far more on a busy machine.
int usefulThreads(int threads, const learning::Matrix &train)
{
    constexpr size_t kValuesAThread = 100000;
    return int(std::clamp<size_t>(train.rows() * train.columns() / kValuesAThread, 1, size_t(threads)));
}

QString featuresNote()
{
    return QStringLiteral("Without any, all columns that are numbers or booleans are features, except the target and the weight.");
}

}  // namespace

QList<Param> boostingParams(const QString &metrics)
{
    return {
        Param::columns("features")
            .over("train")
            .title(TR("Features"))
            .doc(TR("The columns to learn from: numbers and booleans. A missing value is a value of its own kind, no row is lost. ")
                 + featuresNote()),
        Param::column("weight")
            .over("train")
            .title(TR("Weight"))
            .doc(TR("A column that says how much each row counts: finite, 0 or more, never missing.")),
        Param::integer("rounds")
            .title(TR("Rounds"))
            .doc(TR("How many trees (per class) are added one after the other."))
            .byDefault(100)
            .atLeast(1)
            .atMost(1000000),
        Param::number("eta")
            .title(TR("Learning rate"))
            .doc(TR("How much of each tree is believed. A smaller rate needs more rounds and generalizes better."))
            .byDefault(0.3)
            .above(0)
            .atMost(1),
        Param::integer("max_depth")
            .title(TR("Depth"))
            .doc(TR("The greatest depth of a tree; 0 is no limit, which needs a limit of leaves and the growth policy lossguide."))
            .byDefault(6)
            .atLeast(0)
            .atMost(64),
        Param::number("subsample")
            .title(TR("Share of rows"))
            .doc(TR("The share of rows that each tree sees, drawn anew for each."))
            .byDefault(1)
            .above(0)
            .atMost(1),
        Param::number("colsample_bytree")
            .title(TR("Share of columns, a tree"))
            .doc(TR("The share of columns that each tree may use."))
            .byDefault(1)
            .above(0)
            .atMost(1),
        Param::integer("early_stopping_rounds")
            .title(TR("Stop early after"))
            .doc(TR("Stops when the first metric has not improved on the validation rows for so many rounds, and keeps the trees up to the "
                    "best round. 0: never."))
            .unit(TR("rounds"))
            .byDefault(0)
            .atLeast(0)
            .atMost(1000000),
        Param::texts("metrics")
            .title(TR("Metrics a round"))
            .doc(TR("Computed after each round on the validation rows: ") + metrics + TR(" The first one decides when to stop early.")),
        Param::boolean("train_metrics")
            .title(TR("Metrics on the training rows, too"))
            .doc(TR("Computes the metrics a round on the training rows as well, which takes time each round."))
            .byDefault(false),
        Param::number("min_child_weight")
            .title(TR("Least weight of a leaf"))
            .doc(TR("The least sum of second derivatives (for squares: of weights) in a leaf."))
            .byDefault(1)
            .atLeast(0)
            .advanced(),
        Param::number("gamma")
            .title(TR("Least gain of a split"))
            .doc(TR("A split is kept only if it lowers the loss by at least so much."))
            .byDefault(0)
            .atLeast(0)
            .advanced(),
        Param::number("lambda")
            .title(TR("L2 penalty"))
            .doc(TR("Shrinks the values of leaves, by their squares."))
            .byDefault(1)
            .atLeast(0)
            .advanced(),
        Param::number("alpha")
            .title(TR("L1 penalty"))
            .doc(TR("Shrinks the values of leaves, by their amounts."))
            .byDefault(0)
            .atLeast(0)
            .advanced(),
        Param::number("colsample_bylevel")
            .title(TR("Share of columns, a level"))
            .doc(TR("The share of the tree's columns that each level may use."))
            .byDefault(1)
            .above(0)
            .atMost(1)
            .advanced(),
        Param::number("colsample_bynode")
            .title(TR("Share of columns, a split"))
            .doc(TR("The share of the level's columns that each split may use."))
            .byDefault(1)
            .above(0)
            .atMost(1)
            .advanced(),
        Param::number("max_delta_step")
            .title(TR("Greatest step"))
            .doc(TR("Bounds the value of a leaf before the learning rate; helps with very rare classes. 0: no bound (0.7 for counts)."))
            .atLeast(0)
            .advanced(),
        Param::choice("tree_method", {QStringLiteral("hist"), QStringLiteral("approx"), QStringLiteral("exact")})
            .title(TR("Method"))
            .doc(TR("hist bins each column once and is the fastest by far; approx bins anew for each tree; exact tries every value."))
            .byDefault(QStringLiteral("hist"))
            .advanced(),
        Param::integer("max_bin")
            .title(TR("Bins"))
            .doc(TR("Into how many bins hist and approx divide each column. Up to 256 take one byte a value, more take two."))
            .byDefault(256)
            .atLeast(2)
            .atMost(65536)
            .advanced(),
        Param::choice("grow_policy", {QStringLiteral("depthwise"), QStringLiteral("lossguide")})
            .title(TR("Growth"))
            .doc(TR("depthwise grows level by level; lossguide splits where the loss falls most."))
            .byDefault(QStringLiteral("depthwise"))
            .advanced(),
        Param::integer("max_leaves")
            .title(TR("Leaves"))
            .doc(TR("The greatest number of leaves of a tree; 0 is no limit."))
            .byDefault(0)
            .atLeast(0)
            .atMost(1000000)
            .advanced(),
        Param::integer("num_parallel_tree")
            .title(TR("Trees a round"))
            .doc(TR("More than 1 makes each round a small random forest; draw shares of rows and columns then."))
            .byDefault(1)
            .atLeast(1)
            .atMost(10000)
            .advanced(),
        Param::number("base_score")
            .title(TR("First prediction"))
            .doc(TR("What is predicted before the first tree: 0.5 where nothing is set."))
            .advanced(),
        Param::map("monotone")
            .title(TR("Monotone columns"))
            .doc(TR("By column: 1 if the prediction must never fall as the column rises, -1 if it must never rise."))
            .advanced(),
        Param::choice("refit", {QStringLiteral("no"), QStringLiteral("all")})
            .title(TR("Refit"))
            .doc(TR("'all' says that this model is meant to learn from all rows, held-out ones included, for use after the evaluation: it "
                    "is no leak then, and no metric is computed from it."))
            .byDefault(QStringLiteral("no"))
            .advanced(),
        Param::integer("seed")
            .title(TR("Seed"))
            .doc(TR("Decides the draws of rows and columns. Without one the run's seed does."))
            .atLeast(0)
            .advanced(),
    };
}

Result<void> runBoosting(TaskContext &context, const BoostingTask &task)
{
    const Params &params = context.params();
    const TableInput train = context.table(QStringLiteral("train"));
    const learning::MatrixSpec spec = matrixSpec(params, train.schema, task.classes);
    learning::BoostingOptions options;
    HR_TRY(fillOptions(context, spec.features, options));

    HR_ASSIGN(learning::Matrix matrix, readPart(context, QStringLiteral("train"), spec));
    const size_t rows = matrix.rows();
    options.threads = usefulThreads(options.threads, matrix);
    const QStringList classes = matrix.classes();
    learning::Model model;
    model.targetType = matrix.targetType();
    HR_TRY(checkMemory(context, matrix, options));
    HR_ASSIGN(model.task, task.decide(params, matrix, options));
    HR_TRY(addMetrics(params, model.task, options));

    learning::Matrix validation;
    const bool validates = context.connected(QStringLiteral("validation"));
    if (validates) {
        learning::MatrixSpec likewise = spec;
        likewise.knownClasses = classes;
        HR_ASSIGN(validation, readPart(context, QStringLiteral("validation"), likewise));
    }
    const learning::BoostingControl control{
        .cancelled = [&context] { return context.cancelled(); },
        .finishedRound =
            [&](int round, const std::vector<learning::RoundValue> &values) {
                for (const learning::RoundValue &value : values)
                    context.metric(QStringLiteral("%1/%2").arg(QLatin1String(value.part), QLatin1String(value.name)), value.value, round);
                context.progress(round, options.rounds, QStringLiteral("rounds"));
            }};
    context.progress(0, options.rounds, QStringLiteral("rounds"));
    HR_ASSIGN(const learning::Boosted boosted, learning::boost(matrix, validates ? &validation : nullptr, spec.features, options, control));
    if (boosted.bestRound < boosted.rounds)
        context.log(QStringLiteral("info"),
                    QStringLiteral("Stopped after round %1; round %2 was the best on the validation rows.")
                        .arg(boosted.rounds)
                        .arg(boosted.bestRound));

    model.node = context.node();
    model.estimator = QLatin1String(learning::kXgboost);
    model.chain = train.chain;
    model.features = spec.features;
    model.target = spec.target;
    model.classes = classes;
    model.params = params.canonical();
    model.signature = signatureOf(model, train.schema);
    model.facts = {
        {QStringLiteral("rows"), qint64(rows)},
        {QStringLiteral("rounds"), boosted.rounds},
        {QStringLiteral("best_round"), boosted.bestRound},
        {QStringLiteral("importance"), boosted.importance},
        {QStringLiteral("library"), QStringLiteral("xgboost ") + learning::xgboostVersion()},
        {QStringLiteral("seed"), params.has(QStringLiteral("seed")) ? params.integer(QStringLiteral("seed")) : qint64(context.seed())}};
    model.blob = boosted.model;
    context.setOutput(QStringLiteral("model"), std::make_shared<const learning::Model>(std::move(model)));
    return {};
}

std::optional<Reading> boostingReading(NodeContext &context, bool classes)
{
    const learning::MatrixSpec spec = matrixSpec(context.params(), context.table(QStringLiteral("train")).schema, classes);
    if (spec.target.isEmpty() || spec.features.isEmpty())
        return std::nullopt;  // the run says so
    Reading reading{spec.features + QStringList{spec.target}, spec};
    if (!spec.weight.isEmpty())
        reading.columns << spec.weight;
    return reading;
}

QJsonObject boostingFacts(const Params &)
{
    return {{QStringLiteral("xgboost"), learning::xgboostVersion()}};
}

}  // namespace headrace
