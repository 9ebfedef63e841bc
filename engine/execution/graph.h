// SPDX-License-Identifier: GPL-3.0-or-later
// A resolved pipeline as an array in topological order, edges as indices: what planning and running walk over.
#pragma once

#include "engine/catalog/params.h"
#include "engine/operators/operator.h"
#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/resolve.h"

#include <QHash>

#include <vector>

namespace headrace::execution {

/// An output of a node.
struct OutputRef {
    int node = -1;
    QString port;
    bool operator==(const OutputRef &) const = default;
};

struct GraphInput {
    QString port;
    std::vector<OutputRef> from;
};

struct GraphNode {
    QString id;
    const Operator *op = nullptr;
    const Node *node = nullptr;  ///< in Graph::pipeline
    Params params;
    std::vector<GraphInput> inputs;
    std::vector<int> consumers;  ///< nodes fed by any output, each once, ascending
    const QMap<QString, PipelineParameter> *scope = nullptr;

    const GraphInput *input(const QString &port) const;
};

/// Immutable after build(); safe to read from several threads.
struct Graph {
    Pipeline pipeline;  ///< resolved: flat, parameters bound
    QMap<QString, QMap<QString, PipelineParameter>> scopes;
    QMap<QString, PortRef> subpipelineOutputs;  ///< by outer:port
    std::vector<GraphNode> nodes;
    QHash<QString, int> index;

    /// Checks, resolves and sorts. Diagnostics with an error mean there is no graph to run.
    static std::unique_ptr<Graph> build(const Pipeline &pipeline, const Catalog &catalog, const ResolveOptions &options,
                                        QList<Diagnostic> &diagnostics);
};

}  // namespace headrace::execution
