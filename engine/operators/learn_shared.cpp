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
        context.expect(QStringLiteral("transform"), transform);
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
        "people": {"op": "read.inline", "version": 1, "params": {"types": {"income": "DOUBLE"},
            "csv": "id,age,income,city,bought\n1,34,31.5,Ulm,no\n2,51,48,Bonn,yes\n3,28,,Ulm,no\n4,45,52.5,Kiel,yes\n5,39,40,Bonn,no\n6,62,61,Kiel,yes\n7,23,22.5,Ulm,no\n8,57,39.5,,yes\n9,31,45,Bonn,no\n10,48,,Kiel,yes\n11,36,33,Ulm,yes\n12,54,58.5,Bonn,no\n"}},
        )"
        + nodes + "}}";
}

}  // namespace headrace
