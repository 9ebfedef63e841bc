// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/operator.h"

namespace headrace {

Result<QString> NodeContext::expression(const QString &parameterPath, const QString &text, const data::Schema &schema, bool aggregates,
                                        bool windows)
{
    auto compiled = data::compileExpression(connection(), text, schema,
                                            {.aggregates = aggregates, .parameters = scope(), .windows = windows});
    if (!compiled)
        return std::move(compiled.error()).at(node(), parameterPath);
    m_compiled << CompiledExpression{parameterPath, text, schema};
    return compiled;
}

Error NodeContext::explain(Error error)
{
    if (error.code != ErrorCode::Invalid || !error.parameter.isEmpty())
        return error;
    Error otherwise = error;
    otherwise.position = -1;
    for (const CompiledExpression &compiled : std::as_const(m_compiled)) {
        Error found = data::explainExpression(connection(), compiled.text, compiled.schema, otherwise);
        if (found.position >= 0)
            return std::move(found).at(node(), compiled.parameter);
    }
    return error;
}

}  // namespace headrace
