// SPDX-License-Identifier: GPL-3.0-or-later
// The pipeline itself in the inspector: name, what it is for, its parameters.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QJsonArray>
#include <QWidget>

namespace headrace {

class FormContext;
class ParameterForm;
class PipelineDocument;

/// Parameters as rows of a form and back. Pure.
QJsonArray rowsOfParameters(const QMap<QString, PipelineParameter> &parameters);

/// Window's thread.
class PipelinePage : public QWidget
{
    Q_OBJECT

public:
    explicit PipelinePage(QWidget *parent);
    void setDocument(PipelineDocument *document);
    void refresh();
    ParameterForm *form() const { return m_form; }

private:
    void edited(const QString &name, const QString &mergePath);
    void applyParameters(const QString &mergePath);

    PipelineDocument *m_document = nullptr;
    FormContext *m_context;
    ParameterForm *m_form;
    QJsonArray m_rows;     ///< as they stand in the form
    QStringList m_former;  ///< the parameter each row was, by its name; empty for a new one
};

}  // namespace headrace
