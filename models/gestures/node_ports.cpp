// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/node_ports.h"

#include "engine/pipeline/format.h"
#include "engine/pipeline/resolve.h"
#include "engine/pipeline/subpipeline.h"

namespace headrace {

SpokenOutputs spokenOutputs(const Pipeline &pipeline)
{
    SpokenOutputs spoken;
    const auto speak = [&spoken](const PortRef &ref) {
        QStringList &names = spoken[ref.node];
        if (!names.contains(ref.port))
            names.append(ref.port);
    };
    for (const Node &node : pipeline.nodes)
        for (const QList<PortRef> &refs : node.inputs)
            for (const PortRef &ref : refs)
                speak(ref);
    for (const PortRef &ref : pipeline.ports.outputs)
        speak(ref);
    return spoken;
}

Signature portsOfNode(const QString &id, const Node &node, const Catalog &catalog, const SpokenOutputs &spoken)
{
    if (isSubpipeline(node)) {
        if (const auto body = embeddedPipeline(node))
            return signatureOfSubpipeline(pipelineFromJson(*body).pipeline, catalog.lookup());
    } else if (const OperatorSpec *spec = catalog.find(node.op)) {
        return *spec;
    }
    Signature signature;
    signature.id = node.op;
    signature.version = node.version;
    for (auto input = node.inputs.cbegin(); input != node.inputs.cend(); ++input)
        signature.inputs.append({input.key(), PortType::Table, Cardinality::Many, {}});
    QStringList outputs = spoken.value(id);
    outputs.sort();
    for (const QString &output : std::as_const(outputs))
        signature.outputs.append({output, PortType::Table, Cardinality::One, {}});
    return signature;
}

Signature portsOfNode(const Pipeline &pipeline, const QString &id, const Catalog &catalog)
{
    const auto node = pipeline.nodes.constFind(id);
    if (node == pipeline.nodes.cend())
        return {};
    const bool known = isSubpipeline(*node) ? embeddedPipeline(*node).has_value() : catalog.find(node->op) != nullptr;
    return portsOfNode(id, *node, catalog, known ? SpokenOutputs() : spokenOutputs(pipeline));
}

}  // namespace headrace
