// SPDX-License-Identifier: GPL-3.0-or-later
// Follows columns from the leaves of DuckDB's bound plan to its root. For lineage.cpp alone: it holds DuckDB's C++ classes.
#pragma once

#include "engine/data/lineage.h"
#include "engine/data/lineage_flow.h"

#include <duckdb/planner/binder.hpp>
#include <duckdb/planner/expression/list.hpp>
#include <duckdb/planner/operator/list.hpp>
#include <duckdb/planner/operator/logical_dependent_join.hpp>

#include <string_view>
#include <unordered_map>

namespace headrace::data {

/// Follows columns from the leaves of a bound plan to its root. The plan is the binder's, before subqueries are decorrelated:
/// a column of an outer query is referred to by its own binding there, wherever it is used.
class PlanWalk
{
public:
    explicit PlanWalk(const QList<LineageInput> &inputs) : m_inputs(inputs) {}

    StatementLineage walk(duckdb::LogicalOperator &root, const duckdb::vector<duckdb::string> &names);

private:
    using Op = duckdb::LogicalOperator;
    using Expression = duckdb::Expression;
    using Frame = std::vector<Flow>;

    struct Rows {
        Columns columns;
        bool unresolved = false;
        void add(const Flow &flow)
        {
            columns.add(flow.value);
            columns.add(flow.deciding);
            unresolved |= flow.unresolved;
        }
        void add(const Rows &other)
        {
            columns.add(other.columns);
            unresolved |= other.unresolved;
        }
    };
    struct CommonTable {
        std::vector<Flow> columns;
        Rows rows;
    };
    struct HashBinding {
        size_t operator()(const duckdb::ColumnBinding &binding) const
        {
            return binding.table_index * 1099511628211ULL ^ binding.column_index;
        }
    };

    Op *takeInputs(Op *root);
    void visit(Op &op, Rows &rows);
    void visitChildren(Op &op, Rows &rows)
    {
        for (auto &child : op.children)
            visit(*child, rows);
    }
    void get(duckdb::LogicalGet &op, Rows &rows);
    void aggregate(duckdb::LogicalAggregate &op, Rows &rows);
    void comparisonJoin(duckdb::LogicalComparisonJoin &op, Rows &rows);
    void dependentJoin(duckdb::LogicalDependentJoin &op, Rows &rows);
    void setOperation(duckdb::LogicalSetOperation &op, Rows &rows);
    void recursive(duckdb::LogicalRecursiveCTE &op, Rows &rows);
    void pivot(duckdb::LogicalPivot &op, Rows &rows);
    void limit(Op &op, duckdb::BoundLimitNode &limit, duckdb::BoundLimitNode &offset, Rows &rows);
    void unknown(Op &op, Rows &rows);

    Flow flowOf(const Expression &expression, Rows &rows, const Frame *frame = nullptr);
    Flow merged(const duckdb::vector<duckdb::unique_ptr<Expression>> &expressions, Rows &rows, const Frame *frame);
    Flow function(const duckdb::BoundFunctionExpression &call, Rows &rows, const Frame *frame);
    Flow lambda(const duckdb::BoundFunctionExpression &call, Rows &rows, const Frame *frame);
    Flow arguments(std::string_view name, const duckdb::vector<duckdb::unique_ptr<Expression>> &children, Rows &rows, const Frame *frame);
    Flow window(const duckdb::BoundWindowExpression &call, Rows &rows, const Frame *frame);
    Flow subquery(const duckdb::BoundSubqueryExpression &call, Rows &rows, const Frame *frame);

    Flow &at(duckdb::idx_t table, duckdb::idx_t column) { return m_columns[duckdb::ColumnBinding(table, column)]; }
    Flow flowAt(const duckdb::ColumnBinding &binding) const
    {
        const auto found = m_columns.find(binding);
        return found == m_columns.end() ? unresolvedFlow() : found->second;
    }
    std::vector<Flow> outputsOf(Op &op) const
    {
        std::vector<Flow> flows;
        for (const duckdb::ColumnBinding &binding : op.GetColumnBindings())
            flows.push_back(flowAt(binding));
        return flows;
    }
    Flow source(const QString &table, const QString &column)
    {
        const QString name = table + QLatin1Char('.') + column;
        const auto [entry, isNew] = m_ids.try_emplace(name, unsigned(m_names.size()));
        if (isNew)
            m_names << name;
        Flow flow;
        flow.value.add(entry->second);
        return flow;
    }
    QStringList textOf(const Columns &columns, const Columns *without = nullptr) const;

    struct HashText {
        size_t operator()(const QString &text) const { return qHash(text); }
    };
    const QList<LineageInput> &m_inputs;
    QStringList m_names;
    std::unordered_map<QString, unsigned, HashText> m_ids;
    std::unordered_map<duckdb::ColumnBinding, Flow, HashBinding> m_columns;
    std::unordered_map<duckdb::idx_t, CommonTable> m_tables;
};

}  // namespace headrace::data
