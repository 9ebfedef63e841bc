// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns a SELECT's columns come from, read from DuckDB's own bound plan; nothing runs.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"
#include "engine/data/session.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace headrace::data {

/// Where the values of one output column come from. Columns are written "table.column" with the names the tables were
/// created with (and their schema before it where that is not main); sorted, each once.
struct ColumnLineage {
    QString name;
    QStringList value;        ///< columns whose values flow into it
    QStringList deciding;     ///< columns that only decide: conditions of CASE and FILTER, order and partition of windows, …
    bool unresolved = false;  ///< the plan holds something this version cannot follow: there may be more than is listed
    bool operator==(const ColumnLineage &) const = default;
};

struct StatementLineage {
    QList<ColumnLineage> outputs;  ///< in the order of the SELECT
    /// Columns that choose rows anywhere in the statement: WHERE, join conditions, GROUP BY, DISTINCT, HAVING, QUALIFY,
    /// LIMIT with its order, the conditions of subqueries. A column may choose rows and flow, too.
    QStringList rows;
    bool rowsUnresolved = false;

    /// {outputs: [{name, value, deciding}], rows}; "unresolved": true and "rows_unresolved": true only where they are.
    QJsonObject toJson() const;
};

/// A relation that a statement reads by its handle, as a typed stub.
struct LineageInput {
    QString handle;         ///< as it stands behind FROM: a name, quoted by quoteIdentifier
    QString name;           ///< what stands before the dot in the answer, such as join:rows
    QList<Column> columns;  ///< with the hidden ones
};

/// Of one SELECT over `inputs` and the tables of the connection's database. Invalid for anything but one SELECT.
Result<StatementLineage> lineageOf(Connection &connection, const QString &sql, const QList<LineageInput> &inputs = {});

/// Of one SELECT over nothing but the tables, views, types and macros that `schema` creates. Opens a locked database of its
/// own: neither text reaches a file. Errors name the parameter sql or schema.
Result<StatementLineage> lineageOfText(const QString &sql, const QString &schema);

}  // namespace headrace::data
