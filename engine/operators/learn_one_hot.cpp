// SPDX-License-Identifier: GPL-3.0-or-later
// learn.one_hot: a column of zeros and ones for each category.
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"

namespace headrace {

Operator learnOneHot()
{
    return declare("learn.one_hot", 1)
        .title(TR("One-hot encode"))
        .category(Category::Learn)
        .icon("table-columns-split")
        .doc(TR(
            "Turns each category of a column into a column of its own that is 1 where the category holds and 0 elsewhere.\n\n"
            "The columns are named after column and category and stand in the categories' order. Missing values (NULL and NaN) are a "
            "category "
            "of their own, named with _missing, if these rows hold some; else they count as unknown. Two categories whose names differ in "
            "letter case alone are told apart by a number. Connect the train part of a split; 'Apply transform' repeats what was learned "
            "on other rows."))
        .keywords({TR("dummy"), TR("categorical"), TR("encode"), TR("get_dummies"), TR("OneHotEncoder"), TR("category")})
        .summary(TR("{columns}"))
        .input("rows", PortType::Table, TR("The rows to learn the categories from and to encode."))
        .output("rows", PortType::Table, TR("The rows with the encoded columns in place of the chosen ones; these are TINYINT."))
        .output("transform", PortType::Transform, TR("What was learned, for other rows."))
        .param(Param::columns("columns").title(TR("Columns")).doc(TR("Columns to encode.")).required().example(QStringLiteral("city")))
        .param(Param::choice("unknown", {QStringLiteral("ignore"), QStringLiteral("error"), QStringLiteral("infrequent")})
                   .title(TR("Unknown values"))
                   .doc(TR("What a value becomes that the rows learned from do not hold. ignore: 0 in every column. error: the run stops. "
                           "infrequent: it "
                           "counts as an infrequent category, if there is one, else as with ignore."))
                   .byDefault(QStringLiteral("ignore")))
        .param(Param::number("minimum_frequency")
                   .title(TR("Minimum frequency"))
                   .doc(TR("Categories that are rarer share one column, named with _infrequent. From 1 on: a number of rows; below 1: a "
                           "share of them."))
                   .byDefault(0)
                   .atLeast(0))
        .param(Param::integer("maximum_categories")
                   .title(TR("Maximum of categories"))
                   .doc(TR("At most so many columns for one column, the infrequent one among them; 0: no limit."))
                   .byDefault(0)
                   .atLeast(0)
                   .atMost(5000))
        .param(Param::choice("drop", {QStringLiteral("none"), QStringLiteral("first"), QStringLiteral("if_binary")})
                   .title(TR("Leave out"))
                   .doc(TR("first: leave out the first column of each, which the others imply. if_binary: only where there are two."))
                   .byDefault(QStringLiteral("none"))
                   .advanced())
        .trait(&Traits::fits)
        .fit([](TaskContext &context) -> Result<learning::Transform> {
            HR_ASSIGN(const QStringList columns, chosenColumns(context));
            const Params &params = context.params();
            const learning::OneHotOptions options{columns, params.number(QStringLiteral("minimum_frequency")),
                                                  int(params.integer(QStringLiteral("maximum_categories"))),
                                                  params.text(QStringLiteral("unknown")), params.text(QStringLiteral("drop"))};
            return fitTransform(context, QStringLiteral("one_hot"),
                                [&options](const learning::FitInput &input) { return learning::fitOneHot(input, options); });
        })
        .example(learnExample("Encode cities", R"(
            "encode": {"op": "learn.one_hot", "version": 1, "params": {"columns": ["city"]}, "inputs": {"rows": "people:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
