// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/learn_shared.h"

namespace headrace {

Result<TaskConnection> taskConnection(TaskContext &context)
{
    HR_ASSIGN(auto own, context.newConnection());
    TaskConnection task;
    task.connection = std::move(own);
    task.guard = context.onCancel([connection = std::weak_ptr(task.connection)] {
        if (const auto alive = connection.lock())
            alive->interrupt();
    });
    return task;
}

Result<learning::Transform> fitTransform(TaskContext &context, const QString &kind,
                                         const std::function<Result<QJsonObject>(const learning::FitInput &)> &fit)
{
    const TableInput rows = context.table();
    HR_ASSIGN(const TaskConnection task, taskConnection(context));
    auto columns = fit({*task.connection, rows.handle, rows.schema});
    if (!columns)
        return std::move(columns.error()).at(context.node(), QStringLiteral("columns"));
    auto transform = learning::makeTransform(kind, context.node(), *columns, rows.schema);
    if (!transform)
        return std::move(transform.error()).at(context.node(), QStringLiteral("columns"));
    return transform;
}

Result<QMap<QString, data::Schema>> plannedRows(NodeContext &context, const QString &kind, const Result<QJsonObject> &plan)
{
    const TableInput rows = context.table();
    auto schema = [&]() -> Result<data::Schema> {
        if (!plan)
            return plan.error();
        HR_ASSIGN(const auto transform, learning::makeTransform(kind, context.node(), *plan, rows.schema));
        return learning::schemaAfter(transform, rows.schema);
    }();
    if (!schema)
        return std::move(schema.error()).at(context.node(), QStringLiteral("columns"));
    return QMap<QString, data::Schema>{{QStringLiteral("rows"), *schema}};
}

Result<QStringList> chosenColumns(NodeContext &context, const QString &parameter)
{
    QStringList columns = context.params().texts(parameter);
    columns.removeDuplicates();
    if (columns.isEmpty())
        return Error(ErrorCode::Invalid, QStringLiteral("No column is chosen."), QStringLiteral("Choose the columns to learn from."))
            .at(context.node(), parameter);
    return columns;
}

learning::RowsToScore rowsToScore(const TableInput &table)
{
    return {table.node, table.handle, table.schema, table.identity, table.chain};
}

QByteArray learnExample(const char *name, const char *nodes)
{
    return QByteArray(R"({"headrace": 1, "name": ")") + name + R"(", "nodes": {
        "people": {"op": "read.inline", "version": 1, "params": {
            "columns": [{"name": "id", "type": "BIGINT"}, {"name": "age", "type": "BIGINT"}, {"name": "income", "type": "DOUBLE"},
                        {"name": "city", "type": "VARCHAR"}, {"name": "bought", "type": "VARCHAR"}],
            "rows": [[1, 34, 31.5, "Ulm", "no"], [2, 51, 48.0, "Bonn", "yes"], [3, 28, null, "Ulm", "no"], [4, 45, 52.5, "Kiel", "yes"],
                     [5, 39, 40.0, "Bonn", "no"], [6, 62, 61.0, "Kiel", "yes"], [7, 23, 22.5, "Ulm", "no"], [8, 57, 39.5, null, "yes"],
                     [9, 31, 45.0, "Bonn", "no"], [10, 48, null, "Kiel", "yes"], [11, 36, 33.0, "Ulm", "yes"], [12, 54, 58.5, "Bonn", "no"]]}},
        )" + nodes + "}}";
}

}  // namespace headrace
