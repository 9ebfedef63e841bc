// SPDX-License-Identifier: GPL-3.0-or-later
// A relation: rows as SQL that has not run yet, with its schema, its row identity and where its rows come from.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace headrace::data {

/// What a column means to Predict and Evaluate. Roles live in the schema, never in names.
enum class Role { None, Prediction, Score, Label, Weight };

struct Column {
    QString name;
    QString type;  ///< DuckDB's type name, as typeof() prints it
    Role role = Role::None;
    QString roleDetail;  ///< Score: the class; Label: the node that predicted it
    bool operator==(const Column &) const = default;
};

/// How sure a schema is: bound now, remembered from the last run, or not known before a run.
enum class Knowledge { Known, Remembered, Unknown };

struct Schema {
    QList<Column> columns;  ///< what a person sees; hidden columns are not among them
    Knowledge knowledge = Knowledge::Known;

    int indexOf(const QString &name) const;  ///< exact, else case-insensitive as in SQL; -1
    QStringList names() const;
    QJsonObject toJson() const;
    static Schema fromJson(const QJsonObject &object);
    bool operator==(const Schema &) const = default;
};

/// Hidden columns start so; they carry the row identity through projections and are never shown or written by a sink.
inline constexpr const char *kHiddenPrefix = "__hr_";
inline QString hiddenColumn(int index)
{
    return QStringLiteral("__hr_%1").arg(index);
}

/// One row-wise step between a base relation and these rows: what a model bundle must repeat on new rows.
struct ChainStep {
    QString node;           ///< id of the node
    QString op;             ///< its operator
    QString sql;            ///< SELECT over the table {in}, without hidden columns; empty for a fitted transform
    QJsonObject transform;  ///< a fitted transform, else empty
    QJsonObject schemaIn;   ///< Schema of its input
    bool operator==(const ChainStep &) const = default;
};

struct Relation {
    /// One SELECT that yields the visible columns and the hidden ones. Other relations appear in it as handles
    /// (RelationInput::handle), which the planner defines.
    QString sql;
    Schema schema;
    /// The columns, hidden or visible, whose values order the rows in one way; empty: all columns do, in order.
    QStringList identity;
    /// Row-wise steps since the last relation that was not row-wise; row-choosing steps are transparent.
    QList<ChainStep> chain;
    /// Whether it has exactly the rows of its (one) input, so that no count is needed.
    bool keepsCount = false;
    /// Where its rows are those of its one input for which a condition holds, all columns unchanged: that condition, as SQL over
    /// the input's columns which fails for no row. So several such parts can be taken from one pass over their input.
    QString condition;
};

/// Hidden columns among the identity, in order.
QStringList hiddenOf(const Relation &relation);
/// "ORDER BY …" over the identity (or all visible columns), NULLs first; for ordered reading.
QString orderClause(const Schema &schema, const QStringList &identity);

}  // namespace headrace::data
