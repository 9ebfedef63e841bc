// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/check/structure.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/graph.h"

#include <algorithm>

namespace headrace {

QSet<QString> withDescendants(const Pipeline &pipeline, const QSet<QString> &from)
{
    if (from.isEmpty())
        return {};
    const Graph graph(pipeline);
    std::vector<int> open;
    std::vector<char> seen(size_t(graph.size()), 0);
    for (const QString &id : from)
        if (const int node = graph.indexOf(id); node >= 0 && !std::exchange(seen[size_t(node)], 1))
            open.push_back(node);
    QSet<QString> found;
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        found.insert(graph.id(node));
        for (const int next : graph.outputsOf(node))
            if (!std::exchange(seen[size_t(next)], 1))
                open.push_back(next);
    }
    return found;
}

QString outermost(const QString &node)
{
    return node.section(QLatin1Char('/'), 0, 0);
}

QSet<QString> nodesWithErrors(const QList<Diagnostic> &diagnostics)
{
    QSet<QString> nodes;
    for (const Diagnostic &diagnostic : diagnostics)
        if (diagnostic.severity == Severity::Error && !diagnostic.node.isEmpty())
            nodes.insert(outermost(diagnostic.node));
    return nodes;
}

Pipeline without(const Pipeline &pipeline, const QSet<QString> &nodes)
{
    const QSet<QString> gone = withDescendants(pipeline, nodes);
    Pipeline rest = pipeline;
    for (const QString &id : gone)
        rest.nodes.remove(id);
    // Ports that stood for what is gone would be wrong in themselves.
    rest.ports = {};
    return rest;
}

Pipeline neededBy(const Pipeline &pipeline, const QStringList &nodes)
{
    QStringList outer;
    for (const QString &node : nodes)
        outer << outermost(node);
    const QStringList needed = ancestorsOf(pipeline, outer);
    Pipeline rest = pipeline;
    rest.nodes.clear();
    for (const QString &id : needed)
        if (const auto node = pipeline.nodes.constFind(id); node != pipeline.nodes.constEnd())
            rest.nodes.insert(id, *node);
    rest.ports = {};
    rest.layout = {};
    return rest;
}

Pipeline withoutWithin(const Pipeline &pipeline, const QSet<QString> &nodes)
{
    Pipeline rest = without(pipeline, nodes);
    for (auto input = pipeline.ports.inputs.cbegin(); input != pipeline.ports.inputs.cend(); ++input) {
        // One that feeds nothing any more stays, too: the edge to it is still there.
        QList<PortRef> into = *input;
        into.removeIf([&rest](const PortRef &ref) { return !rest.nodes.contains(ref.node); });
        rest.ports.inputs.insert(input.key(), into);
    }
    for (auto output = pipeline.ports.outputs.cbegin(); output != pipeline.ports.outputs.cend(); ++output)
        if (rest.nodes.contains(output->node))
            rest.ports.outputs.insert(output.key(), *output);
    return rest;
}

QList<Diagnostic> merged(const QList<Diagnostic> &first, const QList<Diagnostic> &second)
{
    QList<Diagnostic> all;
    QSet<QString> said;
    for (const QList<Diagnostic> *list : {&first, &second})
        for (const Diagnostic &diagnostic : *list) {
            const QString key = QStringList{diagnostic.code, diagnostic.node, diagnostic.parameter, diagnostic.port,
                                            diagnostic.node.isEmpty() ? diagnostic.text : QString()}
                                    .join(QLatin1Char('\n'));
            if (!said.contains(key)) {
                said.insert(key);
                all << diagnostic;
            }
        }
    std::stable_sort(all.begin(), all.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return a.severity != b.severity ? a.severity > b.severity : a.node < b.node;
    });
    return all;
}

}  // namespace headrace
