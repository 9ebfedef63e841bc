// SPDX-License-Identifier: GPL-3.0-or-later
// A form over a list of parameters: plain ones first, advanced ones behind a heading.
#pragma once

#include "widgets/forms/field.h"

#include <QJsonObject>

class QVBoxLayout;

namespace headrace {

class Fold;

/// Window's thread.
class ParameterForm : public QWidget
{
    Q_OBJECT

public:
    ParameterForm(const QList<ParamSpec> &specs, FormContext *context, QWidget *parent);

    void setValues(const QJsonObject &values);
    const QJsonObject &values() const { return m_values; }
    void setProblems(const QList<Diagnostic> &problems);
    /// Puts the keyboard into a field and gives it, opening what it is folded into; nullptr if there is none at this path.
    Field *showParameter(const QString &path);
    /// nullptr if it is not there, or still folded.
    Field *field(const QString &name) const;
    Fold *advanced() const { return m_fold; }

Q_SIGNALS:
    /// Undefined: to be removed.
    void edited(const QString &name, const QJsonValue &value, const QString &mergePath);

private:
    QList<Field *> makeFields(const QList<ParamSpec> &specs, QVBoxLayout *column, QWidget *parent);
    void updateNote();

    FormContext *m_context;
    QList<ParamSpec> m_specs;
    QList<Field *> m_fields;
    Fold *m_fold = nullptr;
    QJsonObject m_values;
    QList<Diagnostic> m_problems;
};

}  // namespace headrace
