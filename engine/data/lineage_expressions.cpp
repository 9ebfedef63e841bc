// SPDX-License-Identifier: GPL-3.0-or-later
// The expressions of the plan: which of their columns flow, and which only decide.
#include "engine/data/lineage_plan.h"

#include <duckdb/function/lambda_functions.hpp>
#include <duckdb/planner/expression_iterator.hpp>

#include <unordered_set>

namespace headrace::data {

namespace {

using Names = std::unordered_set<std::string_view>;

/// Functions that pick from their first argument by the others.
const Names kPicks{"array_extract", "list_extract", "list_element", "element_at",   "map_extract", "map_extract_value",
                   "array_slice",   "list_slice",   "list_select",  "array_select", "list_where",  "array_where"};
/// Aggregates that pick a value of their first argument by the second, and those that keep values whole.
const Names kPickingAggregates{
    "arg_max",           "arg_min", "argmax", "argmin", "max_by", "min_by", "arg_max_null", "arg_min_null", "arg_max_nulls_last",
    "arg_min_nulls_last"};
const Names kKeepingAggregates{"first", "last", "any_value", "arbitrary", "list", "array_agg"};
const Names kTransforms{"list_transform", "array_transform", "list_apply", "array_apply", "apply"};
const Names kFilters{"list_filter", "array_filter", "filter"};
const Names kReductions{"list_reduce", "array_reduce", "reduce"};

}  // namespace

Flow PlanWalk::merged(const duckdb::vector<duckdb::unique_ptr<Expression>> &expressions, Rows &rows, const Frame *frame)
{
    Flow flow;
    for (const auto &expression : expressions)
        flow.add(flowOf(*expression, rows, frame));
    return flow;
}

Flow PlanWalk::flowOf(const Expression &expression, Rows &rows, const Frame *frame)
{
    using Class = duckdb::ExpressionClass;
    Flow flow;
    switch (expression.GetExpressionClass()) {
    case Class::BOUND_COLUMN_REF:
        return flowAt(expression.Cast<duckdb::BoundColumnRefExpression>().binding);
    case Class::BOUND_CONSTANT:
    case Class::BOUND_PARAMETER:
    case Class::BOUND_DEFAULT:
        return flow;
    case Class::BOUND_REF: {
        const auto index = expression.Cast<duckdb::BoundReferenceExpression>().index;
        return frame && index < frame->size() ? (*frame)[index] : unresolvedFlow();
    }
    case Class::BOUND_CAST: {
        const auto &cast = expression.Cast<duckdb::BoundCastExpression>();
        flow = flowOf(*cast.child, rows, frame);
        if (cast.child->return_type != cast.return_type)
            flow.fields.clear();
        return flow;
    }
    case Class::BOUND_CASE: {
        const auto &cases = expression.Cast<duckdb::BoundCaseExpression>();
        flow = flowOf(*cases.else_expr, rows, frame);
        Flow conditions;
        for (const auto &check : cases.case_checks) {
            flow.add(flowOf(*check.then_expr, rows, frame));
            conditions.add(flowOf(*check.when_expr, rows, frame));
        }
        flow.decidedBy(conditions);
        return flow;
    }
    case Class::BOUND_OPERATOR: {
        const auto &call = expression.Cast<duckdb::BoundOperatorExpression>();
        if (call.GetExpressionType() == duckdb::ExpressionType::OPERATOR_NULLIF && call.children.size() == 2) {
            flow = flowOf(*call.children[0], rows, frame);
            flow.decidedBy(flowOf(*call.children[1], rows, frame));
            return flow;
        }
        flow = merged(call.children, rows, frame);
        if (call.return_type != call.children[0]->return_type)
            flow.fields.clear();
        return flow;
    }
    case Class::BOUND_COMPARISON:
    case Class::BOUND_CONJUNCTION:
    case Class::BOUND_BETWEEN:
        duckdb::ExpressionIterator::EnumerateChildren(expression, [&](const Expression &child) { flow.add(flowOf(child, rows, frame)); });
        flow.fields.clear();
        return flow;
    case Class::BOUND_FUNCTION:
        return function(expression.Cast<duckdb::BoundFunctionExpression>(), rows, frame);
    case Class::BOUND_AGGREGATE: {
        const auto &call = expression.Cast<duckdb::BoundAggregateExpression>();
        flow = arguments(call.function.name, call.children, rows, frame);
        if (call.filter)
            flow.decidedBy(flowOf(*call.filter, rows, frame));
        if (call.order_bys) {
            for (const auto &order : call.order_bys->orders)
                flow.decidedBy(flowOf(*order.expression, rows, frame));
        }
        return flow;
    }
    case Class::BOUND_WINDOW:
        return window(expression.Cast<duckdb::BoundWindowExpression>(), rows, frame);
    case Class::BOUND_UNNEST:
        return flowOf(*expression.Cast<duckdb::BoundUnnestExpression>().child, rows, frame);
    case Class::BOUND_SUBQUERY:
        return subquery(expression.Cast<duckdb::BoundSubqueryExpression>(), rows, frame);
    default:
        return unresolvedFlow();
    }
}

/// The field of a struct that a constant key names, -1 where it is not known.
static int fieldOf(const duckdb::BoundFunctionExpression &call)
{
    if (call.children.size() != 2 || call.children[0]->return_type.id() != duckdb::LogicalTypeId::STRUCT
        || call.children[1]->GetExpressionClass() != duckdb::ExpressionClass::BOUND_CONSTANT)
        return -1;
    const auto &fields = duckdb::StructType::GetChildTypes(call.children[0]->return_type);
    const duckdb::Value &key = call.children[1]->Cast<duckdb::BoundConstantExpression>().value;
    if (key.IsNull())
        return -1;
    if (key.type().id() != duckdb::LogicalTypeId::VARCHAR)
        return key.type().IsIntegral() ? int(key.GetValue<int64_t>()) - 1 : -1;
    for (size_t i = 0; i < fields.size(); ++i) {
        if (duckdb::StringUtil::CIEquals(fields[i].first, duckdb::StringValue::Get(key)))
            return int(i);
    }
    return -1;
}

Flow PlanWalk::function(const duckdb::BoundFunctionExpression &call, Rows &rows, const Frame *frame)
{
    const std::string_view name = call.function.name;
    if (name == "struct_pack" || name == "row") {
        Flow flow;
        std::vector<Flow> fields;
        for (const auto &child : call.children) {
            fields.push_back(flowOf(*child, rows, frame));
            flow.add(fields.back());
        }
        flow.fields = std::move(fields);
        return flow;
    }
    if (name == "struct_extract" || name == "struct_extract_at" || name == "array_extract") {
        if (const int field = fieldOf(call); field >= 0) {
            Flow flow = flowOf(*call.children[0], rows, frame);
            if (size_t(field) < flow.fields.size())
                return Flow(flow.fields[size_t(field)]);
            flow.fields.clear();
            return flow;
        }
    }
    if (call.bind_info && (kTransforms.contains(name) || kFilters.contains(name) || kReductions.contains(name)))
        return lambda(call, rows, frame);
    if (kPicks.contains(name) && !call.children.empty()) {
        Flow flow = flowOf(*call.children[0], rows, frame);
        for (size_t i = 1; i < call.children.size(); ++i)
            flow.decidedBy(flowOf(*call.children[i], rows, frame));
        return flow;
    }
    Flow flow = merged(call.children, rows, frame);
    if (name != "list_value")
        flow.fields.clear();
    return flow;
}

/// A lambda's body refers to its own parameters first (the last one first), then to the call's arguments behind the list.
Flow PlanWalk::lambda(const duckdb::BoundFunctionExpression &call, Rows &rows, const Frame *frame)
{
    const std::string_view name = call.function.name;
    const auto &facts = call.bind_info->Cast<duckdb::ListLambdaBindData>();
    const Flow list = flowOf(*call.children[0], rows, frame);
    if (!facts.lambda_expr)  // over NULL
        return list;
    Frame inner;
    if (facts.has_index)
        inner.emplace_back();
    inner.push_back(list);
    const bool reduces = kReductions.contains(name);
    if (reduces)
        inner.push_back(list);
    const size_t accumulator = inner.size() - 1;
    for (size_t i = 1; i < call.children.size(); ++i)
        inner.push_back(flowOf(*call.children[i], rows, frame));
    if (!reduces) {
        const Flow body = flowOf(*facts.lambda_expr, rows, &inner);
        Flow flow = kFilters.contains(name) ? list : body;
        flow.decidedBy(kFilters.contains(name) ? body : list);
        return flow;
    }
    Flow flow = list;
    if (facts.has_initial) {
        flow = inner[accumulator + 1];
        inner.erase(inner.begin() + std::ptrdiff_t(accumulator) + 1);
    }
    for (;;) {
        inner[accumulator] = flow;
        Flow next = flow;
        next.add(flowOf(*facts.lambda_expr, rows, &inner));
        if (next == flow)
            break;
        flow = std::move(next);
    }
    flow.decidedBy(list);
    return flow;
}

Flow PlanWalk::arguments(std::string_view name, const duckdb::vector<duckdb::unique_ptr<Expression>> &children, Rows &rows,
                         const Frame *frame)
{
    if (!kPickingAggregates.contains(name) || children.size() < 2) {
        Flow flow = merged(children, rows, frame);
        if (!kKeepingAggregates.contains(name))
            flow.fields.clear();
        return flow;
    }
    Flow flow = flowOf(*children[0], rows, frame);
    for (size_t i = 1; i < children.size(); ++i)
        flow.decidedBy(flowOf(*children[i], rows, frame));
    return flow;
}

Flow PlanWalk::window(const duckdb::BoundWindowExpression &call, Rows &rows, const Frame *frame)
{
    const auto type = call.GetExpressionType();
    Flow flow = call.aggregate ? arguments(call.aggregate->name, call.children, rows, frame) : Flow();
    if (!call.aggregate) {
        for (size_t i = 0; i < call.children.size(); ++i) {
            const Flow child = flowOf(*call.children[i], rows, frame);
            if (type == duckdb::ExpressionType::WINDOW_NTH_VALUE && i > 0)
                flow.decidedBy(child);
            else
                flow.add(child);
        }
    }
    const auto decides = [&](const duckdb::unique_ptr<Expression> &expression) {
        if (expression)
            flow.decidedBy(flowOf(*expression, rows, frame));
    };
    if (call.default_expr)
        flow.add(flowOf(*call.default_expr, rows, frame));
    for (const auto &partition : call.partitions)
        decides(partition);
    for (const auto &order : call.orders) {
        // FILL interpolates along the order: its values flow, too.
        if (type == duckdb::ExpressionType::WINDOW_FILL)
            flow.add(flowOf(*order.expression, rows, frame));
        decides(order.expression);
    }
    for (const auto &order : call.arg_orders)
        decides(order.expression);
    for (const auto *expression : {&call.filter_expr, &call.start_expr, &call.end_expr, &call.offset_expr})
        decides(*expression);
    return flow;
}

Flow PlanWalk::subquery(const duckdb::BoundSubqueryExpression &call, Rows &rows, const Frame *frame)
{
    if (!call.subquery.plan)
        return unresolvedFlow();
    visit(*call.subquery.plan, rows);
    Flow flow = merged(call.children, rows, frame);
    if (call.subquery_type == duckdb::SubqueryType::SCALAR || call.subquery_type == duckdb::SubqueryType::ANY) {
        for (const Flow &column : outputsOf(*call.subquery.plan))
            flow.add(column);
    }
    return flow;
}

}  // namespace headrace::data
