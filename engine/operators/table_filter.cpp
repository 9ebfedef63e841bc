// SPDX-License-Identifier: GPL-3.0-or-later
// table.filter: keeps the rows for which a condition holds.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

shape::Outputs filterRows(NodeContext &context)
{
    const TableInput input = context.table();
    const QString parameter = QStringLiteral("condition");
    HR_ASSIGN(const QString condition, context.expression(parameter, context.params().text(parameter), input.schema));
    data::Relation relation = shape::isUnknown(input) ? shape::unknown(input) : shape::from(input);
    relation.sql = QStringLiteral("SELECT * FROM %1 WHERE (%2)").arg(input.handle, condition);
    if (shape::isUnknown(input))
        return shape::rows(relation);
    HR_ASSIGN(const data::Schema bound, context.describe(QStringLiteral("SELECT (%1) AS c FROM %2").arg(condition, input.handle)));
    if (bound.columns.value(0).type != QStringLiteral("BOOLEAN"))
        return shape::invalid(context, parameter,
                              QStringLiteral("The condition gives %1, not true or false.").arg(bound.columns.value(0).type),
                              QStringLiteral("Compare it with something, as in age > 30."));
    return shape::rows(relation);
}

}  // namespace

Operator tableFilter()
{
    return declare("table.filter", 1)
        .title(TR("Filter rows"))
        .category(Category::Shape)
        .icon("filter")
        .doc(TR("Keeps the rows for which the condition is true. Rows for which it is false or missing (NULL) are left out."))
        .keywords({TR("where"), TR("condition"), TR("rows"), TR("keep")})
        .summary(TR("{condition}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("The rows for which the condition is true."))
        .param(Param::expression("condition")
                   .title(TR("Condition"))
                   .doc(TR("A SQL expression over the columns that is true or false."))
                   .required()
                   .example(TR("age > 30 AND name IS NOT NULL")))
        .trait(&Traits::choosesRows)
        .example(R"({"headrace": 1, "name": "Filter rows", "nodes": {
            "people": {"op": "read.inline", "version": 1, "params": {"csv": "id,name,age\n1,Ada,36\n2,Alan,41\n"}},
            "filter": {"op": "table.filter", "version": 1, "params": {"condition": "age > 40"}, "inputs": {"rows": "people:rows"}}}})")
        .relation(&filterRows);
}

}  // namespace headrace
