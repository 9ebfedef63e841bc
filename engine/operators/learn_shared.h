// SPDX-License-Identifier: GPL-3.0-or-later
// What the operators of the category Learn have in common.
#pragma once

#include "engine/learning/scoring.h"
#include "engine/learning/transform_kinds.h"
#include "engine/operators/operator.h"

namespace headrace {

/// A connection of the task's own that is interrupted when the task is cancelled.
struct TaskConnection {
    std::shared_ptr<data::Connection> connection;
    std::shared_ptr<void> guard;
};
Result<TaskConnection> taskConnection(TaskContext &context);

/// Fits a transform over the table at 'rows'. Errors get the node and the parameter 'columns'.
Result<learning::Transform> fitTransform(TaskContext &context, const QString &kind,
                                         const std::function<Result<QJsonObject>(const learning::FitInput &)> &fit);

/// The schema at 'rows' that a fit will give, from its plan.
Result<QMap<QString, data::Schema>> plannedRows(NodeContext &context, const QString &kind, const Result<QJsonObject> &plan);

/// The columns in a parameter, with Invalid where none is chosen.
Result<QStringList> chosenColumns(NodeContext &context, const QString &parameter = QStringLiteral("columns"));

learning::RowsToScore rowsToScore(const TableInput &table);

/// A whole example pipeline: a small table 'people' (id, age, income, city, bought) and the given nodes, as JSON members.
QByteArray learnExample(const char *name, const char *nodes);

}  // namespace headrace
