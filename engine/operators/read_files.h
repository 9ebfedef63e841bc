// SPDX-License-Identifier: GPL-3.0-or-later
// What all readers of files share: which files a path means, and how they are named in SQL.
#pragma once

#include "engine/operators/declare.h"

namespace headrace {

/// The files of the path parameter: one, or all that a pattern (*, ?, [a-z], ** for folders at any depth) matches, in the order of
/// their names. Regular files inside the workspace or allowed; NotFound, Denied or Invalid otherwise, at the parameter.
Result<QStringList> filesToRead(NodeContext &context, const QString &parameter = QStringLiteral("path"));

/// A SQL list of the files for a reader, in which no character of a name counts as a pattern.
QString fileListSql(const QStringList &files);

/// An expression that gives the name of the file a row comes from, relative to the pipeline's folder, by its `file_index`.
QString fileNameSql(const NodeContext &context, const QStringList &files);

/// Names as they may stand in a table: none empty, none twice (letter case apart), none hidden. a, a, "" give a, a_1, column2.
QStringList uniqueNames(const QStringList &names);
QString visibleName(const QString &name);

/// A type as it may stand in a CAST: words, one or two numbers in parentheses, brackets for lists. Invalid otherwise.
Result<QString> plainType(const QString &type);

/// The first bytes of a file, or an error in words.
Result<QByteArray> headOfFile(const QString &path, qint64 bytes);

/// The parameters that all readers of files have, for declarations.
Param pathParam(const QString &example);
Param fileColumnParam();

/// Puts node and parameter into an error that has none.
Error atParameter(const NodeContext &context, Error error, const QString &parameter);

}  // namespace headrace
