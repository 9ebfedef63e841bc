// SPDX-License-Identifier: GPL-3.0-or-later
// table.sort: orders the rows.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

/// Nothing is sorted here: relations are multisets, and who reads rows in order reads them by the identity. So a sort puts
/// its keys before the identity, as one column that compares as the keys do.
shape::Outputs sortRows(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));
    HR_ASSIGN(const QList<shape::SortKey> keys, shape::sortKeys(context, QStringLiteral("keys"), input));
    data::Relation relation = shape::from(input);
    relation.keepsCount = true;
    QStringList arguments;
    for (const shape::SortKey &key : keys) {
        arguments << key.sql
                  << QStringLiteral("'%1 NULLS %2'")
                         .arg(key.descending ? QStringLiteral("DESC") : QStringLiteral("ASC"),
                              key.nullsFirst ? QStringLiteral("FIRST") : QStringLiteral("LAST"));
    }
    const QString sorted = shape::nextHidden(input.identity);
    relation.identity = QStringList{sorted} + shape::ordering(input);
    relation.sql = QStringLiteral("SELECT *, create_sort_key(%1) AS %2 FROM %3")
                       .arg(arguments.join(QStringLiteral(", ")), quoteIdentifier(sorted), input.handle);
    HR_TRY(context.describe(relation.sql));
    return shape::rows(relation);
}

}  // namespace

Operator tableSort()
{
    return declare("table.sort", 1)
        .title(TR("Sort rows"))
        .category(Category::Shape)
        .icon("arrow-down-a-z")
        .doc(TR("Orders the rows by one or more keys. Rows with equal keys keep the order they had. Steps that depend on an order "
                "(Limit, Sample, first and last in Group, CSV files) use it until a Join or Group makes new rows."))
        .keywords({TR("order"), TR("rank"), TR("ascending"), TR("descending")})
        .summary(TR("{keys}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("The same rows in the new order."))
        .param(Param::records("keys",
                              {Param::expression("expression")
                                   .title(TR("Key"))
                                   .doc(TR("A column, or an expression over columns."))
                                   .required()
                                   .example(TR("age")),
                               Param::choice("order", {QStringLiteral("ascending"), QStringLiteral("descending")})
                                   .title(TR("Order"))
                                   .doc(TR("Smallest first, or largest first."))
                                   .byDefault(QStringLiteral("ascending")),
                               Param::choice("nulls", {QStringLiteral("last"), QStringLiteral("first")})
                                   .title(TR("Missing"))
                                   .doc(TR("Where rows without a value stand."))
                                   .byDefault(QStringLiteral("last"))})
                   .title(TR("Keys"))
                   .doc(TR("What to sort by, the most important first."))
                   .required())
        .trait(&Traits::choosesRows)
        .example(R"({"headrace": 1, "name": "Sort rows", "nodes": {
            "people": {"op": "read.inline", "version": 1, "params": {"csv": "name,age\nAda,36\nAlan,41\n"}},
            "sort": {"op": "table.sort", "version": 1, "params": {"keys": [{"expression": "age", "order": "descending"}]}, "inputs": {"rows": "people:rows"}}}})")
        .relation(&sortRows);
}

}  // namespace headrace
