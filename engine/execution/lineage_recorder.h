// SPDX-License-Identifier: GPL-3.0-or-later
// Works out, behind a run, which columns every relation's columns come from, and says it as lineage events.
#pragma once

#include "engine/data/lineage.h"
#include "engine/execution/run_state.h"

namespace headrace::execution {

/// What is needed to work out one relation's lineage, taken on the coordinating thread.
struct LineageTask {
    int node = -1;
    QString port;
    QString sql;                         ///< empty: a task's output, whose columns are matched by rule
    data::Schema schema;                 ///< of the output
    QList<data::LineageInput> inputs;    ///< name is NODE:PORT
    QMap<QString, QString> expressions;  ///< output column to the expression that a parameter gives it
    bool opaque = false;                 ///< code of the user's: nothing is known, and it is said
};

/// The task for a relation just bound, and for what a task node gave (a model, predictions).
LineageTask lineageTask(const RunState &state, int relation);
QList<LineageTask> lineageTasksOfResult(const RunState &state, int node, const NodeResult &result);

/// Emits one lineage event a task, and keeps it in the cache by the recipes of the nodes. On a background thread; about 0.3 ms each.
void recordLineage(RunState &state, const QList<LineageTask> &tasks);
/// Says for a node that is served from the cache what was worked out when its result was computed; nothing where that is not known.
void recallLineage(RunState &state, int node);

}  // namespace headrace::execution
