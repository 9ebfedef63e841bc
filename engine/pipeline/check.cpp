// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/check.h"

#include "engine/base/closest.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/graph.h"
#include "engine/pipeline/subpipeline.h"

#include <QSet>

#include <algorithm>
#include <deque>
#include <memory>

namespace headrace {

namespace {

constexpr int kDeepest = 64;
constexpr int kNamedOnCycle = 12;

/// Names to choose from, and how long they are together.
struct Names {
    QStringList list;
    qint64 length = 0;

    Names() = default;
    Names(const QStringList &names) : list(names)
    {
        for (const QString &name : names)
            length += name.size() + 8;
    }
};

/// The closest name, as long as looking for it stays cheap: a hostile pipeline may have 100,000 dangling edges to 100,000 nodes.
class Suggestions
{
public:
    QString closest(const QString &name, const Names &candidates)
    {
        const qint64 cost = name.size() * candidates.length;
        if (cost > m_budget)
            return {};
        m_budget -= cost;
        return closestTo(name, candidates.list);
    }

private:
    qint64 m_budget = 20'000'000;
};

QString didYouMean(const QString &closest, const QString &otherwise)
{
    return closest.isEmpty() ? otherwise : QStringLiteral("Did you mean '%1'?").arg(closest);
}

class Checker
{
public:
    Checker(const Pipeline &pipeline, const SignatureLookup &lookup, bool flat, const QString &prefix, int depth, Suggestions &suggestions)
        : m_pipeline(pipeline), m_lookup(lookup), m_flat(flat), m_prefix(prefix), m_depth(depth), m_suggestions(suggestions)
    {}

    QList<Diagnostic> check()
    {
        header();
        for (auto input = m_pipeline.ports.inputs.cbegin(); input != m_pipeline.ports.inputs.cend(); ++input)
            for (const PortRef &ref : *input)
                m_fedFromOutside.insert(ref.toString());
        for (auto node = m_pipeline.nodes.cbegin(); node != m_pipeline.nodes.cend(); ++node)
            m_known.push_back(knownOf(node.key(), *node));
        const Graph graph(m_pipeline);
        cycles(graph);
        int index = 0;
        for (auto node = m_pipeline.nodes.cbegin(); node != m_pipeline.nodes.cend(); ++node, ++index) {
            id(node.key());
            inputs(node.key(), *node, m_known[size_t(index)], graph);
            params(node.key(), *node, m_known[size_t(index)]);
        }
        ports(graph);
        std::stable_sort(m_found.begin(), m_found.end(), [](const Diagnostic &a, const Diagnostic &b) { return a.node < b.node; });
        return std::move(m_found);
    }

private:
    /// What is known of a node's operator: nothing of its ports where signature is null.
    struct Known {
        const Signature *signature = nullptr;
        const QSet<QString> *untyped = nullptr;
        bool paramsFit = true;  ///< the parameters are written for the version we know
        std::shared_ptr<const Pipeline> inner;
    };

    void add(Severity severity, const QString &code, const QString &node, const QString &port, const QString &text, const QString &hint,
             const QString &replacement = {}, const QString &parameter = {})
    {
        m_found << Diagnostic{severity, code, node.isEmpty() ? ownNode() : m_prefix + node, parameter, port, text, hint, replacement,
                              -1,       0};
    }

    /// The node that contains this pipeline, without the last '/'.
    QString ownNode() const { return m_prefix.chopped(m_prefix.isEmpty() ? 0 : 1); }

    void header()
    {
        if (m_pipeline.formatVersion > Pipeline::kFormatVersion)
            add(Severity::Error, QStringLiteral("newer_format"), {}, {},
                QStringLiteral("The pipeline has format version %1; this version of Headrace knows %2.")
                    .arg(m_pipeline.formatVersion)
                    .arg(Pipeline::kFormatVersion),
                QStringLiteral("Update Headrace."));
        for (auto entry = m_pipeline.parameters.cbegin(); entry != m_pipeline.parameters.cend(); ++entry) {
            const QString path = QStringLiteral("parameters.") + entry.key();
            if (!isParameterName(entry.key()))
                add(Severity::Error, QStringLiteral("bad_parameter"), {}, {},
                    QStringLiteral("'%1' cannot name a parameter.").arg(entry.key()),
                    QStringLiteral("Use letters, digits and '_', beginning with a letter or '_'."), {}, path);
            switch (entry->type) {
            case ParamType::Boolean:
            case ParamType::Integer:
            case ParamType::Number:
            case ParamType::Text:
            case ParamType::Path:
                if (!entry->defaultValue.isUndefined() && !fitsParameterType(entry->type, entry->defaultValue))
                    add(Severity::Error, QStringLiteral("bad_parameter"), {}, {},
                        QStringLiteral("The default of the parameter '%1' is not of its type, %2.").arg(entry.key(), toString(entry->type)),
                        QStringLiteral("Change the default or the type."), {}, path);
                break;
            default:
                add(Severity::Error, QStringLiteral("bad_parameter"), {}, {},
                    QStringLiteral("The parameter '%1' has the type %2, which a pipeline's parameter cannot have.")
                        .arg(entry.key(), toString(entry->type)),
                    QStringLiteral("Use boolean, integer, number, text or path."), {}, path);
            }
        }
    }

    Known knownOf(const QString &id, const Node &node)
    {
        Known known;
        if (node.op.isEmpty()) {
            add(Severity::Error, QStringLiteral("missing_operator"), id, {}, QStringLiteral("The node has no operator."),
                QStringLiteral("Write \"op\": with the id of an operator; `headrace operators` lists them."));
            return known;
        }
        if (isSubpipeline(node)) {
            const auto body = embeddedPipeline(node);
            if (!body)
                return known;
            ReadPipeline read = pipelineFromJson(*body);
            for (Diagnostic &diagnostic : read.diagnostics) {
                diagnostic.node = m_prefix + id + (diagnostic.node.isEmpty() ? QString() : QLatin1Char('/') + diagnostic.node);
                m_found << diagnostic;
            }
            known.inner = std::make_shared<const Pipeline>(std::move(read.pipeline));
            const SubpipelinePorts &ports = m_ports.emplace_back(portsOfSubpipeline(*known.inner, m_lookup, m_depth));
            known.signature = &ports.signature;
            known.untyped = &ports.untyped;
            return known;
        }
        const Signature *signature = m_lookup(node.op);
        if (!signature) {
            const QString closest = closestOperator(node.op);
            add(Severity::Warning, QStringLiteral("unknown_operator"), id, {},
                QStringLiteral("This version does not know the operator '%1'.").arg(node.op),
                didYouMean(closest, QStringLiteral("The node is kept, but cannot run; perhaps it needs a newer version.")), closest);
        } else if (node.version > signature->version) {
            add(Severity::Warning, QStringLiteral("newer_operator"), id, {},
                QStringLiteral("The node is written for version %1 of '%2'; this version of Headrace knows %3.")
                    .arg(node.version)
                    .arg(node.op)
                    .arg(signature->version),
                QStringLiteral("Update Headrace; the node is kept, but cannot run."));
        } else {
            known.signature = signature;
            known.paramsFit = node.version == signature->version;
        }
        return known;
    }

    QString closestOperator(const QString &op)
    {
        const auto found = m_closestOperators.constFind(op);
        return found != m_closestOperators.cend() ? *found : *m_closestOperators.insert(op, m_suggestions.closest(op, m_lookup.ids()));
    }

    void id(const QString &id)
    {
        bool good = isNodeId(id);
        if (!good && m_flat) {
            const QStringList parts = id.split(QLatin1Char('/'));
            good = std::all_of(parts.cbegin(), parts.cend(), &isNodeId);
        }
        if (!good)
            add(Severity::Error, QStringLiteral("bad_id"), id, {},
                QStringLiteral("'%1' cannot be the id of a node.").arg(id.size() > 80 ? id.left(79) + QChar(0x2026) : id),
                QStringLiteral("Use small letters, digits, '_' and '-', beginning with a letter, at most 255."));
    }

    void cycles(const Graph &graph)
    {
        for (const std::vector<int> &cycle : graph.cycles()) {
            QStringList names;
            for (size_t i = 0; i < std::min<size_t>(cycle.size(), kNamedOnCycle); ++i)
                names << graph.id(cycle[i]);
            if (cycle.size() > kNamedOnCycle)
                names << QStringLiteral("… (%1 more)").arg(cycle.size() - kNamedOnCycle);
            names << graph.id(cycle.front());
            add(Severity::Error, QStringLiteral("cycle"), graph.id(cycle.front()), {},
                QStringLiteral("The node needs its own result: %1.").arg(names.join(QStringLiteral(" → "))),
                QStringLiteral("Remove one of these edges."));
        }
    }

    void inputs(const QString &id, const Node &node, const Known &known, const Graph &graph)
    {
        for (auto input = node.inputs.cbegin(); input != node.inputs.cend(); ++input) {
            const PortSpec *port = known.signature ? known.signature->input(input.key()) : nullptr;
            if (known.signature && !port) {
                const QString closest = m_suggestions.closest(input.key(), namesOf(known.signature->inputs));
                add(Severity::Error, QStringLiteral("unknown_port"), id, input.key(),
                    QStringLiteral("The node has no input '%1'.").arg(input.key()),
                    didYouMean(
                        closest,
                        known.signature->inputs.isEmpty()
                            ? QStringLiteral("It has no inputs; remove the edge.")
                            : QStringLiteral("Its inputs are: %1.").arg(namesOf(known.signature->inputs).join(QStringLiteral(", ")))),
                    closest);
            }
            const bool typed = port && !(known.untyped && known.untyped->contains(QStringLiteral("in:") + input.key()));
            for (const PortRef &from : *input)
                edge(id, input.key(), typed ? port : nullptr, from, graph);
        }
        if (!known.signature)
            return;
        for (const PortSpec &port : known.signature->inputs) {
            const auto edges = node.inputs.constFind(port.name);
            const bool outside = !m_fedFromOutside.isEmpty() && m_fedFromOutside.contains(PortRef{id, port.name}.toString());
            const qsizetype count = (edges == node.inputs.cend() ? 0 : edges->size()) + outside;
            if (port.cardinality == Cardinality::One && count == 0 && !node.disabled)
                add(Severity::Error, QStringLiteral("missing_input"), id, port.name,
                    QStringLiteral("Nothing is connected to the input '%1'.").arg(port.name),
                    QStringLiteral("Connect an output of type %1 to it.").arg(toString(port.type)));
            else if (port.cardinality != Cardinality::Many && count > 1)
                add(Severity::Error, QStringLiteral("too_many_edges"), id, port.name,
                    QStringLiteral("%1 edges lead to the input '%2', which takes one.").arg(count).arg(port.name),
                    port.type == PortType::Table ? QStringLiteral("Keep one of them, or put a union before this node.")
                                                 : QStringLiteral("Keep one of them."));
        }
    }

    void edge(const QString &id, const QString &name, const PortSpec *port, const PortRef &from, const Graph &graph)
    {
        const int source = graph.indexOf(from.node);
        if (source < 0) {
            const QString closest = m_suggestions.closest(from.node, nodeIds());
            add(Severity::Error, QStringLiteral("dangling_edge"), id, name,
                QStringLiteral("The input '%1' comes from '%2', but there is no node '%3'.").arg(name, from.toString(), from.node),
                didYouMean(closest, QStringLiteral("Add the node, or remove the edge.")),
                closest.isEmpty() ? QString() : PortRef{closest, from.port}.toString());
            return;
        }
        const Known &known = m_known[size_t(source)];
        if (!known.signature)
            return;
        const PortSpec *output = known.signature->output(from.port);
        if (!output) {
            const QString closest = m_suggestions.closest(from.port, namesOf(known.signature->outputs));
            add(Severity::Error, QStringLiteral("unknown_port"), id, name,
                QStringLiteral("The input '%1' comes from '%2', but '%3' has no output '%4'.")
                    .arg(name, from.toString(), from.node, from.port),
                didYouMean(closest,
                           known.signature->outputs.isEmpty()
                               ? QStringLiteral("It has no outputs; remove the edge.")
                               : QStringLiteral("Its outputs are: %1.").arg(namesOf(known.signature->outputs).join(QStringLiteral(", ")))),
                closest.isEmpty() ? QString() : PortRef{from.node, closest}.toString());
            return;
        }
        if (port && port->type != output->type && !(known.untyped && known.untyped->contains(QStringLiteral("out:") + from.port)))
            add(Severity::Error, QStringLiteral("port_type"), id, name,
                QStringLiteral("The input '%1' takes a %2, but '%3' gives a %4.")
                    .arg(name, toString(port->type), from.toString(), toString(output->type)),
                QStringLiteral("Connect an output of type %1.").arg(toString(port->type)));
    }

    void params(const QString &id, const Node &node, const Known &known)
    {
        if (isSubpipeline(node)) {
            subpipeline(id, node, known);
            return;
        }
        if (!known.signature)
            return;
        if (!known.paramsFit) {
            add(Severity::Info, QStringLiteral("older_operator"), id, {},
                QStringLiteral("The node is written for version %1 of '%2', which is at version %3 now.")
                    .arg(node.version)
                    .arg(node.op)
                    .arg(known.signature->version),
                QStringLiteral("It is upgraded when it runs, and in the file when that is saved by the window."));
            return;
        }
        for (Diagnostic &diagnostic : checkParams(m_pipeline, m_prefix + id, known.signature->params, node.params))
            // A disabled node need not be finished.
            if (!node.disabled || diagnostic.code != QLatin1String("missing_param"))
                m_found << std::move(diagnostic);
    }

    void subpipeline(const QString &id, const Node &node, const Known &known)
    {
        const Signature *declared = known.signature ? known.signature : nullptr;
        const SubpipelinePorts empty = declared ? SubpipelinePorts() : portsOfSubpipeline({}, m_lookup);
        m_found << checkParams(m_pipeline, m_prefix + id, declared ? declared->params : empty.signature.params, node.params);
        if (!known.inner)
            return;
        if (m_depth >= kDeepest) {
            add(Severity::Error, QStringLiteral("too_deep"), id, {},
                QStringLiteral("Subpipelines are nested deeper than %1 levels.").arg(kDeepest),
                QStringLiteral("Put the inner ones in files of their own, or flatten them."));
            return;
        }
        const QJsonObject values = node.params.value(QLatin1String("values")).toObject();
        m_found << checkSubpipelineValues(m_pipeline, m_prefix + id, *known.inner, values);
        m_found << Checker(*known.inner, m_lookup, false, m_prefix + id + QLatin1Char('/'), m_depth + 1, m_suggestions).check();
    }

    void ports(const Graph &graph)
    {
        const auto bad = [this](const QString &name, const QString &text, const QString &hint) {
            add(Severity::Error, QStringLiteral("bad_port"), {}, name, text, hint);
        };
        const auto check = [&](const QString &name, const PortRef &ref, bool input) {
            if (!isNodeId(name))
                bad(name, QStringLiteral("'%1' cannot be the name of a port.").arg(name),
                    QStringLiteral("Use small letters, digits, '_' and '-', beginning with a letter."));
            const int node = graph.indexOf(ref.node);
            if (node < 0) {
                bad(name, QStringLiteral("The port '%1' stands for '%2', but there is no node '%3'.").arg(name, ref.toString(), ref.node),
                    didYouMean(m_suggestions.closest(ref.node, nodeIds()),
                               QStringLiteral("Remove the port, or let it stand for another.")));
                return;
            }
            const Signature *signature = m_known[size_t(node)].signature;
            if (signature && !(input ? signature->input(ref.port) : signature->output(ref.port)))
                bad(name,
                    QStringLiteral("The port '%1' stands for '%2', but '%3' has no such %4.")
                        .arg(name, ref.toString(), ref.node, input ? QStringLiteral("input") : QStringLiteral("output")),
                    didYouMean(m_suggestions.closest(ref.port, namesOf(input ? signature->inputs : signature->outputs)),
                               QStringLiteral("Remove the port, or let it stand for another.")));
        };
        if (m_pipeline.ports.inputs.size() > kMostPorts || m_pipeline.ports.outputs.size() > kMostPorts)
            bad({}, QStringLiteral("The pipeline has more than %1 ports on one side.").arg(kMostPorts),
                QStringLiteral("Unite rows before they leave, or enter, the pipeline."));
        for (auto input = m_pipeline.ports.inputs.cbegin(); input != m_pipeline.ports.inputs.cend(); ++input) {
            std::optional<PortType> type;
            for (const PortRef &ref : *input) {
                check(input.key(), ref, true);
                const int node = graph.indexOf(ref.node);
                const Signature *signature = node < 0 ? nullptr : m_known[size_t(node)].signature;
                const PortSpec *port = signature ? signature->input(ref.port) : nullptr;
                if (port && type && *type != port->type)
                    bad(input.key(),
                        QStringLiteral("The port '%1' stands for inputs of the types %2 and %3.")
                            .arg(input.key(), toString(*type), toString(port->type)),
                        QStringLiteral("Make two ports of it."));
                if (port && !type)
                    type = port->type;
            }
        }
        for (auto output = m_pipeline.ports.outputs.cbegin(); output != m_pipeline.ports.outputs.cend(); ++output)
            check(output.key(), *output, false);
    }

    const Names &nodeIds()
    {
        if (m_nodeIds.list.isEmpty())
            m_nodeIds = Names(m_pipeline.nodes.keys());
        return m_nodeIds;
    }

    static QStringList namesOf(const QList<PortSpec> &ports)
    {
        QStringList names;
        names.reserve(ports.size());
        for (const PortSpec &port : ports)
            names << port.name;
        return names;
    }

    const Pipeline &m_pipeline;
    const SignatureLookup &m_lookup;
    const bool m_flat;
    const QString m_prefix;
    const int m_depth;
    Suggestions &m_suggestions;
    QList<Diagnostic> m_found;
    QSet<QString> m_fedFromOutside;
    std::vector<Known> m_known;  ///< by number of the node
    std::deque<SubpipelinePorts> m_ports;
    Names m_nodeIds;
    QHash<QString, QString> m_closestOperators;
};

}  // namespace

QList<Diagnostic> checkSubpipelineValues(const Pipeline &outer, const QString &node, const Pipeline &inner, const QJsonObject &values)
{
    QList<Diagnostic> found;
    for (auto value = values.constBegin(); value != values.constEnd(); ++value) {
        const QString path = QStringLiteral("values.") + value.key();
        const auto parameter = inner.parameters.constFind(value.key());
        if (parameter != inner.parameters.cend()) {
            ParamSpec spec;
            spec.name = value.key();
            spec.type = parameter->type;
            found << checkParam(outer, node, spec, value.value(), path);
            continue;
        }
        const QString closest = inner.parameters.size() > 200 ? QString() : closestTo(value.key(), inner.parameters.keys());
        found << Diagnostic{Severity::Error,
                            QStringLiteral("unknown_value"),
                            node,
                            path,
                            {},
                            QStringLiteral("The pipeline has no parameter '%1' to set.").arg(value.key()),
                            didYouMean(closest, QStringLiteral("Remove the value, or add the parameter to that pipeline.")),
                            closest,
                            -1,
                            0};
    }
    for (auto parameter = inner.parameters.cbegin(); parameter != inner.parameters.cend(); ++parameter)
        if (parameter->defaultValue.isUndefined() && !values.contains(parameter.key()))
            found << Diagnostic{
                Severity::Error,
                QStringLiteral("unset_parameter"),
                node,
                QStringLiteral("values.") + parameter.key(),
                {},
                QStringLiteral("The parameter '%1' of the pipeline within has no value and no default.").arg(parameter.key()),
                QStringLiteral("Set it in 'values', or give it a default."),
                {},
                -1,
                0};
    return found;
}

QList<Diagnostic> check(const Pipeline &pipeline, const SignatureLookup &lookup, bool flat)
{
    Suggestions suggestions;
    return Checker(pipeline, lookup, flat, {}, 0, suggestions).check();
}

}  // namespace headrace
