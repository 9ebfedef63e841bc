// SPDX-License-Identifier: GPL-3.0-or-later
// table.distinct: each row, or each key, once.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

shape::Outputs distinctRows(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));
    HR_ASSIGN(const QList<int> keys,
              shape::columns(context, QStringLiteral("keys"), context.params().texts(QStringLiteral("keys")), input.schema));
    HR_ASSIGN(const QList<shape::SortKey> order, shape::sortKeys(context, QStringLiteral("order"), input));
    data::Relation relation = shape::from(input);
    if (keys.isEmpty()) {
        // Rows that are equal in all columns are one; which place it had means nothing.
        relation.identity.clear();
        relation.sql = QStringLiteral("SELECT DISTINCT %1 FROM %2").arg(quoteIdentifiers(input.schema.names()), input.handle);
        return shape::rows(relation);
    }
    const bool last = context.params().text(QStringLiteral("keep")) == QStringLiteral("last");
    QStringList names, sorted;
    for (const int index : keys)
        names << quoteIdentifier(input.schema.columns[index].name);
    for (const shape::SortKey &key : order)
        sorted << key.toSql(last);
    sorted << shape::orderKeys(input, last);
    relation.sql = QStringLiteral("SELECT * FROM %1 QUALIFY row_number() OVER (PARTITION BY %2 ORDER BY %3) = 1")
                       .arg(input.handle, names.join(QStringLiteral(", ")), sorted.join(QStringLiteral(", ")));
    if (!order.isEmpty())
        HR_TRY(context.describe(relation.sql));
    return shape::rows(relation);
}

}  // namespace

Operator tableDistinct()
{
    return declare("table.distinct", 1)
        .title(TR("Remove duplicates"))
        .category(Category::Shape)
        .icon("copy-minus")
        .doc(TR("Keeps each row once, or one row for each combination of key columns. Of rows with equal keys the first or the last stays, "
                "in the order "
                "you give or that of the source. Missing values count as equal."))
        .keywords({TR("distinct"), TR("unique"), TR("deduplicate"), TR("keys")})
        .summary(TR("{keys}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("Its distinct rows."))
        .param(Param::columns("keys")
                   .title(TR("Keys"))
                   .doc(TR("The columns that must differ. Empty: all, so that only rows equal in every column are merged.")))
        .param(Param::choice("keep", {QStringLiteral("first"), QStringLiteral("last")})
                   .title(TR("Keep"))
                   .doc(TR("Which of the rows with equal keys stays."))
                   .byDefault(QStringLiteral("first")))
        .param(
            Param::records("order",
                           {Param::expression("expression").title(TR("Key")).doc(TR("A column, or an expression over columns.")).required(),
                            Param::choice("order", {QStringLiteral("ascending"), QStringLiteral("descending")})
                                .title(TR("Order"))
                                .doc(TR("Smallest first, or largest first."))
                                .byDefault(QStringLiteral("ascending")),
                            Param::choice("nulls", {QStringLiteral("last"), QStringLiteral("first")})
                                .title(TR("Missing"))
                                .doc(TR("Where rows without a value stand."))
                                .byDefault(QStringLiteral("last"))})
                .title(TR("In the order of"))
                .doc(TR("What decides which row is first or last. Empty: the order of the rows.")))
        .trait(&Traits::choosesRows)
        .trait(&Traits::aggregates)
        .example(R"({"headrace": 1, "name": "Remove duplicates", "nodes": {
            "visits": {"op": "read.inline", "version": 1, "params": {"csv": "name,day\nAda,1\nAlan,1\nAda,2\n"}},
            "last": {"op": "table.distinct", "version": 1, "params": {"keys": ["name"], "keep": "last"}, "inputs": {"rows": "visits:rows"}}}})")
        .relation(&distinctRows);
}

}  // namespace headrace
