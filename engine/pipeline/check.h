// SPDX-License-Identifier: GPL-3.0-or-later
// Structure without I/O: ids, ports, cycles, cardinality, types of parameters, references to parameters.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/pipeline.h"
#include "engine/pipeline/signature.h"

namespace headrace {

/// All diagnostics of the structure, sorted by node. Linear in the size of the pipeline; 100,000 nodes take well under a second.
/// Unknown operators and parameters are warnings: they are kept in the file; a run that needs them fails. Pipelines embedded in
/// nodes are checked too, their nodes named outer/inner. `flat`: the pipeline is a resolved one, whose ids may hold '/'.
QList<Diagnostic> check(const Pipeline &pipeline, const SignatureLookup &lookup, bool flat = false);

/// Checks one parameter value against its declaration; `path` names it in the diagnostics. References
/// ({"$param"}, {"$secret"}) are checked against the pipeline's parameters by type.
QList<Diagnostic> checkParam(const Pipeline &pipeline, const QString &node, const ParamSpec &spec, const QJsonValue &value,
                             const QString &path);

/// Checks the values of several parameters, missing and unknown ones included; `path` is what stands before their names.
QList<Diagnostic> checkParams(const Pipeline &pipeline, const QString &node, const QList<ParamSpec> &specs, const QJsonObject &values,
                              const QString &path = {});

/// Whether a value is one of a pipeline parameter's type (Boolean, Integer, Number, Text, Path).
bool fitsParameterType(ParamType type, const QJsonValue &value);

/// The name in {"$param": name}, empty if the value is no reference.
QString referredParameter(const QJsonValue &value);

/// Whether a text can name a parameter of a pipeline: [A-Za-z_][A-Za-z0-9_]*, as it stands behind $ in SQL.
bool isParameterName(const QString &text);

/// The names in ${name} within a path, in order.
QStringList parametersInPath(const QString &path);

/// The nodes in an order in which every node stands after its inputs, ties by id; nodes on or below a cycle are left out.
QStringList topologicalOrder(const Pipeline &pipeline);

/// The nodes that the given nodes need, they included.
QStringList ancestorsOf(const Pipeline &pipeline, const QStringList &nodes);

}  // namespace headrace
