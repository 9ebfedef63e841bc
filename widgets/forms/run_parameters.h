// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the pipeline's parameters before a run.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QDialog>
#include <QMap>

class QPushButton;

namespace headrace {

class ParameterForm;

/// Opened with open(); deletes itself when it is closed. Window's thread.
class RunParameters : public QDialog
{
    Q_OBJECT

public:
    /// `last`: the values of the last run, by name; those that no longer fit are left out.
    RunParameters(const Pipeline &pipeline, const QMap<QString, QJsonValue> &last, QWidget *parent);

    /// The values that differ from the defaults, by name: what a run's option `values` takes.
    QMap<QString, QJsonValue> values() const;
    ParameterForm *form() const { return m_form; }
    QPushButton *runButton() const { return m_run; }

Q_SIGNALS:
    /// The person is done; the dialog closes.
    void runRequested(const QMap<QString, QJsonValue> &values);

private:
    void check();
    QList<ParamSpec> m_specs;
    ParameterForm *m_form;
    QPushButton *m_run;
};

}  // namespace headrace
