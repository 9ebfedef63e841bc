// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/node_settings.h"

#include "engine/pipeline/check.h"
#include "models/document/pipeline_document.h"
#include "widgets/forms/fold.h"
#include "widgets/forms/parameter_form.h"

#include <QJsonObject>
#include <QVBoxLayout>

namespace headrace {
namespace {

QList<ParamSpec> settingSpecs()
{
    ParamSpec timeout;
    timeout.name = QStringLiteral("timeout");
    timeout.type = ParamType::Number;
    timeout.title = NodeSettings::tr("Time limit");
    timeout.doc = NodeSettings::tr("How long a try may take; 0 for no limit. A node with a limit is computed on its own.");
    timeout.unit = NodeSettings::tr("s", "seconds");
    timeout.defaultValue = 0;
    timeout.minimum = 0;
    ParamSpec retries;
    retries.name = QStringLiteral("retries");
    retries.type = ParamType::Integer;
    retries.title = NodeSettings::tr("Further tries");
    retries.doc = NodeSettings::tr("How often the node is tried again after it has failed.");
    retries.defaultValue = 0;
    retries.minimum = 0;
    retries.maximum = 100;
    ParamSpec delay;
    delay.name = QStringLiteral("retry_delay");
    delay.type = ParamType::Number;
    delay.title = NodeSettings::tr("Wait before");
    delay.doc = NodeSettings::tr("How long to wait before another try; doubled each time.");
    delay.unit = NodeSettings::tr("s", "seconds");
    delay.defaultValue = 1;
    delay.minimum = 0;
    ParamSpec note;
    note.name = QStringLiteral("note");
    note.type = ParamType::Text;
    note.title = NodeSettings::tr("Note");
    note.doc = NodeSettings::tr("For whoever reads the pipeline.");
    ParamSpec disabled;
    disabled.name = QStringLiteral("disabled");
    disabled.type = ParamType::Boolean;
    disabled.title = NodeSettings::tr("Disabled");
    disabled.doc = NodeSettings::tr("Left out of runs; rows pass by where they can.");
    disabled.defaultValue = false;
    ParamSpec materialize = disabled;
    materialize.name = QStringLiteral("materialize");
    materialize.title = NodeSettings::tr("Materialize");
    materialize.doc = NodeSettings::tr("Keeps the rows at this place instead of computing them together with what follows.");
    ParamSpec frozen = disabled;
    frozen.name = QStringLiteral("frozen");
    frozen.title = NodeSettings::tr("Frozen");
    frozen.doc = NodeSettings::tr("Keeps the last result, whatever changes upstream.");
    return {timeout, retries, delay, note, disabled, materialize, frozen};
}

QJsonObject valuesOf(const Node &node)
{
    QJsonObject values;
    if (node.policy.timeoutSeconds != 0)
        values.insert(QStringLiteral("timeout"), node.policy.timeoutSeconds);
    if (node.policy.retries != 0)
        values.insert(QStringLiteral("retries"), node.policy.retries);
    if (node.policy.retryDelaySeconds != 1)
        values.insert(QStringLiteral("retry_delay"), node.policy.retryDelaySeconds);
    if (!node.note.isEmpty())
        values.insert(QStringLiteral("note"), node.note);
    if (node.disabled)
        values.insert(QStringLiteral("disabled"), true);
    if (node.materialize)
        values.insert(QStringLiteral("materialize"), true);
    if (node.frozen)
        values.insert(QStringLiteral("frozen"), true);
    return values;
}

}  // namespace

NodeSettings::NodeSettings(QWidget *parent) : QWidget(parent), m_context(new FormContext(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_fold = new Fold(
        tr("Run"),
        [this](QWidget *box) {
            m_form = new ParameterForm(settingSpecs(), m_context, box);
            connect(m_form, &ParameterForm::edited, this, &NodeSettings::edited);
            refresh();
            return m_form;
        },
        this);
    column->addWidget(m_fold);
}

void NodeSettings::setDocument(PipelineDocument *document)
{
    m_document = document;
    m_id.clear();
}

void NodeSettings::showNode(const QString &id)
{
    m_id = id;
    refresh();
}

void NodeSettings::refresh()
{
    const Node node = m_document ? m_document->pipeline().nodes.value(m_id) : Node();
    const QJsonObject values = valuesOf(node);
    m_fold->setNote(values.isEmpty() ? QString() : tr("%n set", nullptr, int(values.size())));
    if (!m_form)
        return;
    // No parameters of the pipeline here: these settings are no parameters of the operator.
    m_form->setValues(values);
    m_form->setProblems({});
}

void NodeSettings::edited(const QString &name, const QJsonValue &value, const QString &mergePath)
{
    if (!m_document || !m_document->pipeline().nodes.contains(m_id))
        return;
    const QList<ParamSpec> specs = settingSpecs();
    const QList<Diagnostic> wrong = checkParams(Pipeline(), m_id, specs, m_form->values());
    m_form->setProblems(wrong);
    if (hasErrors(wrong))
        return;  // a node has no place for what is no number: it stays in the field, with its error
    const QJsonObject values = m_form->values();
    const Node node = m_document->pipeline().nodes.value(m_id);
    SetNodeFlags flags{m_id, node.title, node.note, node.disabled, node.materialize, node.frozen, node.policy};
    flags.note = values.value(QLatin1String("note")).toString();
    flags.disabled = values.value(QLatin1String("disabled")).toBool();
    flags.materialize = values.value(QLatin1String("materialize")).toBool();
    flags.frozen = values.value(QLatin1String("frozen")).toBool();
    flags.policy.timeoutSeconds = values.value(QLatin1String("timeout")).toDouble(0);
    flags.policy.retries = values.value(QLatin1String("retries")).toInt(0);
    flags.policy.retryDelaySeconds = values.value(QLatin1String("retry_delay")).toDouble(1);
    Q_UNUSED(value)
    const QString key = mergePath.isEmpty() ? QString() : QStringLiteral("settings\n%1\n%2").arg(m_id, name);
    const auto applied = m_document->apply({flags}, tr("Change run settings"), key);
    Q_ASSERT(applied.ok());
}

}  // namespace headrace

#include "moc_node_settings.cpp"
