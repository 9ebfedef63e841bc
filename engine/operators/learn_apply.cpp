// SPDX-License-Identifier: GPL-3.0-or-later
// learn.apply: repeats a fitted transform on other rows.
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"

namespace headrace {

Operator learnApply()
{
    return declare("learn.apply", 1)
        .title(TR("Apply transform"))
        .category(Category::Learn)
        .icon("wand")
        .doc(TR("Repeats on these rows what a transform learned on others, and learns nothing from them.\n\n"
                "So the test part of a split is filled, scaled and encoded exactly as the train part was."))
        .keywords({TR("transform"), TR("impute"), TR("scale"), TR("encode"), TR("test")})
        .summary(TR("transform"))
        .input("rows", PortType::Table, TR("The rows to change."))
        .input("transform", PortType::Transform, TR("What was learned elsewhere."))
        .output("rows", PortType::Table, TR("The changed rows."))
        .trait(&Traits::rowwise)
        .relation([](NodeContext &context) -> Result<QMap<QString, data::Relation>> {
            const TableInput rows = context.table();
            QMap<QString, data::Relation> outputs;
            // While a pipeline is edited nothing is fitted, and what comes out is not known.
            for (const learning::Transform &transform : context.transforms(QStringLiteral("transform"))) {
                auto relation = learning::applyTransform(transform, rows.handle, rows.schema, rows.identity, rows.chain, context.node(),
                                                         QStringLiteral("learn.apply"));
                if (!relation)
                    return std::move(relation.error()).at(context.node());
                outputs.insert(QStringLiteral("rows"), *relation);
            }
            return outputs;
        })
        .example(learnExample("Fill the test as the train", R"(
            "split": {"op": "learn.split", "version": 1, "params": {"test": 0.3, "keys": ["id"]}, "inputs": {"rows": "people:rows"}},
            "fill": {"op": "learn.impute", "version": 1, "params": {"columns": ["income"]}, "inputs": {"rows": "split:train"}},
            "again": {"op": "learn.apply", "version": 1, "inputs": {"rows": "split:test", "transform": "fill:transform"}}
        )")
                     .constData());
}

}  // namespace headrace
