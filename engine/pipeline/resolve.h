// SPDX-License-Identifier: GPL-3.0-or-later
// From a pipeline as written to one that can be planned: parameters bound, subpipelines inlined, operators upgraded.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/pipeline.h"
#include "engine/pipeline/signature.h"

#include <functional>

namespace headrace {

/// The operator id of a node that contains a pipeline: parameter "pipeline" (embedded, or {"$file": path}) and
/// parameter "values" (the inner pipeline's parameters by value). Its ports are the inner pipeline's ports.
inline constexpr const char *kSubpipelineOperator = "flow.subpipeline";

struct SubpipelineFile {
    Pipeline pipeline;
    QString path;  ///< absolute; recursion is noticed by it
};

struct ResolveOptions {
    QMap<QString, QJsonValue> values;  ///< by --set or the dialog; checked against the declared type
    /// Reads the file of a subpipeline, given the path as written and the folder of the file that names it; confines paths.
    std::function<Result<SubpipelineFile>(const QString &path, const QString &folder)> readFile;
    /// Rewrites a node of an older operator version; the catalog gives it. May be empty.
    std::function<void(Node &)> upgrade;
    QString folder;  ///< folder of the outermost pipeline
    int maximumDepth = 32;
};

struct ResolvedPipeline {
    Pipeline pipeline;  ///< flat: no subpipelines, ids outer/inner, $param replaced by values, ${name} in paths replaced
    /// Parameters in force at each node (its own subpipeline's), for $name in SQL and expressions: node id prefix to values.
    QMap<QString, QMap<QString, PipelineParameter>>
        scopes;  ///< prefix ("" or "outer/") to parameter, defaultValue being the value in force
    /// What an output of a subpipeline (outer:port) stands for: the output of a node within, which stands in the flat pipeline.
    QMap<QString, PortRef> subpipelineOutputs;
    QList<Diagnostic> diagnostics;  ///< what check() of the pipeline as written cannot see
};

/// Pure but for readFile. Paths of nodes from other files become relative to `folder`. Disabled nodes are gone: one with a single
/// table in and out passes its rows through, the consumers of others are reported. The result is without ports, so an input
/// that only a pipeline around it could feed is missing in check(result.pipeline, lookup, true). Recursion and unset required parameters are diagnostics.
ResolvedPipeline resolve(const Pipeline &pipeline, const SignatureLookup &lookup, const ResolveOptions &options);

/// A value given as text, as on the command line (--set name=value), as a value of the parameter's type.
Result<QJsonValue> parameterFromText(const PipelineParameter &parameter, const QString &text);

/// The ports a subpipeline node shows, from the pipeline it contains; types come from the inner operators.
Signature signatureOfSubpipeline(const Pipeline &inner, const SignatureLookup &lookup);

}  // namespace headrace
