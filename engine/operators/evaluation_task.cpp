// SPDX-License-Identifier: GPL-3.0-or-later
// runEvaluation: where the predictions come from, and where the figures go.
#include "engine/base/hashing.h"
#include "engine/learning/estimators.h"
#include "engine/learning/row_reader.h"
#include "engine/operators/evaluation.h"
#include "engine/operators/learn_shared.h"

#include <QDataStream>
#include <QJsonArray>
#include <QSaveFile>

#include <algorithm>

namespace headrace {

namespace {

void put(QDataStream &stream, const std::vector<double> &values)
{
    stream << quint64(values.size());
    stream.writeRawData(reinterpret_cast<const char *>(values.data()), int(values.size() * sizeof(double)));
}

bool take(QDataStream &stream, std::vector<double> &values)
{
    quint64 count = 0;
    stream >> count;
    const qint64 left = stream.device()->bytesAvailable();
    if (stream.status() != QDataStream::Ok || count > quint64(left) / sizeof(double))
        return false;
    values.resize(count);
    return stream.readRawData(reinterpret_cast<char *>(values.data()), int(count * sizeof(double))) == int(count * sizeof(double));
}

constexpr size_t kMostKept = (size_t(1) << 30) / sizeof(double);

// Scores of an earlier run over the same rows and models, so that another threshold costs no scoring.
QByteArray pack(const Judged &judged)
{
    if (judged.scores.size() + judged.labels.size() + judged.weights.size() > kMostKept)
        return {};
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    put(stream, judged.scores);
    put(stream, judged.labels);
    put(stream, judged.weights);
    return bytes;
}

bool unpack(const QByteArray &bytes, size_t outputs, Judged &judged)
{
    QDataStream stream(bytes);
    return take(stream, judged.scores) && take(stream, judged.labels) && take(stream, judged.weights) && stream.atEnd()
        && judged.scores.size() == judged.labels.size() * outputs
        && (judged.weights.empty() || judged.weights.size() == judged.labels.size());
}

bool scoresFromMatrix(const learning::Model &model, const QString &weight)
{
    return model.estimator == QLatin1String(learning::kXgboost) && model.task != learning::Task::Regression && weight.isEmpty();
}

/// Nothing where the rows do not fit: reading them row by row says why.
Result<std::optional<learning::ScoredRows>> scoreFromMatrix(TaskContext &context, data::Connection &connection,
                                                            const learning::Model &model, const TableInput &rows)
{
    std::shared_ptr<learning::Matrix> matrix = context.takeMatrix(QStringLiteral("rows"));
    if (!matrix) {
        auto read = learning::readMatrix(connection, rows.handle, rows.schema, rows.identity,
                                         learning::scoringMatrix(model.features, model.target),
                                         {.cancelled = [&context] { return context.cancelled(); }, .progress = {}});
        if (!read && read.error().code == ErrorCode::Cancelled)
            return std::move(read.error());
        if (!read)
            return std::optional<learning::ScoredRows>();
        matrix = std::make_shared<learning::Matrix>(std::move(*read));
    }
    return learning::scoreMatrix(model, *matrix, context.threads());
}

Result<Judged> judgeModel(TaskContext &context, data::Connection &connection, const QString &node, const learning::Model &model,
                          const TableInput &rows)
{
    Judged judged;
    judged.model = node;
    judged.classes = model.classes;
    judged.importance = model.facts.value(QStringLiteral("importance")).toObject();
    const QString weight = context.params().text(QStringLiteral("weight"));
    const QString name = QStringLiteral("scores 1 of %1 with weight %2").arg(node, weight);
    const size_t outputs = model.task == learning::Task::MultiClass ? size_t(model.classes.size()) : 1;
    if (const auto bytes = context.recall(name); bytes && unpack(*bytes, outputs, judged))
        return judged;
    HR_ASSIGN(const auto prepared, learning::prepareRows(connection, model, rowsToScore(rows)));
    std::optional<learning::ScoredRows> fromMatrix;
    if (prepared.same && scoresFromMatrix(model, weight)) {
        HR_ASSIGN(fromMatrix, scoreFromMatrix(context, connection, model, rows));
    }
    if (!fromMatrix) {
        HR_ASSIGN(fromMatrix, learning::scoreRows(connection, model, prepared, {true, weight, context.threads(), [&context] {
                                                                                    return context.cancelled();
                                                                                }}));
    }
    learning::ScoredRows &scored = *fromMatrix;
    judged.scores = std::move(scored.scores);
    judged.labels = std::move(scored.labels);
    judged.weights = std::move(scored.weights);
    context.keep(name, [&judged] { return pack(judged); });
    return judged;
}

// The columns of a table that brings its own predictions: by their roles, or as the parameters say.
struct Roles {
    QString label, prediction, weight;
    QStringList scores;
    QStringList classes;  ///< of the scores
};

Result<Roles> rolesOf(const NodeContext &context, const data::Schema &schema, bool classes)
{
    const Params &params = context.params();
    Roles roles{
        params.text(QStringLiteral("label")), params.text(QStringLiteral("prediction")), params.text(QStringLiteral("weight")), {}, {}};
    if (const QString score = params.text(QStringLiteral("score")); classes && !score.isEmpty())
        roles.scores << score;
    const bool chosen = !roles.scores.isEmpty();
    for (const data::Column &column : schema.columns) {
        if (column.role == data::Role::Label && roles.label.isEmpty())
            roles.label = column.name;
        if (column.role == data::Role::Prediction && roles.prediction.isEmpty() && !chosen)
            roles.prediction = column.name;
        if (column.role == data::Role::Weight && roles.weight.isEmpty())
            roles.weight = column.name;
        if (column.role == data::Role::Score && !chosen) {
            roles.scores << column.name;
            roles.classes << column.roleDetail;
        }
    }
    if (roles.label.isEmpty())
        return Error(ErrorCode::Invalid, QStringLiteral("No column of the rows is known to hold the truth."),
                     QStringLiteral("Connect a model, rows from 'Predict' (learn.predict), or choose the label column."))
            .at(context.node(), QStringLiteral("label"));
    if (roles.prediction.isEmpty() && roles.scores.isEmpty())
        return Error(ErrorCode::Invalid, QStringLiteral("No column of the rows is known to hold predictions."),
                     QStringLiteral("Connect a model, rows from 'Predict' (learn.predict), or choose the prediction column."))
            .at(context.node(), QStringLiteral("prediction"));
    return roles;
}

Result<Judged> judgeTable(TaskContext &context, data::Connection &connection, const TableInput &rows, bool classes)
{
    HR_ASSIGN(const Roles roles, rolesOf(context, rows.schema, classes));
    const QString order = data::orderClause(rows.schema, rows.identity);
    const auto cancelled = [&context] { return context.cancelled(); };
    learning::RowSpec spec;
    spec.features = classes ? roles.scores : QStringList{roles.prediction};
    spec.target = roles.label;
    spec.classes = classes;
    spec.knownClasses = roles.classes;
    spec.weight = roles.weight;
    HR_ASSIGN(auto truth, learning::readRows<double>(connection, rows.handle, rows.schema, order, spec, cancelled));
    for (size_t j = 0; j < truth.missing.size(); ++j) {
        if (truth.missing[j] > 0)
            return Error(ErrorCode::Invalid,
                         QStringLiteral("The column '%1' is missing in %2 rows, so these cannot be judged.")
                             .arg(spec.features[qsizetype(j)])
                             .arg(truth.missing[j]),
                         QStringLiteral("Drop those rows before, or predict them."));
    }
    Judged judged;
    judged.weights = std::move(truth.weights);
    judged.labels = std::move(truth.targets);
    judged.classes = truth.classes;
    if (!classes || roles.scores.size() == 1 || roles.scores.size() > 2) {
        judged.scores = std::move(truth.features);
    } else if (roles.scores.size() == 2) {
        for (size_t i = 0; i < truth.rows; ++i)
            judged.scores.push_back(truth.features[2 * i + 1]);
    }
    if (!classes || roles.prediction.isEmpty())
        return judged;

    // Predictions may name classes that the truth does not, and the other way round.
    spec = {{}, roles.prediction, true, roles.classes, {}};
    HR_ASSIGN(const auto said, learning::readRows<double>(connection, rows.handle, rows.schema, order, spec, cancelled));
    QStringList all = truth.classes + said.classes;
    all.removeDuplicates();
    if (roles.classes.isEmpty()) {
        bool numbers = true;
        for (const QString &name : all) {
            bool number = false;
            name.toDouble(&number);
            numbers = numbers && number;
        }
        std::sort(all.begin(), all.end(), [numbers](const QString &a, const QString &b) {
            return numbers ? a.toDouble() < b.toDouble() : a.toUcs4() < b.toUcs4();
        });
    }
    judged.classes = all;
    for (double &label : judged.labels)
        label = double(all.indexOf(truth.classes[qsizetype(label)]));
    for (const double code : said.targets)
        judged.said.push_back(int32_t(all.indexOf(said.classes[qsizetype(code)])));
    return judged;
}

Result<void> writeReport(TaskContext &context, const QJsonObject &report)
{
    HR_ASSIGN(const QString folder, context.folder());
    const QString path = folder + QStringLiteral("/evaluation.json");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(canonicalJson(report) + '\n') < 0 || !file.commit())
        return Error(ErrorCode::Io, QStringLiteral("The evaluation could not be written: %1.").arg(file.errorString()),
                     QStringLiteral("Check that the disk has room."))
            .inFile(path);
    context.artifact(QStringLiteral("evaluation.json"), path, QStringLiteral("evaluation"));
    return {};
}

}  // namespace

std::optional<Reading> evaluationReading(NodeContext &context, const QList<ModelReading> &models, bool classes)
{
    const TableInput rows = context.table();
    const QString weight = context.params().text(QStringLiteral("weight"));
    Reading reading;
    if (models.isEmpty()) {
        const auto roles = rolesOf(context, rows.schema, classes);
        if (!roles)
            return std::nullopt;  // the run says so
        reading.columns = roles->scores + QStringList{roles->label, roles->prediction, roles->weight};
        reading.columns.removeAll(QString());
        return reading;
    }
    for (const ModelReading &model : models) {
        // Rows from before the steps of the training rows go through these again, whatever they read.
        if (!model.train || !learning::samePath(model.chain, rows.chain))
            return std::nullopt;
        reading.columns += model.train->columns;
    }
    if (!weight.isEmpty())
        reading.columns << weight;
    reading.columns.removeDuplicates();
    if (const auto &trained = models.first().train->matrix; models.size() == 1 && trained && trained->classes && weight.isEmpty())
        reading.matrix = learning::scoringMatrix(trained->features, trained->target);
    return reading;
}

Result<void> runEvaluation(TaskContext &context, bool classes)
{
    const TableInput rows = context.table();
    const QString part = rows.part.isEmpty() ? QStringLiteral("rows") : rows.part;
    const auto models = context.models(QStringLiteral("models"));
    HR_ASSIGN(const TaskConnection task, taskConnection(context));

    ReportOptions options;
    const Params &params = context.params();
    if (classes && params.has(QStringLiteral("threshold")))
        options.threshold = params.number(QStringLiteral("threshold"));
    if (classes)
        options.bins = int(params.integer(QStringLiteral("bins")));

    QJsonArray reports;
    const auto report = [&](Result<Judged> judged, const QString &prefix) -> Result<void> {
        if (!judged) {
            if (judged.error().node.isEmpty())
                return std::move(judged.error()).at(context.node());
            return std::move(judged.error());
        }
        if (classes)
            if (auto made = makePositive(*judged, params.text(QStringLiteral("positive"))); !made)
                return std::move(made.error()).at(context.node(), QStringLiteral("positive"));
        QList<learning::MetricValue> metrics;
        QJsonObject entry = classes ? reportClasses(*judged, options, metrics) : reportNumbers(*judged, metrics);
        entry.insert(QStringLiteral("part"), part);
        reports << entry;
        for (const learning::MetricValue &metric : metrics) {
            context.metric(prefix + part + QLatin1Char('/') + metric.name, metric.value);
            if (!metric.why.isEmpty())
                context.log(QStringLiteral("warning"),
                            QStringLiteral("%1%2/%3 is not defined: %4").arg(prefix, part, metric.name, metric.why));
        }
        return {};
    };

    for (const auto &[node, model] : models) {
        if (context.cancelled())
            return Error(ErrorCode::Cancelled, QStringLiteral("The evaluation was cancelled."));
        if ((model->task == learning::Task::Regression) == classes)
            return Error(ErrorCode::Invalid,
                         QStringLiteral("The model '%1' predicts %2.")
                             .arg(node, classes ? QStringLiteral("numbers, not classes") : QStringLiteral("classes, not numbers")),
                         classes ? QStringLiteral("Use 'Evaluate regression' (evaluate.regression).")
                                 : QStringLiteral("Use 'Evaluate classification' (evaluate.classification)."))
                .at(context.node());
        if (model->params.value(QStringLiteral("refit")).toString() == QLatin1String("all")) {
            context.warn(QStringLiteral("The model '%1' was refitted on all rows, so no rows are left to judge it by; it gets no metric.")
                             .arg(node));
            continue;
        }
        HR_TRY(report(judgeModel(context, *task.connection, node, *model, rows), models.size() > 1 ? node + QLatin1Char('/') : QString()));
    }
    if (models.isEmpty())
        HR_TRY(report(judgeTable(context, *task.connection, rows, classes), {}));

    const QJsonObject result{{QStringLiteral("kind"), classes ? QStringLiteral("classification") : QStringLiteral("regression")},
                             {QStringLiteral("evaluations"), reports}};
    context.setOutput(QStringLiteral("metrics"), Metrics(result));
    return writeReport(context, result);
}

}  // namespace headrace
