// SPDX-License-Identifier: GPL-3.0-or-later
// A small catalog for tests that need operators, and short ways to read pipelines. Test code only.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/diff.h"
#include "engine/pipeline/format.h"

namespace headrace::tests {

/// read.csv, table.filter, table.derive, table.group, table.join, table.union, learn.split, learn.standardize, learn.estimator,
/// learn.predict, evaluate.model, write.csv and test.all (a parameter of every type).
const Catalog &sampleCatalog();

/// Reads a pipeline from the text of its nodes ("a": {…}, …), or from a whole file's text; dies where it cannot be read.
Pipeline pipelineOf(const QByteArray &text);

/// "code node parameter port replacement" of each diagnostic, '-' for what is empty.
QStringList summaries(const QList<Diagnostic> &diagnostics);

/// "+added; -removed; ~changed path …; #header path; @layout id".
QString summary(const PipelineDiff &diff);

}  // namespace headrace::tests
