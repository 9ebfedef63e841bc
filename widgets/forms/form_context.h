// SPDX-License-Identifier: GPL-3.0-or-later
// What the fields of a form ask about the world around them: columns at inputs, the pipeline's parameters, folders, undo.
#pragma once

#include "engine/pipeline/pipeline.h"
#include "models/schema/port_schemas.h"

#include <QObject>

namespace headrace {

class PipelineDocument;

/// One a form; window's thread. Document and schemas may be absent (a form over a pipeline's parameters).
class FormContext : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void setSource(PipelineDocument *document, PortSchemas *schemas, const QString &node);
    PipelineDocument *document() const { return m_document; }
    const QString &node() const { return m_node; }

    /// The columns that reach an input of the node.
    PortSchema columns(const QString &inputPort) const;
    /// Parameters of the pipeline that can stand for a value of the spec, by name.
    QStringList parametersFor(const ParamSpec &spec) const;
    QMap<QString, PipelineParameter> parameters() const;
    /// What relative paths start from; empty where unknown.
    QString folder() const;
    QString workspace() const;
    /// A path as it is written into a field: relative to the folder if it lies in the workspace.
    QString pathFor(const QString &absolute) const;

    /// Of the document, so that Ctrl+Z in a field does not undo in the field alone.
    void undo();
    void redo();

    /// Tells the fields that columns or parameters are others now.
    void announceColumns() { Q_EMIT columnsChanged(); }

Q_SIGNALS:
    void columnsChanged();
    /// A person chose this file in a dialog or dropped it: that counts as an allowance to read it.
    void pathChosen(const QString &absolutePath);
    /// The body of a subpipeline should be opened.
    void openPipelineRequested(const QString &node);

private:
    PipelineDocument *m_document = nullptr;
    PortSchemas *m_schemas = nullptr;
    QString m_node;
};

}  // namespace headrace
