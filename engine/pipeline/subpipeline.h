// SPDX-License-Identifier: GPL-3.0-or-later
// What check() and resolve() both know of a node that contains a pipeline.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/pipeline.h"
#include "engine/pipeline/signature.h"

#include <QSet>

namespace headrace {

/// Ports on either side of a pipeline; more could be drawn by nobody, and would make looking for one by name slow.
inline constexpr qsizetype kMostPorts = 1000;

/// The ports of a subpipeline, and which of them ("in:NAME", "out:NAME") have a type that only a run or a file tells.
struct SubpipelinePorts {
    Signature signature;
    QSet<QString> untyped;
};

SubpipelinePorts portsOfSubpipeline(const Pipeline &inner, const SignatureLookup &lookup, int depth = 0);

/// Whether a node is a subpipeline; its body is embedded if embeddedPipeline() gives one, else fileOfSubpipeline() names it.
bool isSubpipeline(const Node &node);
std::optional<QJsonObject> embeddedPipeline(const Node &node);
QString fileOfSubpipeline(const Node &node);
/// The pipeline that is embedded in a subpipeline, read; nothing for any other node.
std::optional<Pipeline> innerPipeline(const Node &node);

/// The values a subpipeline node gives to the parameters of the pipeline within; references are to the outer one's.
QList<Diagnostic> checkSubpipelineValues(const Pipeline &outer, const QString &node, const Pipeline &inner, const QJsonObject &values);

}  // namespace headrace
