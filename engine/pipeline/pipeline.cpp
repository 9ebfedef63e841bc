// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/pipeline.h"

#include <algorithm>

namespace headrace {

std::optional<PortRef> PortRef::fromString(const QString &text)
{
    // At the last colon: no well-formed id holds one, and a malformed node id must still be named as a whole.
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon <= 0 || colon + 1 == text.size())
        return std::nullopt;
    return PortRef{text.left(colon), text.mid(colon + 1)};
}

QList<Edge> Pipeline::edges() const
{
    QList<Edge> edges;
    for (auto node = nodes.cbegin(); node != nodes.cend(); ++node)
        for (auto input = node->inputs.cbegin(); input != node->inputs.cend(); ++input)
            for (const PortRef &from : *input)
                edges << Edge{from, PortRef{node.key(), input.key()}};
    return edges;
}

bool isNodeId(const QString &text)
{
    if (text.isEmpty() || text.size() > 255 || text[0] < QLatin1Char('a') || text[0] > QLatin1Char('z'))
        return false;
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('_')
            || c == QLatin1Char('-');
    });
}

}  // namespace headrace
