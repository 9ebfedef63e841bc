// SPDX-License-Identifier: GPL-3.0-or-later
// flow.marker: a step that does nothing itself and is done when everything before it is.
#include "engine/operators/declare.h"

namespace headrace {

Operator flowMarker()
{
    return declare("flow.marker", 1)
        .title(TR("Marker"))
        .category(Category::Code)
        .icon("flag")
        .doc(TR("Does nothing itself and is done when everything before it is. Use it to name a point of a pipeline: run to it with "
                "--to, or let several branches come together."))
        .keywords({TR("barrier"), TR("milestone"), TR("wait"), TR("join")})
        .input("after", PortType::Metrics, TR("What must be done before."), Cardinality::Many)
        .output("done", PortType::Metrics, TR("Empty metrics: there so that other markers can follow."))
        .trait(&Traits::deterministic, false)
        .instant()
        .example(R"({"headrace": 1, "name": "Two markers", "nodes": {
            "start": {"op": "flow.marker", "version": 1},
            "end": {"op": "flow.marker", "version": 1, "inputs": {"after": "start:done"}}}})")
        .task([](TaskContext &context) -> Result<void> {
            context.setOutput(QStringLiteral("done"), Metrics());
            return {};
        });
}

}  // namespace headrace
