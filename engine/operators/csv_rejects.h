// SPDX-License-Identifier: GPL-3.0-or-later
// The records of CSV files that do not fit, as a table.
#pragma once

#include "engine/operators/operator.h"

namespace headrace {

/// The schema of the rejects, over SQL that fails when it runs: the rows are there after the task.
data::Relation rejectsRelation();

/// Runs `scan` (headrace_csv(… with store_rejects, not closed) to its end and sets the output "rejects": one row a record, by file and
/// line. `readerNames` are the reader's names of the columns, `names` those that a person knows. Lines are counted in the file
/// where it is UTF-8 and not compressed; else records are counted.
Result<void> collectRejects(TaskContext &context, const QString &scan, const QStringList &readerNames, const QStringList &names, bool utf8);

}  // namespace headrace
