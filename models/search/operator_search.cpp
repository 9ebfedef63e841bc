// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/operator_search.h"

#include "models/search/fuzzy.h"

#include <algorithm>

namespace headrace {

QList<OperatorMatch> searchOperators(const Catalog &catalog, const QString &query, const std::function<bool(const OperatorSpec &)> &fits)
{
    QList<OperatorMatch> found;
    for (const OperatorSpec &spec : catalog.operators()) {
        if (fits && !fits(spec))
            continue;
        // A title is what people see, so it counts most; a keyword must be nearly typed out to come before it.
        const int title = fuzzyScore(query, spec.title);
        int score = title * 4;
        for (const QString &keyword : spec.keywords)
            score = std::max(score, fuzzyScore(query, keyword) * 3);
        score = std::max(score, fuzzyScore(query, spec.id) * 2);
        if (score > 0)
            found.append({&spec, query.trimmed().isEmpty() ? 1 : score + title});
    }
    std::stable_sort(found.begin(), found.end(), [](const OperatorMatch &a, const OperatorMatch &b) { return a.score > b.score; });
    return found;
}

const PortSpec *fittingPort(const Signature &signature, PortType type, bool fromOutput)
{
    const QList<PortSpec> &ports = fromOutput ? signature.inputs : signature.outputs;
    const auto port = std::find_if(ports.cbegin(), ports.cend(), [type](const PortSpec &p) { return p.type == type; });
    return port == ports.cend() ? nullptr : &*port;
}

bool fitsPort(const OperatorSpec &spec, PortType type, bool fromOutput)
{
    return fittingPort(spec, type, fromOutput) != nullptr;
}

}  // namespace headrace
