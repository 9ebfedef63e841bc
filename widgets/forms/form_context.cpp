// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/form_context.h"

#include "engine/pipeline/check.h"
#include "models/document/pipeline_document.h"
#include "models/forms/upstream_columns.h"

#include <QDir>

namespace headrace {

void FormContext::setSource(PipelineDocument *document, PortSchemas *schemas, const QString &node)
{
    m_document = document;
    m_schemas = schemas;
    m_node = node;
}

PortSchema FormContext::columns(const QString &inputPort) const
{
    if (!m_document || !m_schemas)
        return {};
    return columnsInto(m_document->pipeline(), *m_schemas, m_node, inputPort);
}

QMap<QString, PipelineParameter> FormContext::parameters() const
{
    return m_document ? m_document->pipeline().parameters : QMap<QString, PipelineParameter>();
}

QStringList FormContext::parametersFor(const ParamSpec &spec) const
{
    QStringList names;
    if (!m_document)
        return names;
    for (auto it = m_document->pipeline().parameters.cbegin(); it != m_document->pipeline().parameters.cend(); ++it) {
        const QJsonObject reference{{QStringLiteral("$param"), it.key()}};
        const QList<Diagnostic> wrong = checkParam(m_document->pipeline(), m_node, spec, reference, spec.name);
        // A default out of the range is the parameter's fault and mends; another type is not.
        if (std::none_of(wrong.cbegin(), wrong.cend(), [](const Diagnostic &d) { return d.code == QLatin1String("parameter_type"); }))
            names.append(it.key());
    }
    return names;
}

QString FormContext::folder() const
{
    return m_document ? m_document->folder() : QString();
}

QString FormContext::workspace() const
{
    return m_document ? m_document->workspace() : QString();
}

QString FormContext::pathFor(const QString &absolute) const
{
    const QString root = workspace();
    if (root.isEmpty() || folder().isEmpty() || !(absolute == root || absolute.startsWith(root + QLatin1Char('/'))))
        return absolute;
    return QDir(folder()).relativeFilePath(absolute);
}

void FormContext::undo()
{
    if (m_document)
        m_document->undoStack()->undo();
}

void FormContext::redo()
{
    if (m_document)
        m_document->undoStack()->redo();
}

}  // namespace headrace

#include "moc_form_context.cpp"
