// SPDX-License-Identifier: GPL-3.0-or-later
// The operators of the plan; lineage_expressions.cpp has the expressions in them.
#include "engine/data/lineage_plan.h"

#include "engine/base/quoting.h"

#include <duckdb/catalog/catalog_entry/schema_catalog_entry.hpp>
#include <duckdb/catalog/catalog_entry/table_catalog_entry.hpp>

namespace headrace::data {

StatementLineage PlanWalk::walk(Op &root, const duckdb::vector<duckdb::string> &names)
{
    Rows rows;
    visit(*takeInputs(&root), rows);
    const std::vector<Flow> flows = outputsOf(root);
    StatementLineage lineage;
    for (size_t i = 0; i < names.size(); ++i) {
        const Flow flow = i < flows.size() ? flows[i] : unresolvedFlow();
        lineage.outputs << ColumnLineage{QString::fromStdString(names[i]), textOf(flow.value), textOf(flow.deciding, &flow.value),
                                         flow.unresolved};
    }
    lineage.rows = textOf(rows.columns);
    lineage.rowsUnresolved = rows.unresolved;
    return lineage;
}

QStringList PlanWalk::textOf(const Columns &columns, const Columns *without) const
{
    QStringList texts;
    for (const unsigned id : columns.ids()) {
        if (!without || !without->contains(id))
            texts << m_names[id];
    }
    texts.sort();
    return texts;
}

/// The inputs stand around the statement as common tables; what their stubs are made of is not part of it.
duckdb::LogicalOperator *PlanWalk::takeInputs(Op *root)
{
    for (qsizetype taken = 0; taken < m_inputs.size() && root->type == duckdb::LogicalOperatorType::LOGICAL_MATERIALIZED_CTE; ++taken) {
        auto &table = root->Cast<duckdb::LogicalMaterializedCTE>();
        const QString handle = quoteIdentifier(QString::fromStdString(table.ctename));
        const auto input = std::find_if(m_inputs.begin(), m_inputs.end(),
                                        [&](const LineageInput &candidate) { return candidate.handle == handle; });
        if (input == m_inputs.end())
            break;
        CommonTable &stub = m_tables[table.table_index];
        for (const Column &column : input->columns)
            stub.columns.push_back(source(input->name, column.name));
        root = table.children[1].get();
    }
    return root;
}

void PlanWalk::visit(Op &op, Rows &rows)
{
    using Type = duckdb::LogicalOperatorType;
    switch (op.type) {
    case Type::LOGICAL_GET:
        get(op.Cast<duckdb::LogicalGet>(), rows);
        return;
    case Type::LOGICAL_DUMMY_SCAN:
        at(op.Cast<duckdb::LogicalDummyScan>().table_index, 0) = Flow();
        return;
    case Type::LOGICAL_CHUNK_GET:  // rows made while binding, such as those of DESCRIBE
    case Type::LOGICAL_EMPTY_RESULT:
        for (const duckdb::ColumnBinding &binding : op.GetColumnBindings())
            m_columns[binding] = Flow();
        return;
    case Type::LOGICAL_EXPRESSION_GET: {
        visitChildren(op, rows);
        auto &values = op.Cast<duckdb::LogicalExpressionGet>();
        for (size_t column = 0; column < values.expr_types.size(); ++column) {
            Flow flow;
            for (const auto &row : values.expressions)
                flow.add(flowOf(*row[column], rows));
            at(values.table_index, column) = flow;
        }
        return;
    }
    case Type::LOGICAL_PROJECTION: {
        visitChildren(op, rows);
        for (size_t i = 0; i < op.expressions.size(); ++i)
            at(op.Cast<duckdb::LogicalProjection>().table_index, i) = flowOf(*op.expressions[i], rows);
        return;
    }
    case Type::LOGICAL_WINDOW:
    case Type::LOGICAL_UNNEST: {
        visitChildren(op, rows);
        const auto table = op.type == Type::LOGICAL_WINDOW ? op.Cast<duckdb::LogicalWindow>().window_index
                                                           : op.Cast<duckdb::LogicalUnnest>().unnest_index;
        for (size_t i = 0; i < op.expressions.size(); ++i)
            at(table, i) = flowOf(*op.expressions[i], rows);
        return;
    }
    case Type::LOGICAL_FILTER:
        visitChildren(op, rows);
        for (const auto &condition : op.expressions)
            rows.add(flowOf(*condition, rows));
        return;
    case Type::LOGICAL_AGGREGATE_AND_GROUP_BY:
        aggregate(op.Cast<duckdb::LogicalAggregate>(), rows);
        return;
    case Type::LOGICAL_ORDER_BY:  // the order alone chooses nothing; a LIMIT above looks down here
    case Type::LOGICAL_SAMPLE:
    case Type::LOGICAL_CROSS_PRODUCT:
    case Type::LOGICAL_POSITIONAL_JOIN:
        visitChildren(op, rows);
        return;
    case Type::LOGICAL_LIMIT: {
        auto &limited = op.Cast<duckdb::LogicalLimit>();
        limit(op, limited.limit_val, limited.offset_val, rows);
        return;
    }
    case Type::LOGICAL_TOP_N:
        visitChildren(op, rows);
        for (const auto &order : op.Cast<duckdb::LogicalTopN>().orders)
            rows.add(flowOf(*order.expression, rows));
        return;
    case Type::LOGICAL_DISTINCT: {
        visitChildren(op, rows);
        auto &distinct = op.Cast<duckdb::LogicalDistinct>();
        for (const auto &target : distinct.distinct_targets)
            rows.add(flowOf(*target, rows));
        if (distinct.distinct_targets.empty()) {
            for (const Flow &flow : outputsOf(op))
                rows.add(flow);
        }
        if (distinct.distinct_type == duckdb::DistinctType::DISTINCT_ON && distinct.order_by) {
            for (const auto &order : distinct.order_by->orders)
                rows.add(flowOf(*order.expression, rows));
        }
        return;
    }
    case Type::LOGICAL_COMPARISON_JOIN:
    case Type::LOGICAL_ASOF_JOIN:
        comparisonJoin(static_cast<duckdb::LogicalComparisonJoin &>(op), rows);
        return;
    case Type::LOGICAL_DEPENDENT_JOIN:
        dependentJoin(op.Cast<duckdb::LogicalDependentJoin>(), rows);
        return;
    case Type::LOGICAL_ANY_JOIN: {
        visitChildren(op, rows);
        auto &join = op.Cast<duckdb::LogicalAnyJoin>();
        const Flow condition = flowOf(*join.condition, rows);
        if (join.join_type == duckdb::JoinType::MARK)
            at(join.mark_index, 0) = condition;
        else
            rows.add(condition);
        return;
    }
    case Type::LOGICAL_UNION:
    case Type::LOGICAL_EXCEPT:
    case Type::LOGICAL_INTERSECT:
        setOperation(static_cast<duckdb::LogicalSetOperation &>(op), rows);
        return;
    case Type::LOGICAL_MATERIALIZED_CTE: {
        // Its rows count where it is read: a common table that nobody reads chooses nothing.
        const auto index = op.Cast<duckdb::LogicalMaterializedCTE>().table_index;
        CommonTable table;
        visit(*op.children[0], table.rows);
        table.columns = outputsOf(*op.children[0]);
        m_tables[index] = std::move(table);
        visit(*op.children[1], rows);
        return;
    }
    case Type::LOGICAL_RECURSIVE_CTE:
        recursive(op.Cast<duckdb::LogicalRecursiveCTE>(), rows);
        return;
    case Type::LOGICAL_CTE_REF: {
        auto &reference = op.Cast<duckdb::LogicalCTERef>();
        const auto found = m_tables.find(reference.cte_index);
        for (size_t i = 0; i < reference.chunk_types.size(); ++i)
            at(reference.table_index, i) = found != m_tables.end() && i < found->second.columns.size() ? found->second.columns[i]
                                                                                                       : unresolvedFlow();
        if (found != m_tables.end())
            rows.add(found->second.rows);
        else
            rows.unresolved = true;
        return;
    }
    case Type::LOGICAL_PIVOT:
        pivot(op.Cast<duckdb::LogicalPivot>(), rows);
        return;
    default:
        unknown(op, rows);
    }
}

/// Never a guess: whatever leaves an operator that is not known is not resolved.
void PlanWalk::unknown(Op &op, Rows &rows)
{
    visitChildren(op, rows);
    for (const duckdb::ColumnBinding &binding : op.GetColumnBindings())
        m_columns[binding].unresolved = true;
    rows.unresolved = true;
}

void PlanWalk::get(duckdb::LogicalGet &op, Rows &rows)
{
    visitChildren(op, rows);
    const auto table = op.GetTable();
    if (table) {
        const QString schema = QString::fromStdString(table->schema.name);
        QString name = QString::fromStdString(table->name);
        if (schema != QLatin1String(DEFAULT_SCHEMA))
            name.prepend(schema + QLatin1Char('.'));
        const auto &columns = op.GetColumnIds();
        for (size_t i = 0; i < columns.size(); ++i)
            at(op.table_index, i) = source(name, QString::fromStdString(op.GetColumnName(columns[i])));
        return;
    }
    // A table function: its columns are made of what it is given; without an input it is a source of its own.
    Flow input;
    for (const auto &child : op.children) {
        for (const Flow &flow : outputsOf(*child))
            input.add(flow);
    }
    if (op.children.size() != 1 || op.function.name != "unnest")
        input.fields.clear();
    for (const duckdb::ColumnBinding &binding : op.GetColumnBindings()) {
        if (binding.table_index == op.table_index)
            m_columns[binding] = input;
    }
}

void PlanWalk::aggregate(duckdb::LogicalAggregate &op, Rows &rows)
{
    visitChildren(op, rows);
    for (size_t i = 0; i < op.groups.size(); ++i) {
        const Flow flow = flowOf(*op.groups[i], rows);
        rows.add(flow);
        at(op.group_index, i) = flow;
    }
    for (size_t i = 0; i < op.expressions.size(); ++i)
        at(op.aggregate_index, i) = flowOf(*op.expressions[i], rows);
    // GROUPING() tells which grouping set a row is of: no column's value.
    for (size_t i = 0; i < op.grouping_functions.size(); ++i)
        at(op.groupings_index, i) = Flow();
}

void PlanWalk::comparisonJoin(duckdb::LogicalComparisonJoin &op, Rows &rows)
{
    visitChildren(op, rows);
    Flow condition;
    for (const auto &pair : op.conditions) {
        condition.add(flowOf(*pair.left, rows));
        condition.add(flowOf(*pair.right, rows));
    }
    if (op.predicate)
        condition.add(flowOf(*op.predicate, rows));
    condition.fields.clear();
    // x IN (SELECT …) is a column of truth values made of both sides; a filter above makes it choose rows.
    if (op.join_type == duckdb::JoinType::MARK)
        at(op.mark_index, 0) = condition;
    else
        rows.add(condition);
}

void PlanWalk::dependentJoin(duckdb::LogicalDependentJoin &op, Rows &rows)
{
    visitChildren(op, rows);
    Flow condition;
    for (const auto &pair : op.conditions) {
        condition.add(flowOf(*pair.left, rows));
        condition.add(flowOf(*pair.right, rows));
    }
    for (const auto &expression : op.arbitrary_expressions)
        condition.add(flowOf(*expression, rows));
    if (op.join_condition)
        condition.add(flowOf(*op.join_condition, rows));
    condition.fields.clear();
    if (op.join_type != duckdb::JoinType::MARK) {
        rows.add(condition);
        return;
    }
    // ANY compares with the subquery's columns; EXISTS looks at none of them.
    if (op.subquery_type == duckdb::SubqueryType::ANY) {
        condition.add(merged(op.expression_children, rows, nullptr));
        for (const Flow &flow : outputsOf(*op.children[1]))
            condition.add(flow);
        condition.fields.clear();
    }
    at(op.mark_index, 0) = condition;
}

void PlanWalk::setOperation(duckdb::LogicalSetOperation &op, Rows &rows)
{
    visitChildren(op, rows);
    std::vector<Flow> flows = outputsOf(*op.children[0]);
    for (size_t child = 1; child < op.children.size(); ++child) {
        const std::vector<Flow> others = outputsOf(*op.children[child]);
        for (size_t i = 0; i < flows.size() && i < others.size(); ++i) {
            // The right side of EXCEPT and INTERSECT only says which rows of the left one stay.
            if (op.type == duckdb::LogicalOperatorType::LOGICAL_UNION)
                flows[i].add(others[i]);
            else
                rows.add(others[i]);
        }
    }
    for (size_t i = 0; i < flows.size(); ++i) {
        if (op.type != duckdb::LogicalOperatorType::LOGICAL_UNION || !op.setop_all)
            rows.add(flows[i]);
        at(op.table_index, i) = flows[i];
    }
}

/// Each round reads what the round before made: until nothing more flows.
void PlanWalk::recursive(duckdb::LogicalRecursiveCTE &op, Rows &rows)
{
    visit(*op.children[0], rows);
    std::vector<Flow> flows = outputsOf(*op.children[0]);
    for (;;) {
        m_tables[op.table_index] = {flows, {}};
        visit(*op.children[1], rows);
        const std::vector<Flow> next = outputsOf(*op.children[1]);
        const std::vector<Flow> before = flows;
        for (size_t i = 0; i < flows.size() && i < next.size(); ++i)
            flows[i].add(next[i]);
        if (flows == before)
            break;
    }
    for (size_t i = 0; i < flows.size(); ++i) {
        if (!op.union_all && op.key_targets.empty())
            rows.add(flows[i]);
        at(op.table_index, i) = flows[i];
    }
    for (const auto &key : op.key_targets)
        rows.add(flowOf(*key, rows));
}

/// Below stand the groups, then one list an aggregate, last the list of the pivoted column's values.
void PlanWalk::pivot(duckdb::LogicalPivot &op, Rows &rows)
{
    visitChildren(op, rows);
    const std::vector<Flow> below = outputsOf(*op.children[0]);
    const size_t groups = op.bound_pivot.group_count, aggregates = op.bound_pivot.aggregates.size();
    const size_t width = op.GetColumnBindings().size();
    if (below.size() != groups + aggregates + 1 || aggregates == 0) {
        unknown(op, rows);
        return;
    }
    for (size_t i = 0; i < width; ++i) {
        Flow flow = i < groups ? below[i] : below[groups + (i - groups) % aggregates];
        if (i >= groups)
            flow.decidedBy(below.back());
        at(op.pivot_index, i) = flow;
    }
}

void PlanWalk::limit(Op &op, duckdb::BoundLimitNode &limit, duckdb::BoundLimitNode &offset, Rows &rows)
{
    visitChildren(op, rows);
    for (auto *node : {&limit, &offset}) {
        if (const auto &expression = node->GetExpression())
            rows.add(flowOf(*expression, rows));
    }
    Op *below = op.children[0].get();
    while (below->type == duckdb::LogicalOperatorType::LOGICAL_PROJECTION || below->type == duckdb::LogicalOperatorType::LOGICAL_FILTER)
        below = below->children[0].get();
    if (below->type == duckdb::LogicalOperatorType::LOGICAL_ORDER_BY) {
        for (const auto &order : below->Cast<duckdb::LogicalOrder>().orders)
            rows.add(flowOf(*order.expression, rows));
    }
}

}  // namespace headrace::data
