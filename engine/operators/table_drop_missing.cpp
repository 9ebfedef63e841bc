// SPDX-License-Identifier: GPL-3.0-or-later
// table.drop_missing: leaves out rows with missing values.
#include "engine/data/type_names.h"
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

shape::Outputs dropMissing(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));
    HR_ASSIGN(QList<int> chosen,
              shape::columns(context, QStringLiteral("columns"), context.params().texts(QStringLiteral("columns")), input.schema));
    if (chosen.isEmpty()) {
        for (int i = 0; i < input.schema.columns.size(); ++i)
            chosen << i;
    }
    const bool nanToo = context.params().flag(QStringLiteral("nan"));
    QStringList missing;
    for (const int index : chosen) {
        const data::Column &column = input.schema.columns[index];
        const QString name = quoteIdentifier(column.name);
        missing << (nanToo && data::isFloatingType(column.type) ? QStringLiteral("(%1 IS NULL OR isnan(%1))").arg(name)
                                                                : name + QStringLiteral(" IS NULL"));
    }
    const bool any = context.params().text(QStringLiteral("when")) == QStringLiteral("any");
    data::Relation relation = shape::from(input);
    // isnan(NULL) is NULL, but stands behind IS NULL OR: the condition is never NULL.
    relation.sql = QStringLiteral("SELECT * FROM %1 WHERE NOT (%2)")
                       .arg(input.handle, missing.join(any ? QStringLiteral(" OR ") : QStringLiteral(" AND ")));
    return shape::rows(relation);
}

}  // namespace

Operator tableDropMissing()
{
    return declare("table.drop_missing", 1)
        .title(TR("Drop missing"))
        .category(Category::Shape)
        .icon("eraser")
        .doc(TR("Leaves out rows in which values are missing (NULL), in any of the chosen columns or in all of them. NaN, which is a "
                "value, counts only where you say so."))
        .keywords({TR("null"), TR("nan"), TR("dropna"), TR("complete"), TR("missing")})
        .summary(TR("{when} of {columns}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("The rows that are complete enough."))
        .param(Param::columns("columns").title(TR("Columns")).doc(TR("The columns to look at. Empty: all.")))
        .param(Param::choice("when", {QStringLiteral("any"), QStringLiteral("all")})
                   .title(TR("Drop when"))
                   .doc(TR("any: one of them is missing; all: every one of them is."))
                   .byDefault(QStringLiteral("any")))
        .param(Param::boolean("nan").title(TR("NaN, too")).doc(TR("Count NaN as missing.")).byDefault(false))
        .trait(&Traits::choosesRows)
        .example(R"({"headrace": 1, "name": "Drop missing", "nodes": {
            "people": {"op": "read.inline", "version": 1, "params": {"csv": "name,age\nAda,36\nAlan,\n"}},
            "complete": {"op": "table.drop_missing", "version": 1, "params": {"columns": ["age"]}, "inputs": {"rows": "people:rows"}}}})")
        .relation(&dropMissing);
}

}  // namespace headrace
