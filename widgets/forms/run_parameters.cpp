// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/run_parameters.h"

#include "engine/pipeline/check.h"
#include "widgets/forms/form_scroll.h"
#include "widgets/forms/parameter_form.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>

namespace headrace {

RunParameters::RunParameters(const Pipeline &pipeline, const QMap<QString, QJsonValue> &last, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Run with parameters"));
    setMinimumWidth(360);
    QJsonObject shown;
    for (auto it = pipeline.parameters.cbegin(); it != pipeline.parameters.cend(); ++it) {
        ParamSpec spec;
        spec.name = it.key();
        spec.title = it.key();
        spec.type = it->type;
        spec.doc = it->doc;
        spec.defaultValue = it->defaultValue;
        spec.required = it->defaultValue.isUndefined();
        m_specs.append(spec);
        if (const auto value = last.constFind(it.key());
            value != last.cend() && fitsParameterType(it->type, *value) && *value != it->defaultValue)
            shown.insert(it.key(), *value);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Parameters of this run"), this);
    title->setProperty("kind", QStringLiteral("title"));
    column->addWidget(title);
    auto *scroll = new FormScroll(this);
    auto *content = new QWidget(scroll);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 4, 0);
    m_form = new ParameterForm(m_specs, new FormContext(this), content);
    m_form->setValues(shown);
    inner->addWidget(m_form);
    inner->addStretch();
    scroll->setWidget(content);
    scroll->setMinimumHeight(std::min(420, int(m_specs.size()) * 64 + 8));
    column->addWidget(scroll, 1);
    auto *buttons = new QHBoxLayout;
    auto *reset = new QPushButton(tr("Defaults"), this);
    reset->setProperty("kind", QStringLiteral("flat"));
    reset->setAutoDefault(false);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    m_run = new QPushButton(tr("Run"), this);
    m_run->setProperty("kind", QStringLiteral("primary"));
    m_run->setDefault(true);
    setThemeIcon(m_run, QStringLiteral("play"), IconRole::OnAccent);
    buttons->addWidget(reset);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_run);
    column->addLayout(buttons);
    connect(m_form, &ParameterForm::edited, this, &RunParameters::check);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_form->setValues({});
        check();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, [this] {
        Q_EMIT runRequested(values());
        accept();
    });
    check();
}

QMap<QString, QJsonValue> RunParameters::values() const
{
    QMap<QString, QJsonValue> values;
    const QJsonObject shown = m_form->values();
    for (auto it = shown.constBegin(); it != shown.constEnd(); ++it)
        values.insert(it.key(), it.value());
    return values;
}

void RunParameters::check()
{
    QList<Diagnostic> wrong = checkParams(Pipeline(), {}, m_specs, m_form->values());
    // A run's value is a value, no reference to another parameter.
    const QJsonObject shown = m_form->values();
    for (const ParamSpec &spec : std::as_const(m_specs))
        if (!referredParameter(shown.value(spec.name)).isNull() && wrong.isEmpty()) {
            Diagnostic diagnostic;
            diagnostic.parameter = spec.name;
            diagnostic.text = tr("A value is needed here.");
            wrong.append(diagnostic);
        }
    m_form->setProblems(wrong);
    m_run->setEnabled(!hasErrors(wrong));
}

}  // namespace headrace

#include "moc_run_parameters.cpp"
