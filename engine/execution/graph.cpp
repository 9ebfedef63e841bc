// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/graph.h"

#include "engine/operators/builtin.h"
#include "engine/pipeline/check.h"

#include <algorithm>

namespace headrace::execution {

const GraphInput *GraphNode::input(const QString &port) const
{
    for (const GraphInput &candidate : inputs)
        if (candidate.port == port)
            return &candidate;
    return nullptr;
}

namespace {

/// The parameters in force at a node: those of the innermost subpipeline it stands in.
const QMap<QString, PipelineParameter> *scopeOf(const Graph &graph, const QString &id)
{
    QString prefix = id;
    for (;;) {
        const qsizetype slash = prefix.lastIndexOf(QLatin1Char('/'));
        prefix.truncate(slash + 1);
        const auto found = graph.scopes.constFind(prefix);
        if (found != graph.scopes.constEnd())
            return &*found;
        if (prefix.isEmpty())
            return nullptr;
        prefix.chop(1);
    }
}

}  // namespace

std::unique_ptr<Graph> Graph::build(const Pipeline &pipeline, const Catalog &catalog, const ResolveOptions &options,
                                    QList<Diagnostic> &diagnostics)
{
    const SignatureLookup lookup = catalog.lookup();
    diagnostics += check(pipeline, lookup);
    if (hasErrors(diagnostics))
        return nullptr;
    ResolvedPipeline resolved = resolve(pipeline, lookup, options);
    diagnostics += resolved.diagnostics;
    if (hasErrors(diagnostics))
        return nullptr;
    // Again, flat: what subpipelines in files hold, and whether the values of parameters fit where they stand, is known only now.
    for (Diagnostic &diagnostic : check(resolved.pipeline, lookup, true))
        if (!diagnostics.contains(diagnostic))
            diagnostics << std::move(diagnostic);
    if (hasErrors(diagnostics))
        return nullptr;

    auto graph = std::make_unique<Graph>();
    graph->pipeline = std::move(resolved.pipeline);
    graph->scopes = std::move(resolved.scopes);
    graph->subpipelineOutputs = std::move(resolved.subpipelineOutputs);
    const QStringList order = topologicalOrder(graph->pipeline);
    graph->nodes.reserve(size_t(order.size()));
    for (const QString &id : order) {
        const Node &node = *graph->pipeline.nodes.constFind(id);
        const Operator *op = findOperator(node.op);
        if (!op) {
            Diagnostic diagnostic;
            diagnostic.code = QStringLiteral("unknown_operator");
            diagnostic.node = id;
            diagnostic.text = QStringLiteral("The operator '%1' is not known to this version.").arg(node.op);
            diagnostic.hint = QStringLiteral("Remove or disable the node, or use a version that has the operator.");
            diagnostics << diagnostic;
            continue;
        }
        GraphNode entry{id, op, &node, Params(op->spec.params, node.params), {}, {}, scopeOf(*graph, id)};
        // Ports in the order of the declaration, so that keys and contexts do not depend on the file's order.
        for (const PortSpec &port : op->spec.inputs) {
            const auto edges = node.inputs.constFind(port.name);
            if (edges == node.inputs.constEnd() || edges->isEmpty())
                continue;
            GraphInput input{port.name, {}};
            for (const PortRef &from : *edges)
                input.from.push_back({graph->index.value(from.node, -1), from.port});
            entry.inputs.push_back(std::move(input));
        }
        graph->index.insert(id, int(graph->nodes.size()));
        graph->nodes.push_back(std::move(entry));
    }
    if (hasErrors(diagnostics))
        return nullptr;
    for (int i = 0; i < int(graph->nodes.size()); ++i)
        for (const GraphInput &input : graph->nodes[size_t(i)].inputs)
            for (const OutputRef &from : input.from) {
                std::vector<int> &consumers = graph->nodes[size_t(from.node)].consumers;
                if (consumers.empty() || consumers.back() != i)
                    consumers.push_back(i);
            }
    return graph;
}

}  // namespace headrace::execution
