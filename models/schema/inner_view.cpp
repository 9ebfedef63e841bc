// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/inner_view.h"

#include "engine/pipeline/subpipeline.h"
#include "models/document/pipeline_document.h"
#include "models/forms/upstream_columns.h"

namespace headrace {

Pipeline embeddedAt(const Pipeline &root, const QString &path)
{
    if (path.isEmpty())
        return root;
    const auto node = root.nodes.constFind(path.section(QLatin1Char('/'), 0, 0));
    if (node == root.nodes.cend())
        return {};
    const auto inner = innerPipeline(*node);
    return inner ? embeddedAt(*inner, path.section(QLatin1Char('/'), 1)) : Pipeline();
}

QHash<QString, PortSchema> schemasOfInputs(const Pipeline &root, const PortSchemas &schemas, const QString &path, const Pipeline &inner)
{
    const QString around = path.section(QLatin1Char('/'), 0, -2), node = path.section(QLatin1Char('/'), -1);
    const Pipeline outer = embeddedAt(root, around);
    const QString prefix = around.isEmpty() ? QString() : around + QLatin1Char('/');
    // What stands at the border of the pipeline around comes from further out.
    const QHash<QString, PortSchema> beyond = around.isEmpty() ? QHash<QString, PortSchema>()
                                                               : schemasOfInputs(root, schemas, around, outer);
    QHash<QString, PortSchema> found;
    for (auto input = inner.ports.inputs.cbegin(); input != inner.ports.inputs.cend(); ++input) {
        PortSchema schema = columnsInto(outer, schemas, node, input.key(), prefix);
        if (schema.columns.isEmpty())
            schema = beyond.value(node + QLatin1Char(':') + input.key());
        for (const PortRef &into : *input)
            found.insert(into.toString(), schema);
    }
    return found;
}

InnerView::InnerView(const PipelineDocument *root, const PortSchemas *schemas, const NodeStates *states, const QString &prefix,
                     QObject *parent)
    : QObject(parent), m_root(root), m_outer(schemas), m_outerStates(states), m_prefix(prefix)
{
    connect(schemas, &PortSchemas::schemasChanged, this, &InnerView::takeSchemas);
    connect(schemas, &PortSchemas::diagnosticsChanged, this, &InnerView::takeSchemas);
    connect(states, &NodeStates::changed, this, &InnerView::takeStates);
    takeSchemas();
    takeStates(states->all().keys());
}

void InnerView::takeSchemas()
{
    QHash<QString, PortSchema> known;
    for (auto schema = m_outer->all().cbegin(); schema != m_outer->all().cend(); ++schema)
        if (schema.key().startsWith(m_prefix))
            known.insert(schema.key().mid(m_prefix.size()), *schema);
    QList<Diagnostic> own;
    for (Diagnostic diagnostic : m_outer->diagnostics())
        if (diagnostic.node.startsWith(m_prefix)) {
            diagnostic.node.remove(0, m_prefix.size());
            own << diagnostic;
        }
    const QString path = m_prefix.chopped(1);
    m_schemas.set(known, own, schemasOfInputs(m_root->pipeline(), *m_outer, path, embeddedAt(m_root->pipeline(), path)));
}

void InnerView::takeStates(const QStringList &nodes)
{
    QHash<QString, NodeState> own;
    for (const QString &node : nodes)
        if (node.startsWith(m_prefix))
            own.insert(node.mid(m_prefix.size()), m_outerStates->of(node));
    if (!own.isEmpty())
        m_states.set(own);
}

}  // namespace headrace

#include "moc_inner_view.cpp"
