// SPDX-License-Identifier: GPL-3.0-or-later
// The relations of a plan and how they become one query: a chain of operators joined as common table expressions.
#pragma once

#include "engine/data/relation.h"

#include <QString>

#include <optional>
#include <vector>

namespace headrace::execution {

/// A relation that stands at an output port.
struct PlannedRelation {
    data::Relation relation;
    QString handle;           ///< quoted name it has in the SQL of others
    std::vector<int> inputs;  ///< the relations its SQL names, by index
    int depth = 1;            ///< length of the chain of SQL below it, itself included
    bool costly = false;      ///< whether computing it twice would cost more than keeping it
    QString table;            ///< quoted name of the stored table that holds its rows, empty while it is only SQL
    /// Where the table holds only some columns: these. `relation.sql` gives the others as NULL, for nobody reads them.
    QStringList storedColumns;
    std::optional<qint64> rows;  ///< exact count, where known
    QString part;                ///< train, validation, test
    int node = -1;
    QString port;
};

/// Grows on the coordinating thread only; composed SQL is handed to other threads as text.
class Relations
{
public:
    int add(PlannedRelation relation);
    const PlannedRelation &at(int index) const { return m_relations[size_t(index)]; }
    PlannedRelation &at(int index) { return m_relations[size_t(index)]; }
    int size() const { return int(m_relations.size()); }

    /// One SELECT with everything the relation needs, down to stored tables and sources: "WITH … SELECT * FROM handle".
    QString compose(int index) const;
    /// The same for several at once: the WITH clause (with a space behind, empty if nothing is needed); then FROM handle works for each.
    QString withClause(const std::vector<int> &indices) const;
    /// What can stand behind FROM: the stored table, or the composed query in parentheses.
    QString fromItem(int index) const;
    /// From now on its rows come from a stored table (or a file): others read `sql` and nothing below is computed again.
    void store(int index, const QString &table, const QString &sql, const QStringList &columns = {});

    /// A SELECT of all the relation's columns from `from`, which holds only `stored`.
    static QString widened(const data::Relation &relation, const QStringList &stored, const QString &from);

private:
    void collect(int index, std::vector<char> &seen, std::vector<int> &order) const;
    std::vector<PlannedRelation> m_relations;
};

}  // namespace headrace::execution
