// SPDX-License-Identifier: GPL-3.0-or-later
// learn.predict: scores rows with a model.
#include "engine/base/quoting.h"
#include "engine/learning/estimators.h"
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace headrace {

namespace {

const QString kCode = QStringLiteral("__hr_class");

QString scoreColumn(size_t output)
{
    return QStringLiteral("__hr_score_%1").arg(output);
}

Error appendFailed(duckdb_appender appender)
{
    duckdb_error_data data = duckdb_appender_error_data(appender);
    Error error = data::errorFromDuckDB(QString::fromUtf8(duckdb_error_data_message(data)), duckdb_error_data_error_type(data));
    duckdb_destroy_error_data(&data);
    return error;
}

// Stores the rows in order with the scores beside them: the columns of the rows pass by reference, chunk by chunk.
Result<void> store(TaskContext &context, data::Connection &connection, const QString &table, const TableInput &rows,
                   const QStringList &columns, const std::vector<double> &scores, const std::vector<int32_t> &classes, size_t outputs)
{
    QStringList further;
    if (!classes.empty() || outputs > 1)
        further << QStringLiteral("CAST(NULL AS INTEGER) AS ") + quoteIdentifier(kCode);
    const bool coded = !further.isEmpty();
    for (size_t output = 0; output < outputs; ++output)
        further << QStringLiteral("CAST(NULL AS DOUBLE) AS ") + quoteIdentifier(scoreColumn(output));
    const QString own = quoteIdentifiers(columns);
    HR_TRY(connection.run(QStringLiteral("CREATE TABLE %1 AS SELECT %2, %3 FROM %4 LIMIT 0")
                              .arg(table, own, further.join(QStringLiteral(", ")), rows.handle)));

    HR_ASSIGN(const auto writer, context.newConnection());
    QString name = table.mid(1, table.size() - 2);
    name.replace(QStringLiteral("\"\""), QStringLiteral("\""));
    duckdb_appender raw = nullptr;
    const duckdb_state made = duckdb_appender_create(writer->handle(), nullptr, name.toUtf8().constData(), &raw);
    const auto destroy = [](duckdb_appender appender) { duckdb_appender_destroy(&appender); };
    const std::unique_ptr<std::remove_pointer_t<duckdb_appender>, decltype(destroy)> appender(raw, destroy);
    if (made == DuckDBError)
        return appendFailed(appender.get());

    HR_ASSIGN(
        data::Rows source,
        connection.query(QStringLiteral("SELECT %1 FROM %2 %3").arg(own, rows.handle, data::orderClause(rows.schema, rows.identity))));
    size_t done = 0;
    const idx_t width = idx_t(columns.size());
    for (;;) {
        if (context.cancelled())
            return Error(ErrorCode::Cancelled, QStringLiteral("The prediction was cancelled."));
        HR_ASSIGN(const data::Chunk chunk, source.next());
        if (!chunk)
            break;
        const size_t count = chunk.rows();
        if ((done + count) * outputs > scores.size())
            return Error(ErrorCode::Internal, QStringLiteral("The rows changed while they were scored."), QStringLiteral("Run it again."));
        std::vector<duckdb_logical_type> types;
        for (idx_t j = 0; j < width; ++j)
            types.push_back(duckdb_vector_get_column_type(chunk.column(j)));
        if (coded)
            types.push_back(duckdb_create_logical_type(DUCKDB_TYPE_INTEGER));
        for (size_t output = 0; output < outputs; ++output)
            types.push_back(duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE));
        const data::Chunk out(duckdb_create_data_chunk(types.data(), types.size()));
        for (duckdb_logical_type &type : types)
            duckdb_destroy_logical_type(&type);
        for (idx_t j = 0; j < width; ++j)
            duckdb_vector_reference_vector(out.column(j), chunk.column(j));
        if (coded)
            std::copy_n(classes.begin() + std::ptrdiff_t(done), count, static_cast<int32_t *>(duckdb_vector_get_data(out.column(width))));
        for (size_t output = 0; output < outputs; ++output) {
            auto *into = static_cast<double *>(duckdb_vector_get_data(out.column(width + (coded ? 1 : 0) + output)));
            for (size_t i = 0; i < count; ++i)
                into[i] = scores[(done + i) * outputs + output];
        }
        duckdb_data_chunk_set_size(out.get(), count);
        if (duckdb_append_data_chunk(appender.get(), out.get()) == DuckDBError)
            return appendFailed(appender.get());
        done += count;
        context.progress(qint64(done), qint64(scores.size() / std::max<size_t>(1, outputs)), QStringLiteral("rows"));
    }
    if (duckdb_appender_close(appender.get()) == DuckDBError)
        return appendFailed(appender.get());
    return {};
}

// A name that no column has yet, taken from now on.
QString freeName(QSet<QString> &taken, const QString &wanted)
{
    QString name = wanted;
    for (int i = 2; taken.contains(name.toLower()); ++i)
        name = wanted + QLatin1Char('_') + QString::number(i);
    taken.insert(name.toLower());
    return name;
}

// A regression adds one column. Which scores a classification adds depends on the classes, which only a run tells.
Result<QMap<QString, data::Schema>> predictedRows(NodeContext &context)
{
    const QString maker = context.maker(QStringLiteral("model"));
    if (maker != QLatin1String("learn.xgboost_regressor") && maker != QLatin1String("learn.linear_regression"))
        return QMap<QString, data::Schema>{};
    data::Schema schema = context.table().schema;
    QSet<QString> taken;
    for (data::Column &column : schema.columns) {
        taken.insert(column.name.toLower());
        column.role = data::Role::None, column.roleDetail.clear();
    }
    const QString name = freeName(taken, context.params().text(QStringLiteral("prefix")) + QStringLiteral("prediction"));
    schema.columns << data::Column{name, QStringLiteral("DOUBLE"), data::Role::Prediction, QString()};
    return QMap<QString, data::Schema>{{QStringLiteral("rows"), schema}};
}

Result<void> predict(TaskContext &context)
{
    const TableInput rows = context.table();
    const auto models = context.models(QStringLiteral("model"));
    if (models.isEmpty())
        return Error(ErrorCode::Invalid, QStringLiteral("There is no model to predict with."),
                     QStringLiteral("Connect an estimator's output 'model'."))
            .at(context.node());
    const auto &[node, model] = models.first();
    HR_ASSIGN(const TaskConnection task, taskConnection(context));
    const auto scoring = [&]() -> Result<learning::ScoredRows> {
        HR_ASSIGN(const auto prepared, learning::prepareRows(*task.connection, *model, rowsToScore(rows)));
        return learning::scoreRows(*task.connection, *model, prepared,
                                   {false, {}, context.threads(), [&context] { return context.cancelled(); }});
    };
    auto scored = scoring();
    if (!scored)
        return std::move(scored.error()).at(context.node());

    const bool classes = model->task != learning::Task::Regression;
    const size_t outputs = learning::outputsOf(*model);
    std::vector<int32_t> said;
    if (classes)
        said = learning::predictedClasses(*model, scored->scores, context.params().number(QStringLiteral("threshold")));

    data::Relation relation;
    relation.identity = rows.identity.isEmpty() ? rows.schema.names() : rows.identity;
    QStringList columns = rows.schema.names() + data::hiddenOf(relation);
    const QString table = context.newTable();
    if (auto stored = store(context, *task.connection, table, rows, columns, scored->scores, said, outputs); !stored)
        return std::move(stored.error()).at(context.node());

    QSet<QString> taken;
    for (const QString &name : rows.schema.names())
        taken.insert(name.toLower());
    QStringList items;
    const auto add = [&](const QString &wanted, const QString &type, data::Role role, const QString &detail, const QString &sql) {
        const QString name = freeName(taken, wanted);
        relation.schema.columns << data::Column{name, type, role, detail};
        items << sql + QStringLiteral(" AS ") + quoteIdentifier(name);
    };
    for (data::Column column : rows.schema.columns) {
        // What an earlier Predict said of these rows stays as a plain column.
        if (column.role == data::Role::Prediction || column.role == data::Role::Score || column.role == data::Role::Label)
            column.role = data::Role::None, column.roleDetail.clear();
        if (rows.schema.indexOf(model->target) >= 0 && column.name == rows.schema.columns[rows.schema.indexOf(model->target)].name)
            column.role = data::Role::Label, column.roleDetail = node;
        relation.schema.columns << column;
        items << quoteIdentifier(column.name);
    }
    const QString prefix = context.params().text(QStringLiteral("prefix"));
    if (classes) {
        QString sql = QStringLiteral("CASE ") + quoteIdentifier(kCode);
        for (qsizetype i = 0; i < model->classes.size(); ++i)
            sql += QStringLiteral(" WHEN %1 THEN %2").arg(QString::number(i), quoteLiteral(model->classes[i]));
        add(prefix + QStringLiteral("prediction"), model->targetType, data::Role::Prediction, node,
            QStringLiteral("CAST(%1 END AS %2)").arg(sql, model->targetType));
        for (qsizetype i = 0; i < model->classes.size(); ++i) {
            const QString score = outputs == 1
                ? (i == 0 ? QStringLiteral("1 - %1") : QStringLiteral("%1")).arg(quoteIdentifier(scoreColumn(0)))
                : quoteIdentifier(scoreColumn(size_t(i)));
            add(prefix + QStringLiteral("score_") + model->classes[i], QStringLiteral("DOUBLE"), data::Role::Score, model->classes[i],
                score);
        }
    } else {
        add(prefix + QStringLiteral("prediction"), QStringLiteral("DOUBLE"), data::Role::Prediction, node, quoteIdentifier(scoreColumn(0)));
    }
    for (const QString &hidden : data::hiddenOf(relation))
        items << quoteIdentifier(hidden);
    relation.sql = QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), table);
    context.setOutput(QStringLiteral("rows"), relation);
    return {};
}

}  // namespace

Operator learnPredict()
{
    return declare("learn.predict", 1)
        .title(TR("Predict"))
        .category(Category::Learn)
        .icon("sparkles")
        .doc(TR("Adds to each row what a model predicts: the prediction, and for classes one probability a class.\n\n"
                "The rows go through the model's own steps (imputing, scaling, encoding) first, unless they have been through them "
                "already; their own "
                "columns stay as they are. The added columns are known as predictions to 'Evaluate', whatever their names."))
        .keywords({TR("score"), TR("inference"), TR("apply model"), TR("predict_proba"), TR("probability")})
        .summary(TR("prediction"))
        .input("model", PortType::Model, TR("The model."))
        .input("rows", PortType::Table, TR("The rows to predict; the target may be missing."))
        .output("rows", PortType::Table, TR("The rows with the columns prediction and score_CLASS added."))
        .param(Param::number("threshold")
                   .title(TR("Threshold"))
                   .doc(TR("Two classes: the second class is predicted where its probability is above this."))
                   .byDefault(0.5)
                   .atLeast(0)
                   .atMost(1))
        .param(Param::text("prefix")
                   .title(TR("Prefix"))
                   .doc(TR("Stands before the names of the added columns."))
                   .byDefault(QString())
                   .example(QStringLiteral("tree_")))
        .trait(&Traits::scores)
        .schema(&predictedRows)
        .task(&predict)
        .example(learnExample("Predict who buys", R"(
            "model": {"op": "learn.logistic_regression", "version": 1, "params": {"target": "bought", "features": ["age"]}, "inputs": {"train": "people:rows"}},
            "predict": {"op": "learn.predict", "version": 1, "inputs": {"model": "model:model", "rows": "people:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
