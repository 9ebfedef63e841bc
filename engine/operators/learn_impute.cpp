// SPDX-License-Identifier: GPL-3.0-or-later
// learn.impute: fills missing values with what the rows teach.
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"

#include <algorithm>

namespace headrace {

namespace {

Result<learning::ImputeOptions> optionsOf(NodeContext &context)
{
    const Params &params = context.params();
    learning::ImputeOptions options;
    options.indicators = params.flag(QStringLiteral("indicators"));
    const auto set = [&options](const QString &column, const QString &strategy, const QJsonValue &value) {
        const auto found = std::find_if(options.columns.begin(), options.columns.end(),
                                        [&](const auto &one) { return one.column == column; });
        if (found != options.columns.end())
            *found = {column, strategy, value};
        else
            options.columns << learning::ImputeColumn{column, strategy, value};
    };
    for (const QString &column : params.texts(QStringLiteral("columns")))
        set(column, params.text(QStringLiteral("strategy")), params.value(QStringLiteral("value")));
    for (const Params &one : params.records(QStringLiteral("per_column")))
        set(one.text(QStringLiteral("column")), one.text(QStringLiteral("strategy")), one.value(QStringLiteral("value")));
    if (options.columns.isEmpty())
        return Error(ErrorCode::Invalid, QStringLiteral("No column is chosen."), QStringLiteral("Choose the columns to fill."))
            .at(context.node(), QStringLiteral("columns"));
    return options;
}

}  // namespace

Operator learnImpute()
{
    const QStringList strategies{QStringLiteral("mean"), QStringLiteral("median"), QStringLiteral("most_frequent"),
                                 QStringLiteral("constant")};
    return declare("learn.impute", 1)
        .title(TR("Impute missing values"))
        .category(Category::Learn)
        .icon("paint-bucket")
        .doc(
            TR("Fills missing values with what these rows teach: the mean, the median, the most frequent value, or a constant.\n\n"
               "Missing are NULL and, in floating point columns, NaN. Mean and median make the column DOUBLE; the others keep its type. Of "
               "equally frequent values the smallest is taken. Connect the train part of a split; 'Apply transform' repeats what was "
               "learned on other rows."))
        .keywords({TR("fill"), TR("NULL"), TR("NaN"), TR("fillna"), TR("SimpleImputer"), TR("median"), TR("mean")})
        .summary(TR("{strategy} of {columns}"))
        .input("rows", PortType::Table, TR("The rows to learn from and to fill."))
        .output("rows", PortType::Table, TR("The rows with the values filled."))
        .output("transform", PortType::Transform, TR("What was learned, for other rows."))
        .param(Param::columns("columns").title(TR("Columns")).doc(TR("Columns to fill.")).example(QStringLiteral("age")))
        .param(Param::choice("strategy", strategies)
                   .title(TR("Fill with"))
                   .doc(TR("What fills the chosen columns."))
                   .byDefault(QStringLiteral("mean")))
        .param(Param::text("value")
                   .title(TR("Constant"))
                   .doc(TR("constant: the value, written so that it is one of the column's type."))
                   .example(QStringLiteral("0")))
        .param(
            Param::records(
                "per_column",
                {Param::column("column").title(TR("Column")).doc(TR("The column.")).required(),
                 Param::choice("strategy", strategies).title(TR("Fill with")).doc(TR("What fills it.")).byDefault(QStringLiteral("median")),
                 Param::text("value").title(TR("Constant")).doc(TR("constant: the value."))})
                .title(TR("Per column"))
                .doc(TR("Columns that are filled in another way.")))
        .param(Param::boolean("indicators")
                   .title(TR("Add indicators"))
                   .doc(TR("Add for each column a boolean column, its name with _missing, that says where a value was missing."))
                   .byDefault(false))
        .trait(&Traits::fits)
        .fit([](TaskContext &context) -> Result<learning::Transform> {
            HR_ASSIGN(const auto options, optionsOf(context));
            return fitTransform(context, QStringLiteral("impute"),
                                [&options](const learning::FitInput &input) { return learning::fitImpute(input, options); });
        })
        .schema([](NodeContext &context) -> Result<QMap<QString, data::Schema>> {
            HR_ASSIGN(const auto options, optionsOf(context));
            return plannedRows(context, QStringLiteral("impute"), learning::planImpute(context.table().schema, options));
        })
        .example(learnExample("Fill incomes", R"(
            "fill": {"op": "learn.impute", "version": 1, "params": {"columns": ["income"], "strategy": "median", "indicators": true,
                "per_column": [{"column": "city", "strategy": "constant", "value": "unknown"}]}, "inputs": {"rows": "people:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
