// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/linear_estimators.h"

#include "engine/base/quoting.h"
#include "engine/learning/linear_model.h"
#include "engine/learning/matrix.h"
#include "engine/learning/row_reader.h"
#include "engine/operators/evaluation.h"
#include "engine/operators/learn_shared.h"

#include <QJsonArray>

namespace headrace {

namespace {

bool refitsAll(const NodeContext &context)
{
    return context.params().text(QStringLiteral("refit")) == QLatin1String("all");
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

Result<void> judgeValidation(TaskContext &context, const learning::Model &model)
{
    const TableInput rows = context.table(QStringLiteral("validation"));
    HR_ASSIGN(const TaskConnection task, taskConnection(context));
    HR_ASSIGN(const auto prepared, learning::prepareRows(*task.connection, model, rowsToScore(rows)));
    HR_ASSIGN(auto scored,
              learning::scoreRows(
                  *task.connection, model, prepared,
                  {true, context.params().text(QStringLiteral("weight")), context.threads(), [&context] { return context.cancelled(); }}));
    const Judged judged{{}, model.classes, std::move(scored.scores), std::move(scored.labels), std::move(scored.weights), {}, {}};
    QList<learning::MetricValue> metrics;
    if (model.task == learning::Task::Regression)
        reportNumbers(judged, metrics);
    else
        reportClasses(judged, {}, metrics);
    for (const learning::MetricValue &metric : metrics)
        context.metric(QStringLiteral("validation/") + metric.name, metric.value);
    return {};
}

}  // namespace

QStringList linearFeatures(NodeContext &context)
{
    const Params &params = context.params();
    const QStringList chosen = params.texts(QStringLiteral("features"));
    return chosen.isEmpty() ? learning::numericColumns(context.table(QStringLiteral("train")).schema,
                                                       {params.text(QStringLiteral("target")), params.text(QStringLiteral("weight"))})
                            : chosen;
}

std::optional<Reading> linearReading(NodeContext &context, const QString &port, const QList<ModelReading> &)
{
    const TableInput train = context.table(QStringLiteral("train"));
    // Validation rows from before the steps of the training rows go through these again, whatever they read.
    if (port != QLatin1String("train") && !learning::samePath(context.table(port).chain, train.chain))
        return std::nullopt;
    Reading reading{linearFeatures(context), std::nullopt};
    for (const char *parameter : {"target", "weight"})
        if (const QString name = context.params().text(QLatin1String(parameter)); !name.isEmpty())
            reading.columns << name;
    return reading;
}

Result<LinearRows> readLinearRows(TaskContext &context, const QStringList &features, bool classes)
{
    const Params &params = context.params();
    const TableInput train = context.table(QStringLiteral("train"));
    HR_ASSIGN(const TaskConnection task, taskConnection(context));
    QString handle = train.handle;
    QString order = data::orderClause(train.schema, train.identity);
    if (refitsAll(context) && context.connected(QStringLiteral("validation"))) {
        // Both inputs one after the other, each in its order.
        const TableInput validation = context.table(QStringLiteral("validation"));
        handle = QStringLiteral("((SELECT * FROM (SELECT %1 FROM %2 %3)) UNION ALL BY NAME (SELECT * FROM (SELECT %4 FROM %5 %6)))")
                     .arg(quoteIdentifiers(train.schema.names()), train.handle, order, quoteIdentifiers(validation.schema.names()),
                          validation.handle, data::orderClause(validation.schema, validation.identity));
        order.clear();
    }
    auto read = learning::readRows<double>(
        *task.connection, handle, train.schema, order,
        {features, params.text(QStringLiteral("target")), classes, {}, params.text(QStringLiteral("weight")), context.memoryBytes()},
        [&context] { return context.cancelled(); });
    if (!read)
        return std::move(read.error()).at(context.node());
    if (read->rows == 0)
        return Error(ErrorCode::Failed, QStringLiteral("There are no rows to learn from."),
                     QStringLiteral("Check the filters and the split before this node."))
            .at(context.node());
    for (size_t j = 0; j < read->missing.size(); ++j)
        if (read->missing[j] > 0)
            return learning::missingFeature(features[qsizetype(j)], read->missing[j]).at(context.node(), QStringLiteral("features"));
    LinearRows rows;
    rows.rows.columns = size_t(features.size());
    rows.rows.features = std::move(read->features);
    rows.rows.targets = std::move(read->targets);
    rows.rows.weights = std::move(read->weights);
    rows.classes = read->classes;
    rows.targetType = read->targetType;
    return rows;
}

Result<void> finishLinear(TaskContext &context, learning::Model model, const std::vector<double> &coefficients,
                          const std::vector<double> &intercepts)
{
    const TableInput train = context.table(QStringLiteral("train"));
    model.node = context.node();
    model.target = context.params().text(QStringLiteral("target"));
    model.chain = train.chain;
    model.params = context.params().canonical();
    model.signature = signatureOf(model, train.schema);
    model.blob = learning::linearBlob(coefficients, intercepts);
    QJsonArray outputs;
    const size_t features = size_t(model.features.size());
    for (size_t output = 0; output < intercepts.size(); ++output) {
        QJsonObject one{{QStringLiteral("intercept"), intercepts[output]}};
        if (model.task != learning::Task::Regression)
            one.insert(QStringLiteral("class"), model.classes.value(intercepts.size() == 1 ? 1 : qsizetype(output)));
        QJsonArray list;
        for (size_t j = 0; j < features; ++j)
            list << QJsonObject{{QStringLiteral("feature"), model.features[qsizetype(j)]},
                                {QStringLiteral("coefficient"), coefficients[output * features + j]}};
        one.insert(QStringLiteral("coefficients"), list);
        outputs << one;
    }
    model.facts.insert(QStringLiteral("outputs"), outputs);
    const auto shared = std::make_shared<const learning::Model>(std::move(model));
    if (!refitsAll(context) && context.connected(QStringLiteral("validation")))
        if (auto judged = judgeValidation(context, *shared); !judged)
            return std::move(judged.error()).at(context.node());
    context.setOutput(QStringLiteral("model"), shared);
    return {};
}

}  // namespace headrace
