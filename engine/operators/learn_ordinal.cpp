// SPDX-License-Identifier: GPL-3.0-or-later
// learn.ordinal: numbers categories in an order.
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"

namespace headrace {

namespace {

Result<learning::OrdinalOptions> optionsOf(NodeContext &context)
{
    const Params &params = context.params();
    learning::OrdinalOptions options;
    HR_ASSIGN(options.columns, chosenColumns(context));
    for (const Params &order : params.records(QStringLiteral("orders")))
        options.orders.insert(order.text(QStringLiteral("column")), order.texts(QStringLiteral("categories")));
    options.unknown = params.text(QStringLiteral("unknown"));
    options.unknownValue = params.integer(QStringLiteral("unknown_value"));
    if (params.has(QStringLiteral("missing_value")))
        options.missingValue = params.integer(QStringLiteral("missing_value"));
    return options;
}

}  // namespace

Operator learnOrdinal()
{
    return declare("learn.ordinal", 1)
        .title(TR("Ordinal encode"))
        .category(Category::Learn)
        .icon("list-ordered")
        .doc(TR("Numbers the categories of a column from 0 on, in their sorted order or in one that you give.\n\n"
                "Missing values stay missing unless they are given a number. Connect the train part of a split; 'Apply transform' repeats "
                "what was "
                "learned on other rows."))
        .keywords({TR("label"), TR("categorical"), TR("encode"), TR("OrdinalEncoder"), TR("rank"), TR("category")})
        .summary(TR("{columns}"))
        .input("rows", PortType::Table, TR("The rows to learn the categories from and to encode."))
        .output("rows", PortType::Table, TR("The rows with the columns as numbers (INTEGER)."))
        .output("transform", PortType::Transform, TR("What was learned, for other rows."))
        .param(Param::columns("columns").title(TR("Columns")).doc(TR("Columns to encode.")).required().example(QStringLiteral("city")))
        .param(Param::records("orders",
                              {Param::column("column").title(TR("Column")).doc(TR("One of the columns.")).required(),
                               Param::texts("categories")
                                   .title(TR("Categories"))
                                   .doc(TR("All its categories, from the one that becomes 0 on."))
                                   .required()})
                   .title(TR("Orders"))
                   .doc(TR("Columns whose categories have an order of their own; the others are sorted.")))
        .param(Param::choice("unknown", {QStringLiteral("error"), QStringLiteral("value"), QStringLiteral("missing")})
                   .title(TR("Unknown values"))
                   .doc(TR("What a value becomes that is no category. error: the run stops. value: the number below. missing: NULL."))
                   .byDefault(QStringLiteral("error")))
        .param(Param::integer("unknown_value")
                   .title(TR("Number of unknown values"))
                   .doc(TR("value: what they become."))
                   .byDefault(-1)
                   .atLeast(-1000000)
                   .atMost(1000000))
        .param(Param::integer("missing_value")
                   .title(TR("Number of missing values"))
                   .doc(TR("What missing values become; none: they stay missing."))
                   .atLeast(-1000000)
                   .atMost(1000000)
                   .advanced())
        .trait(&Traits::fits)
        .fit([](TaskContext &context) -> Result<learning::Transform> {
            HR_ASSIGN(const auto options, optionsOf(context));
            return fitTransform(context, QStringLiteral("ordinal"),
                                [&options](const learning::FitInput &input) { return learning::fitOrdinal(input, options); });
        })
        .schema([](NodeContext &context) -> Result<QMap<QString, data::Schema>> {
            HR_ASSIGN(const auto options, optionsOf(context));
            return plannedRows(context, QStringLiteral("ordinal"), learning::planOrdinal(context.table().schema, options));
        })
        .example(learnExample("Number cities", R"(
            "number": {"op": "learn.ordinal", "version": 1, "params": {"columns": ["city"], "orders": [{"column": "city", "categories": ["Kiel", "Bonn", "Ulm"]}]},
                "inputs": {"rows": "people:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
