// SPDX-License-Identifier: GPL-3.0-or-later
// How a node is run: time limit, further tries, note, switched off, kept.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QWidget>

namespace headrace {

class Fold;
class FormContext;
class ParameterForm;
class PipelineDocument;

/// A folded section. Window's thread.
class NodeSettings : public QWidget
{
    Q_OBJECT

public:
    explicit NodeSettings(QWidget *parent);
    void setDocument(PipelineDocument *document);
    void showNode(const QString &id);
    Fold *fold() const { return m_fold; }
    ParameterForm *form() const { return m_form; }  ///< nullptr until it was opened

private:
    void refresh();
    void edited(const QString &name, const QJsonValue &value, const QString &mergePath);
    PipelineDocument *m_document = nullptr;
    QString m_id;
    FormContext *m_context;
    Fold *m_fold;
    ParameterForm *m_form = nullptr;
};

}  // namespace headrace
