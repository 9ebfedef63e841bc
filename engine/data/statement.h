// SPDX-License-Identifier: GPL-3.0-or-later
// A user's SQL as DuckDB's own tree: parsed, its nodes checked, written back. Shared by expressions and free SQL.
#pragma once

#include "engine/data/expression.h"
#include "engine/data/function_facts.h"
#include "engine/data/json_tree.h"

namespace headrace::data {

/// A text and where it stands in the statement that was parsed, so that errors point into the user's own text.
struct SourceText {
    QString text;
    QString prefix;  ///< what was put before it, such as "SELECT "

    QString statement() const { return prefix + text; }
    /// The position in `text` of a byte of the statement; -1 where it is not in it.
    int position(qint64 byte) const;
    /// The position of a tree's node ("query_location").
    int position(const JsonTree &node) const;
};

/// The tree of exactly one SELECT: the member "node" of the statement is in the whole that is given back.
Result<JsonTree> parseStatement(Connection &connection, const SourceText &source);
/// The node of the only statement.
JsonTree &statementNode(JsonTree &whole);
Result<QString> writeStatement(Connection &connection, JsonTree &whole);

/// Refuses functions that give another value at each run.
Result<void> checkFunction(const JsonTree &node, const FunctionFacts &facts, const SourceText &source);
/// Puts the value of a $parameter, cast to its type, where its node is.
Result<void> replaceParameter(JsonTree &node, const QMap<QString, PipelineParameter> &parameters, const SourceText &source);
/// Refuses a name with the hidden prefix.
Result<void> checkName(const QString &name, int position);

Error invalidAt(int position, QString text, QString hint = {});

}  // namespace headrace::data
