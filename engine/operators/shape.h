// SPDX-License-Identifier: GPL-3.0-or-later
// What the Shape operators share: finding columns, names of new columns, and carrying the row identity along.
#pragma once

#include "engine/operators/operator.h"

#include "engine/base/quoting.h"

namespace headrace::shape {

using Outputs = Result<QMap<QString, data::Relation>>;

/// The relation as the only output, named rows.
QMap<QString, data::Relation> rows(data::Relation relation);

/// A relation that begins like the input: its schema, identity and chain; no SQL.
data::Relation from(const TableInput &input);
/// What comes of an input whose columns are not known before a run: nothing is known either.
data::Relation unknown(const TableInput &input);
bool isUnknown(const TableInput &input);

/// The index of a column. Invalid, with the closest name as hint, where there is none.
Result<int> column(const NodeContext &context, const QString &path, const QString &name, const data::Schema &schema);
/// The indexes of several columns, each once; path[i] names the one to blame.
Result<QList<int>> columns(const NodeContext &context, const QString &path, const QStringList &names, const data::Schema &schema);
/// Refuses an empty name and hidden ones.
Result<void> checkNewName(const NodeContext &context, const QString &path, const QString &name);
Error invalid(const NodeContext &context, const QString &path, QString text, QString hint = {});

/// The hidden columns among an identity.
QStringList hidden(const QStringList &identity);
/// A hidden column's name that the identity does not use yet.
QString nextHidden(const QStringList &identity);
/// The identity, or all columns where it is empty: what orders the rows.
QStringList ordering(const TableInput &input);
/// Sort keys of the row order, joined by ", ", last rows first where `reversed`; empty only for a table without columns.
QString orderKeys(const TableInput &input, bool reversed = false);

/// One key of a Sort or Distinct step.
struct SortKey {
    QString sql;      ///< a quoted column or an expression
    int column = -1;  ///< its index where it is a column as it stands
    bool descending = false;
    bool nullsFirst = true;
    QString toSql(bool reversed = false) const;
};
/// The records of a parameter whose fields are `sortFields()`.
Result<QList<SortKey>> sortKeys(NodeContext &context, const QString &param, const TableInput &input);

/// Whether values of two types can be compared, or stand in one column, without a cast that may fail.
bool areComparable(const QString &type, const QString &other);

/// Takes the roles of columns with the same name from the input's schema.
data::Schema withRoles(data::Schema schema, const data::Schema &input);
/// The chain of a row-wise step: the input's, and this one. `sql` reads the table {in}.
QList<data::ChainStep> extendChain(const NodeContext &context, const QString &op, const TableInput &input, const QString &sql);

}  // namespace headrace::shape
