// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/scoring.h"

#include "engine/base/quoting.h"
#include "engine/learning/estimators.h"
#include "engine/learning/linear_model.h"
#include "engine/learning/row_reader.h"
#include "engine/learning/transform.h"
#include "engine/learning/transform_kinds.h"

#include <algorithm>

namespace headrace::learning {

namespace {

// The same recipe: ids of nodes do not matter, for a transform may be applied by the node that fitted it or by another.
bool sameStep(const data::ChainStep &a, const data::ChainStep &b)
{
    return a.sql == b.sql && a.transform == b.transform;
}

QString pathOf(const QList<data::ChainStep> &chain)
{
    QStringList nodes;
    for (const data::ChainStep &step : chain)
        nodes << step.node;
    return nodes.isEmpty() ? QStringLiteral("no step at all") : nodes.join(QStringLiteral(" → "));
}

}  // namespace

Result<PreparedRows> prepareRows(data::Connection &connection, const Model &model, const RowsToScore &rows)
{
    bool prefix = rows.chain.size() <= model.chain.size();
    for (qsizetype i = 0; prefix && i < rows.chain.size(); ++i)
        prefix = sameStep(rows.chain[i], model.chain[i]);
    if (!prefix)
        return Error(
            ErrorCode::Invalid,
            QStringLiteral("The rows from '%1' have been through %2, but the model '%3' learned from rows that had been through %4.")
                .arg(rows.node, pathOf(rows.chain), model.node, pathOf(model.chain)),
            QStringLiteral(
                "Connect rows from before those steps (the model repeats them itself), or lead the rows through the same steps."));

    PreparedRows prepared{rows.handle, rows.schema, data::orderClause(rows.schema, rows.identity), true};
    const auto ordered = [&](const QString &columns) {
        return QStringLiteral("(SELECT %1 FROM %2 %3)").arg(columns, rows.handle, prepared.order);
    };
    if (rows.chain.size() < model.chain.size()) {
        const data::Schema first = data::Schema::fromJson(model.chain[rows.chain.size()].schemaIn);
        QStringList columns{quoteIdentifiers(rows.schema.names())};
        if (const int target = first.indexOf(model.target); target >= 0 && rows.schema.indexOf(model.target) < 0) {
            columns << QStringLiteral("CAST(NULL AS %1) AS %2").arg(first.columns[target].type, quoteIdentifier(model.target));
            prepared.schema.columns << first.columns[target];
        }
        prepared.handle = ordered(columns.join(QStringLiteral(", ")));
        prepared.order.clear();
        prepared.same = false;
    }
    for (qsizetype i = rows.chain.size(); i < model.chain.size(); ++i) {
        const data::ChainStep &step = model.chain[i];
        if (!step.transform.isEmpty()) {
            const Transform transform{step.transform, step.transform.value(QStringLiteral("node")).toString()};
            auto sql = applySql(transform, prepared.handle, prepared.schema, {});
            auto after = sql ? schemaAfter(transform, prepared.schema) : Result<data::Schema>(std::move(sql.error()));
            if (!after) {
                after.error().text = QStringLiteral("The model's step '%1' cannot be repeated on the rows from '%2': %3")
                                         .arg(step.node, rows.node, after.error().text);
                return std::move(after.error());
            }
            prepared.handle = QLatin1Char('(') + *sql + QLatin1Char(')');
            prepared.schema = *after;
            continue;
        }
        QString sql = step.sql;
        sql.replace(QStringLiteral("{in}"), prepared.handle);
        auto columns = connection.describe(sql);
        if (!columns) {
            columns.error().text = QStringLiteral("The model's step '%1' cannot be repeated on the rows from '%2': %3")
                                       .arg(step.node, rows.node, columns.error().text);
            columns.error().position = -1;
            return std::move(columns.error());
        }
        prepared.handle = QLatin1Char('(') + sql + QLatin1Char(')');
        prepared.schema.columns = *columns;
    }
    return prepared;
}

bool samePath(const QList<data::ChainStep> &a, const QList<data::ChainStep> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), &sameStep);
}

MatrixSpec scoringMatrix(const QStringList &features, const QString &target)
{
    MatrixSpec spec;
    spec.features = features;
    spec.target = target;
    spec.classes = true;
    spec.segmented = true;
    return spec;
}

Result<std::optional<ScoredRows>> scoreMatrix(const Model &model, Matrix &rows, int threads)
{
    if (!rows.recode(model.classes))
        return std::optional<ScoredRows>();
    ScoredRows scored;
    scored.rows = rows.rows();
    scored.labels.reserve(rows.rows());
    std::vector<std::pair<const float *, size_t>> pieces;
    for (const Matrix::Segment &segment : rows.segments()) {
        pieces.emplace_back(segment.rows, segment.count);
        scored.labels.insert(scored.labels.end(), segment.labels, segment.labels + segment.count);
    }
    HR_ASSIGN(const auto scores, predictXgboost(model, pieces, threads));
    scored.scores.assign(scores.begin(), scores.end());
    return std::optional<ScoredRows>(std::move(scored));
}

Result<ScoredRows> scoreRows(data::Connection &connection, const Model &model, const PreparedRows &rows, const ScoreRequest &request)
{
    RowSpec spec;
    spec.features = model.features;
    spec.weight = request.weight;
    if (request.labels) {
        spec.target = model.target;
        spec.classes = model.task != Task::Regression;
        spec.knownClasses = model.classes;
    }
    ScoredRows scored;
    if (model.estimator == QLatin1String(kXgboost)) {
        HR_ASSIGN(auto read, readRows<float>(connection, rows.handle, rows.schema, rows.order, spec, request.cancelled));
        if (read.rows > 0) {
            HR_ASSIGN(const auto scores, predict(model, read.features.data(), read.rows, request.threads));
            scored.scores.assign(scores.begin(), scores.end());
        }
        scored.rows = read.rows;
        scored.labels = std::move(read.targets);
        scored.weights = std::move(read.weights);
        return scored;
    }
    HR_ASSIGN(const LinearScorer scorer, LinearScorer::create(model));
    HR_ASSIGN(auto read, readRows<double>(connection, rows.handle, rows.schema, rows.order, spec, request.cancelled));
    for (size_t j = 0; j < read.missing.size(); ++j) {
        if (read.missing[j] > 0)
            return missingFeature(model.features[qsizetype(j)], read.missing[j]);
    }
    scored.rows = read.rows;
    scored.scores.resize(read.rows * scorer.outputs());
    for (size_t i = 0; i < read.rows; ++i)
        scorer.score(read.features.data() + i * scorer.features(), scored.scores.data() + i * scorer.outputs());
    scored.labels = std::move(read.targets);
    scored.weights = std::move(read.weights);
    return scored;
}

std::vector<int32_t> predictedClasses(const Model &model, const std::vector<double> &scores, double threshold)
{
    const size_t outputs = outputsOf(model);
    std::vector<int32_t> classes(scores.size() / outputs);
    for (size_t i = 0; i < classes.size(); ++i) {
        const double *row = scores.data() + i * outputs;
        classes[i] = outputs == 1 ? int32_t(*row > threshold) : int32_t(std::max_element(row, row + outputs) - row);
    }
    return classes;
}

}  // namespace headrace::learning
