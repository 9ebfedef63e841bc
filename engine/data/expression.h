// SPDX-License-Identifier: GPL-3.0-or-later
// One scalar SQL expression, parsed, checked and written anew from its tree; never spliced as text.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"
#include "engine/data/session.h"

#include "engine/pipeline/pipeline.h"

namespace headrace::data {

struct ExpressionRules {
    bool aggregates = false;                          ///< whether it may aggregate
    QMap<QString, PipelineParameter> parameters;      ///< $name is replaced by the value in force, cast to its type
};

/// The SQL of the expression over the columns of `schema`. Invalid, with position, for more than one item, FROM,
/// subqueries, unknown columns (closest name in the hint), hidden columns, undeclared $names.
Result<QString> compileExpression(Connection &connection, const QString &text, const Schema &schema, const ExpressionRules &rules);

/// Free SQL: exactly one SELECT over the given tables (names of input ports); only those, common table expressions
/// and table functions that read nothing from outside. Regenerated from its tree, $names replaced.
Result<QString> compileSelect(Connection &connection, const QString &text, const QMap<QString, Schema> &tables, const ExpressionRules &rules);

}  // namespace headrace::data
