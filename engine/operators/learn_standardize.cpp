// SPDX-License-Identifier: GPL-3.0-or-later
// learn.standardize: brings columns of numbers to one scale.
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"

namespace headrace {

namespace {

Result<learning::StandardizeOptions> optionsOf(NodeContext &context)
{
    const Params &params = context.params();
    HR_ASSIGN(const QStringList columns, chosenColumns(context));
    learning::StandardizeOptions options{columns,
                                         params.text(QStringLiteral("method")),
                                         params.flag(QStringLiteral("centre")),
                                         params.flag(QStringLiteral("scale")),
                                         params.number(QStringLiteral("low")),
                                         params.number(QStringLiteral("high")),
                                         params.number(QStringLiteral("low_quantile")),
                                         params.number(QStringLiteral("high_quantile"))};
    if (options.low >= options.high)
        return Error(ErrorCode::Invalid, QStringLiteral("The low end of the range is not below its high end."),
                     QStringLiteral("Let low be less than high."))
            .at(context.node(), QStringLiteral("low"));
    if (options.lowQuantile >= options.highQuantile)
        return Error(ErrorCode::Invalid, QStringLiteral("The low quantile is not below the high one."),
                     QStringLiteral("Let low_quantile be less than high_quantile."))
            .at(context.node(), QStringLiteral("low_quantile"));
    return options;
}

}  // namespace

Operator learnStandardize()
{
    return declare("learn.standardize", 1)
        .title(TR("Standardize"))
        .category(Category::Learn)
        .icon("ruler")
        .doc(TR(
            "Brings columns of numbers to one scale: mean 0 and deviation 1, a range such as 0 to 1, or median and quantiles.\n\n"
            "Missing values (NULL and NaN) teach nothing and stay missing. A constant column becomes 0 (min_max: the low end). The values "
            "are "
            "those of scikit-learn's StandardScaler, MinMaxScaler and RobustScaler. Connect the train part of a split; 'Apply transform' "
            "repeats what was learned on other rows."))
        .keywords({TR("scale"), TR("normalize"), TR("z-score"), TR("StandardScaler"), TR("MinMaxScaler"), TR("RobustScaler")})
        .summary(TR("{method} of {columns}"))
        .input("rows", PortType::Table, TR("The rows to learn from and to scale."))
        .output("rows", PortType::Table, TR("The rows with the columns scaled; these are DOUBLE."))
        .output("transform", PortType::Transform, TR("What was learned, for other rows."))
        .param(Param::columns("columns")
                   .title(TR("Columns"))
                   .doc(TR("Columns of numbers to scale."))
                   .required()
                   .example(QStringLiteral("age")))
        .param(
            Param::choice("method", {QStringLiteral("standard"), QStringLiteral("min_max"), QStringLiteral("robust")})
                .title(TR("Method"))
                .doc(TR(
                    "standard: mean 0 and (population) standard deviation 1. min_max: smallest and largest value to the ends of a range. "
                    "robust: median 0 and the range between two quantiles 1, which outliers do not move."))
                .byDefault(QStringLiteral("standard")))
        .param(Param::boolean("centre")
                   .title(TR("Centre"))
                   .doc(TR("standard, robust: subtract the mean or the median."))
                   .byDefault(true)
                   .advanced())
        .param(Param::boolean("scale")
                   .title(TR("Scale"))
                   .doc(TR("standard, robust: divide by the deviation or the range."))
                   .byDefault(true)
                   .advanced())
        .param(Param::number("low").title(TR("Low")).doc(TR("min_max: what the smallest value becomes.")).byDefault(0).advanced())
        .param(Param::number("high").title(TR("High")).doc(TR("min_max: what the largest value becomes.")).byDefault(1).advanced())
        .param(Param::number("low_quantile")
                   .title(TR("Low quantile"))
                   .doc(TR("robust: the lower quantile."))
                   .byDefault(0.25)
                   .atLeast(0)
                   .atMost(1)
                   .advanced())
        .param(Param::number("high_quantile")
                   .title(TR("High quantile"))
                   .doc(TR("robust: the upper quantile."))
                   .byDefault(0.75)
                   .atLeast(0)
                   .atMost(1)
                   .advanced())
        .trait(&Traits::fits)
        .fit([](TaskContext &context) -> Result<learning::Transform> {
            HR_ASSIGN(const auto options, optionsOf(context));
            return fitTransform(context, QStringLiteral("standardize"),
                                [&options](const learning::FitInput &input) { return learning::fitStandardize(input, options); });
        })
        .schema([](NodeContext &context) -> Result<QMap<QString, data::Schema>> {
            HR_ASSIGN(const auto options, optionsOf(context));
            return plannedRows(context, QStringLiteral("standardize"), learning::planStandardize(context.table().schema, options));
        })
        .example(learnExample("Standardize ages", R"(
            "scale": {"op": "learn.standardize", "version": 1, "params": {"columns": ["age", "income"]}, "inputs": {"rows": "people:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
