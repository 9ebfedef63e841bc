// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/subpipeline.h"

#include "engine/pipeline/format.h"
#include "engine/pipeline/resolve.h"

#include <QHash>

namespace headrace {

namespace {

const QString kPipeline = QStringLiteral("pipeline");
constexpr int kDeepest = 64;

ParamSpec bodyParam()
{
    ParamSpec spec;
    spec.name = kPipeline;
    spec.type = ParamType::Pipeline;
    spec.title = QStringLiteral("Pipeline");
    spec.required = true;
    return spec;
}

ParamSpec valuesParam()
{
    ParamSpec spec;
    spec.name = QStringLiteral("values");
    spec.type = ParamType::Map;
    spec.title = QStringLiteral("Values");
    return spec;
}

/// Finds the ends inside; each nested subpipeline is looked into once, however many ports stand for its own.
class Inside
{
public:
    Inside(const Pipeline &inner, const SignatureLookup &lookup, int depth) : m_inner(inner), m_lookup(lookup), m_depth(depth) {}

    /// The type and cardinality of one end; nullopt where the operator is not known.
    std::optional<PortSpec> port(const PortRef &ref, bool input)
    {
        const auto node = m_inner.nodes.constFind(ref.node);
        if (node == m_inner.nodes.cend())
            return std::nullopt;
        if (!isSubpipeline(*node)) {
            const Signature *signature = m_lookup(node->op);
            return signature ? find(*signature, ref.port, input) : std::nullopt;
        }
        auto nested = m_nested.constFind(ref.node);
        if (nested == m_nested.cend()) {
            const auto body = m_depth < kDeepest ? embeddedPipeline(*node) : std::nullopt;
            nested = m_nested.insert(
                ref.node, body ? portsOfSubpipeline(pipelineFromJson(*body).pipeline, m_lookup, m_depth + 1) : SubpipelinePorts());
        }
        if (nested->untyped.contains((input ? QLatin1String("in:") : QLatin1String("out:")) + ref.port))
            return std::nullopt;
        return find(nested->signature, ref.port, input);
    }

private:
    static std::optional<PortSpec> find(const Signature &signature, const QString &name, bool input)
    {
        const PortSpec *port = input ? signature.input(name) : signature.output(name);
        return port ? std::optional(*port) : std::nullopt;
    }

    const Pipeline &m_inner;
    const SignatureLookup &m_lookup;
    const int m_depth;
    QHash<QString, SubpipelinePorts> m_nested;
};

}  // namespace

bool isSubpipeline(const Node &node)
{
    return node.op == QLatin1String(kSubpipelineOperator);
}

std::optional<QJsonObject> embeddedPipeline(const Node &node)
{
    const QJsonObject body = node.params.value(kPipeline).toObject();
    return body.value(QLatin1String("nodes")).isObject() ? std::optional(body) : std::nullopt;
}

std::optional<Pipeline> innerPipeline(const Node &node)
{
    const auto body = isSubpipeline(node) ? embeddedPipeline(node) : std::nullopt;
    return body ? std::optional(pipelineFromJson(*body).pipeline) : std::nullopt;
}

QString fileOfSubpipeline(const Node &node)
{
    return node.params.value(kPipeline).toObject().value(QLatin1String("$file")).toString();
}

SubpipelinePorts portsOfSubpipeline(const Pipeline &inner, const SignatureLookup &lookup, int depth)
{
    Inside inside(inner, lookup, depth);
    SubpipelinePorts ports;
    Signature &signature = ports.signature;
    signature.id = QLatin1String(kSubpipelineOperator);
    const Signature *declared = lookup(signature.id);
    signature.version = declared ? declared->version : 1;
    signature.params = declared ? declared->params : QList<ParamSpec>{bodyParam(), valuesParam()};
    for (auto input = inner.ports.inputs.cbegin(); input != inner.ports.inputs.cend() && signature.inputs.size() < kMostPorts; ++input) {
        // One edge feeds all inner ports, so the strictest of them decides.
        PortSpec spec{input.key(), PortType::Table, Cardinality::Many, {}};
        bool known = false;
        for (const PortRef &ref : *input)
            if (const auto port = inside.port(ref, true)) {
                if (!known)
                    spec.type = port->type;
                known = true;
                if (port->cardinality == Cardinality::One || spec.cardinality == Cardinality::Many)
                    spec.cardinality = port->cardinality;
                if (spec.doc.isEmpty())
                    spec.doc = port->doc;
            }
        if (!known) {
            spec.cardinality = Cardinality::Many;
            ports.untyped.insert(QStringLiteral("in:") + input.key());
        }
        signature.inputs << spec;
    }
    for (auto output = inner.ports.outputs.cbegin(); output != inner.ports.outputs.cend() && signature.outputs.size() < kMostPorts;
         ++output) {
        const auto port = inside.port(*output, false);
        if (!port)
            ports.untyped.insert(QStringLiteral("out:") + output.key());
        signature.outputs << PortSpec{output.key(), port ? port->type : PortType::Table, Cardinality::One, port ? port->doc : QString()};
    }
    return ports;
}

Signature signatureOfSubpipeline(const Pipeline &inner, const SignatureLookup &lookup)
{
    return portsOfSubpipeline(inner, lookup).signature;
}

}  // namespace headrace
