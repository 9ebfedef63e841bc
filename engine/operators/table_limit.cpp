// SPDX-License-Identifier: GPL-3.0-or-later
// table.limit: the first rows.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

shape::Outputs limitRows(NodeContext &context)
{
    const TableInput input = context.table();
    data::Relation relation = shape::isUnknown(input) ? shape::unknown(input) : shape::from(input);
    const QString order = shape::orderKeys(input);
    relation.sql = QStringLiteral("SELECT * FROM %1%2 LIMIT %3 OFFSET %4")
                       .arg(input.handle, order.isEmpty() ? QString() : QStringLiteral(" ORDER BY ") + order)
                       .arg(context.params().integer(QStringLiteral("rows")))
                       .arg(context.params().integer(QStringLiteral("offset")));
    return shape::rows(relation);
}

}  // namespace

Operator tableLimit()
{
    return declare("table.limit", 1)
        .title(TR("Limit rows"))
        .category(Category::Shape)
        .icon("list-end")
        .doc(TR("Keeps the first rows, in the order of the source or of the last Sort, and leaves out the rest."))
        .keywords({TR("head"), TR("top"), TR("first"), TR("offset"), TR("skip")})
        .summary(TR("{rows} rows"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("Its first rows."))
        .param(Param::integer("rows")
                   .title(TR("Rows"))
                   .doc(TR("How many rows to keep."))
                   .unit(TR("rows"))
                   .required()
                   .atLeast(0)
                   .atMost(9e15)
                   .example(TR("100")))
        .param(Param::integer("offset")
                   .title(TR("Offset"))
                   .doc(TR("How many rows to pass over before."))
                   .unit(TR("rows"))
                   .byDefault(0)
                   .atLeast(0)
                   .atMost(9e15))
        .trait(&Traits::choosesRows)
        .example(R"({"headrace": 1, "name": "Limit rows", "nodes": {
            "people": {"op": "read.inline", "version": 1, "params": {"csv": "name,age\nAda,36\nAlan,41\nGrace,85\n"}},
            "limit": {"op": "table.limit", "version": 1, "params": {"rows": 2}, "inputs": {"rows": "people:rows"}}}})")
        .relation(&limitRows);
}

}  // namespace headrace
