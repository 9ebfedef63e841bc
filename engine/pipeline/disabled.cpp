// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/disabled.h"

#include <QHash>

namespace headrace {

namespace {

const PortSpec *onlyTable(const QList<PortSpec> &ports)
{
    const PortSpec *only = nullptr;
    for (const PortSpec &port : ports) {
        if (port.type != PortType::Table)
            continue;
        if (only)
            return nullptr;
        only = &port;
    }
    return only;
}

class Disabled
{
public:
    Disabled(Pipeline &pipeline, const SignatureLookup &lookup, const QMap<QString, Signature> &signatures)
        : m_pipeline(pipeline), m_lookup(lookup), m_signatures(signatures)
    {}

    QList<Diagnostic> remove()
    {
        for (auto node = m_pipeline.nodes.cbegin(); node != m_pipeline.nodes.cend(); ++node)
            if (node->disabled)
                passThrough(node.key(), *node);
        if (m_passes.isEmpty())
            return {};
        QList<Diagnostic> found;
        for (auto node = m_pipeline.nodes.begin(); node != m_pipeline.nodes.end(); ++node) {
            if (node->disabled)
                continue;
            for (auto input = node->inputs.begin(); input != node->inputs.end();) {
                QList<PortRef> kept;
                for (const PortRef &from : std::as_const(*input)) {
                    if (const auto origin = originOf(from))
                        kept << *origin;
                    else
                        m_lost << from;
                }
                for (const PortRef &from : std::exchange(m_lost, {}))
                    found << report(node.key(), *node, input.key(), from, kept.size());
                *input = kept;
                input = kept.isEmpty() ? node->inputs.erase(input) : std::next(input);
            }
        }
        m_pipeline.nodes.removeIf([](const auto &entry) { return entry.value().disabled; });
        return found;
    }

private:
    const Signature *signatureOf(const QString &id, const Node &node) const
    {
        const auto own = m_signatures.constFind(id);
        return own == m_signatures.cend() ? m_lookup(node.op) : &*own;
    }

    void passThrough(const QString &id, const Node &node)
    {
        Pass pass;
        if (const Signature *signature = signatureOf(id, node)) {
            const PortSpec *in = onlyTable(signature->inputs);
            const PortSpec *out = onlyTable(signature->outputs);
            if (in && out) {
                const QList<PortRef> from = node.inputs.value(in->name);
                if (from.size() == 1)
                    pass = {out->name, from.first(), false};
            }
        }
        m_passes.insert(id, pass);
    }

    /// Where rows really come from, through any number of disabled nodes; nullopt where nothing comes through.
    std::optional<PortRef> originOf(PortRef from)
    {
        // Each disabled node is walked over once: those on the way then point to the end. One on a cycle leads nowhere.
        QStringList way;
        bool comesThrough = true;
        for (;;) {
            const auto pass = m_passes.find(from.node);
            if (pass == m_passes.end())
                break;
            comesThrough = !pass->walking && !pass->output.isEmpty() && pass->output == from.port;
            if (!comesThrough)
                break;
            pass->walking = true;
            way << from.node;
            from = pass->from;
        }
        for (const QString &id : std::as_const(way)) {
            Pass &pass = m_passes[id];
            pass.walking = false;
            if (comesThrough)
                pass.from = from;
            else
                pass.output.clear();
        }
        return comesThrough ? std::optional(from) : std::nullopt;
    }

    Diagnostic report(const QString &id, const Node &node, const QString &port, const PortRef &from, qsizetype others) const
    {
        const Signature *signature = signatureOf(id, node);
        const PortSpec *spec = signature ? signature->input(port) : nullptr;
        const bool needed = !spec || spec->cardinality == Cardinality::One || (spec->cardinality == Cardinality::Many && others == 0);
        return {needed ? Severity::Error : Severity::Warning,
                QStringLiteral("disabled_input"),
                id,
                {},
                port,
                QStringLiteral("The input '%1' comes from '%2', which is disabled and passes nothing through.").arg(port, from.toString()),
                QStringLiteral("Enable '%1', or disable this node too.").arg(from.node),
                {},
                -1,
                0};
    }

    struct Pass {
        QString output;  ///< port at which the rows leave; empty: none do
        PortRef from;
        bool walking = false;
    };

    Pipeline &m_pipeline;
    const SignatureLookup &m_lookup;
    const QMap<QString, Signature> &m_signatures;
    QHash<QString, Pass> m_passes;  ///< of every disabled node
    QList<PortRef> m_lost;
};

}  // namespace

QList<Diagnostic> removeDisabled(Pipeline &pipeline, const SignatureLookup &lookup, const QMap<QString, Signature> &signatures)
{
    return Disabled(pipeline, lookup, signatures).remove();
}

}  // namespace headrace
