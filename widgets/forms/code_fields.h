// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions, SQL and Python in a form.
#pragma once

#include "widgets/forms/field.h"

namespace headrace {

class CodeEdit;
class ExpressionEdit;

/// Window's thread.
class ExpressionField : public Field
{
    Q_OBJECT

public:
    ExpressionField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    ExpressionEdit *edit() const { return m_edit; }

protected:
    void showValue(const QJsonValue &value) override;
    void showInvalid(const QList<Diagnostic> &mine) override;

private:
    void refreshCompletion();
    ExpressionEdit *m_edit;
};

/// With line numbers, and a button that opens a large editor.
class CodeField : public Field
{
    Q_OBJECT

public:
    CodeField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    CodeEdit *edit() const { return m_edit; }

protected:
    void showValue(const QJsonValue &value) override;
    void showInvalid(const QList<Diagnostic> &mine) override;

private:
    void refreshCompletion();
    CodeEdit *m_edit;
};

}  // namespace headrace
