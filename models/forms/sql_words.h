// SPDX-License-Identifier: GPL-3.0-or-later
// The words of SQL expressions: tokens for highlighting and completion, keywords, functions. Pure.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace headrace {

struct SqlToken {
    enum class Kind { Word, Keyword, Function, Text, Number, Parameter, Comment, Symbol } kind = Kind::Symbol;
    qsizetype start = 0;
    qsizetype length = 0;
    bool closed = true;  ///< false: a text, quoted name or comment that the end of the input cuts off
    bool operator==(const SqlToken &) const = default;
};

/// White space left out. A word in double quotes is a Word; $name a Parameter; a name before '(' a Function.
QList<SqlToken> sqlTokens(const QString &text);

/// What an expression may be made of beside columns: AND, CASE, IS, …
const QStringList &sqlKeywords();

struct SqlFunction {
    QString name;
    QString arguments;  ///< as shown: (text, pattern)
};
/// The functions that are offered: common ones of DuckDB, by name. `aggregates`: those over many rows, too.
QList<SqlFunction> sqlFunctions(bool aggregates);

/// A column's name as it must stand in an expression: in double quotes unless it is a plain word and no keyword.
QString quotedColumn(const QString &name);

}  // namespace headrace
