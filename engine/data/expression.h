// SPDX-License-Identifier: GPL-3.0-or-later
// One scalar SQL expression, parsed, checked and written anew from its tree; never spliced as text.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"
#include "engine/data/session.h"

#include "engine/pipeline/pipeline.h"

namespace headrace::data {

struct ExpressionRules {
    bool aggregates = false;                           ///< whether it may aggregate
    QMap<QString, PipelineParameter> parameters = {};  ///< $name is replaced by the value in force, cast to its type
    bool windows = false;                              ///< whether it may use window functions (… OVER …)
};

/// The SQL of the expression over the columns of `schema`. Invalid, with position, for more than one item, FROM,
/// subqueries, unknown columns (closest name in the hint; not where the schema is unknown), hidden columns, undeclared
/// $names, and functions that give another value at each run. Types are not checked here, for that is done once for the
/// whole node; explainExpression() finds the place afterwards. About 0.2 ms, remembered by the session.
Result<QString> compileExpression(Connection &connection, const QString &text, const Schema &schema, const ExpressionRules &rules);

/// After the SQL made of an expression failed to bind: the failure with its position in the user's own text, or
/// `otherwise` where this expression binds alone.
Error explainExpression(Connection &connection, const QString &text, const Schema &schema, Error otherwise);

/// Free SQL: exactly one SELECT over the given tables (names of input ports); only those, common table expressions
/// and table functions that read nothing from outside. Regenerated from its tree, $names replaced.
Result<QString> compileSelect(Connection &connection, const QString &text, const QMap<QString, Schema> &tables,
                              const ExpressionRules &rules);

/// As explainExpression, for free SQL.
Error explainSelect(Connection &connection, const QString &text, const QMap<QString, Schema> &tables, Error otherwise);

}  // namespace headrace::data
