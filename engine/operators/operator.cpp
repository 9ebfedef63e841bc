// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/operator.h"

namespace headrace {

Result<QString> NodeContext::expression(const QString &parameterPath, const QString &text, const data::Schema &schema, bool aggregates)
{
    auto compiled = data::compileExpression(connection(), text, schema, {aggregates, scope()});
    if (!compiled)
        return std::move(compiled.error()).at(node(), parameterPath);
    return compiled;
}

}  // namespace headrace
