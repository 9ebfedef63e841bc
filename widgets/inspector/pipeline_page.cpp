// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/pipeline_page.h"

#include "engine/pipeline/check.h"
#include "models/document/pipeline_document.h"
#include "models/forms/value_text.h"
#include "widgets/forms/form_scroll.h"
#include "widgets/forms/parameter_form.h"

#include <QJsonObject>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace headrace {
namespace {

const QString kNameMember = QStringLiteral("name");
const QString kTypeMember = QStringLiteral("type");
const QString kDefaultMember = QStringLiteral("default");
const QString kDocMember = QStringLiteral("doc");
const QString kParametersMember = QStringLiteral("parameters");

QList<ParamSpec> pageSpecs()
{
    ParamSpec name;
    name.name = kNameMember;
    name.title = PipelinePage::tr("Name");
    ParamSpec doc;
    doc.name = kDocMember;
    doc.title = PipelinePage::tr("Description");
    doc.doc = PipelinePage::tr("What the pipeline is for.");
    doc.example = PipelinePage::tr("What this pipeline is for,\nand for whom");
    ParamSpec parameterName;
    parameterName.name = kNameMember;
    parameterName.title = PipelinePage::tr("Name");
    parameterName.doc = PipelinePage::tr("Written $name in expressions and SQL, ${name} in paths.");
    parameterName.required = true;
    ParamSpec type;
    type.name = kTypeMember;
    type.type = ParamType::Enumeration;
    type.title = PipelinePage::tr("Type");
    type.choices = {toString(ParamType::Text), toString(ParamType::Integer), toString(ParamType::Number), toString(ParamType::Boolean),
                    toString(ParamType::Path)};
    type.defaultValue = toString(ParamType::Text);
    ParamSpec value;
    value.name = kDefaultMember;
    value.title = PipelinePage::tr("Default");
    value.doc = PipelinePage::tr("Holds where a run gives no other value.");
    ParamSpec parameterDoc;
    parameterDoc.name = kDocMember;
    parameterDoc.title = PipelinePage::tr("Description");
    ParamSpec parameters;
    parameters.name = kParametersMember;
    parameters.type = ParamType::Records;
    parameters.title = PipelinePage::tr("Parameters");
    parameters.doc = PipelinePage::tr("Values that a run may be given; nodes refer to them.");
    parameters.fields = {parameterName, type, value, parameterDoc};
    return {name, doc, parameters};
}

ParamType typeOfRow(const QJsonObject &row)
{
    return paramTypeFromString(row.value(kTypeMember).toString()).value_or(ParamType::Text);
}

/// The default of a row in its type; a text where it is none of it, so that the check can say so.
QJsonValue defaultOfRow(const QJsonObject &row)
{
    const QString text = row.value(kDefaultMember).toString();
    if (text.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    switch (typeOfRow(row)) {
    case ParamType::Boolean:
        return text == QLatin1String("true") ? QJsonValue(true) : text == QLatin1String("false") ? QJsonValue(false) : QJsonValue(text);
    case ParamType::Integer:
    case ParamType::Number: {
        const QJsonValue number = numberOfText(text);
        return number.isDouble() ? number : QJsonValue(text);
    }
    default:
        return text;
    }
}

/// References to a parameter in a value, renamed; whole values only, as the file format has them, and ${name} in texts.
QJsonValue renamed(const QJsonValue &value, const QString &from, const QString &to)
{
    if (referredParameter(value) == from && value.isObject())
        return QJsonObject{{QStringLiteral("$param"), to}};
    if (value.isString()) {
        QString text = value.toString();
        return text.replace(QStringLiteral("${%1}").arg(from), QStringLiteral("${%1}").arg(to));
    }
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue &item : value.toArray())
            list.append(renamed(item, from, to));
        return list;
    }
    if (value.isObject()) {
        QJsonObject object;
        const QJsonObject old = value.toObject();
        for (auto it = old.constBegin(); it != old.constEnd(); ++it)
            object.insert(it.key(), renamed(it.value(), from, to));
        return object;
    }
    return value;
}

}  // namespace

QJsonArray rowsOfParameters(const QMap<QString, PipelineParameter> &parameters)
{
    QJsonArray rows;
    for (auto it = parameters.cbegin(); it != parameters.cend(); ++it) {
        QJsonObject row{{kNameMember, it.key()}, {kTypeMember, toString(it->type)}};
        if (const QString text = textOfValue(it->defaultValue); !text.isEmpty())
            row.insert(kDefaultMember, text);
        if (!it->doc.isEmpty())
            row.insert(kDocMember, it->doc);
        rows.append(row);
    }
    return rows;
}

PipelinePage::PipelinePage(QWidget *parent) : QWidget(parent), m_context(new FormContext(this))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new FormScroll(this);
    outer->addWidget(scroll);
    auto *content = new QWidget(scroll);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(12, 12, 4, 12);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Pipeline"), content);
    title->setProperty("kind", QStringLiteral("title"));
    column->addWidget(title);
    m_form = new ParameterForm(pageSpecs(), m_context, content);
    column->addWidget(m_form);
    column->addStretch();
    scroll->setWidget(content);
    connect(m_form, &ParameterForm::edited, this,
            [this](const QString &name, const QJsonValue &, const QString &mergePath) { edited(name, mergePath); });
}

void PipelinePage::setDocument(PipelineDocument *document)
{
    m_document = document;
    m_context->setSource(document, nullptr, {});
    m_rows = {};
    m_former.clear();
}

void PipelinePage::refresh()
{
    if (!m_document)
        return;
    const Pipeline &pipeline = m_document->pipeline();
    const QJsonArray rows = rowsOfParameters(pipeline.parameters);
    // The rows stay in the order they were made in, and with what cannot be taken yet, as long as they say the same.
    QMap<QString, QJsonObject> ours;
    for (const QJsonValue &row : std::as_const(m_rows))
        if (!row.toObject().value(kNameMember).toString().isEmpty())
            ours.insert(row.toObject().value(kNameMember).toString(), row.toObject());
    QMap<QString, QJsonObject> theirs;
    for (const QJsonValue &row : rows)
        theirs.insert(row.toObject().value(kNameMember).toString(), row.toObject());
    for (QJsonObject &row : ours)
        if (!row.contains(kTypeMember))
            row.insert(kTypeMember, toString(ParamType::Text));
    const bool hasErrorsNow = ours.size() != m_rows.size();
    if (ours != theirs && !(hasErrorsNow && m_former == pipeline.parameters.keys())) {
        m_rows = rows;
        m_former = pipeline.parameters.keys();
    }
    QJsonObject values;
    if (!pipeline.name.isEmpty())
        values.insert(kNameMember, pipeline.name);
    if (!pipeline.doc.isEmpty())
        values.insert(kDocMember, pipeline.doc);
    if (!m_rows.isEmpty())
        values.insert(kParametersMember, m_rows);
    m_form->setValues(values);
}

void PipelinePage::edited(const QString &name, const QString &mergePath)
{
    if (!m_document)
        return;
    const QJsonObject values = m_form->values();
    const QString key = mergePath.isEmpty() ? QString() : QStringLiteral("pipeline\n") + mergePath;
    if (name == kParametersMember) {
        applyParameters(key);
        return;
    }
    const auto applied = m_document->apply({SetHeader{values.value(kNameMember).toString(), values.value(kDocMember).toString()}},
                                           name == kNameMember ? tr("Rename pipeline") : tr("Change description"), key);
    Q_ASSERT(applied.ok());
}

void PipelinePage::applyParameters(const QString &mergeKey)
{
    const Pipeline &pipeline = m_document->pipeline();
    const QJsonArray rows = m_form->values().value(kParametersMember).toArray();
    // Which parameter a row was: rows keep their place while they are typed in.
    QStringList former;
    if (rows.size() == m_rows.size()) {
        former = m_former;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QString name = rows.at(i).toObject().value(kNameMember).toString();
            if (name != m_rows.at(i).toObject().value(kNameMember).toString() && pipeline.parameters.contains(name))
                former[i] = name;  // moved
        }
    } else {
        for (const QJsonValue &row : rows) {
            const QString name = row.toObject().value(kNameMember).toString();
            former.append(pipeline.parameters.contains(name) ? name : QString());
        }
    }
    former.resize(rows.size());
    m_rows = rows;
    QList<Diagnostic> wrong;
    QMap<QString, PipelineParameter> wanted;
    QList<std::pair<QString, QString>> renames;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QJsonObject row = rows.at(i).toObject();
        const QString name = row.value(kNameMember).toString();
        const QString path = QStringLiteral("parameters[%1]").arg(i);
        Diagnostic diagnostic;
        diagnostic.parameter = path + QStringLiteral(".name");
        if (!isParameterName(name)) {
            diagnostic.text = name.isEmpty() ? tr("A parameter needs a name.") : tr("A name is made of letters, digits and _.");
            wrong.append(diagnostic);
            continue;
        }
        // Said at both: either may be the one that is being typed.
        const bool twice = std::count_if(rows.cbegin(), rows.cend(),
                                         [&](const QJsonValue &other) { return other.toObject().value(kNameMember).toString() == name; })
            > 1;
        if (twice) {
            diagnostic.text = tr("There is another parameter '%1'.").arg(name);
            wrong.append(diagnostic);
            continue;
        }
        PipelineParameter parameter = pipeline.parameters.value(former[i].isEmpty() ? name : former[i]);
        const bool sameDefault = textOfValue(parameter.defaultValue) == row.value(kDefaultMember).toString()
            && parameter.type == typeOfRow(row);
        parameter.type = typeOfRow(row);
        if (!sameDefault)
            parameter.defaultValue = defaultOfRow(row);
        parameter.doc = row.value(kDocMember).toString();
        if (!parameter.defaultValue.isUndefined() && !fitsParameterType(parameter.type, parameter.defaultValue)) {
            diagnostic.parameter = path + QStringLiteral(".default");
            diagnostic.text = parameter.type == ParamType::Boolean ? tr("The default must be true or false.")
                                                                   : tr("The default is no value of this type.");
            wrong.append(diagnostic);
        }
        if (!former[i].isEmpty() && former[i] != name && !pipeline.parameters.contains(name))
            renames.append({former[i], name});
        former[i] = name;
        wanted.insert(name, parameter);
    }
    const bool takeable = std::none_of(wrong.cbegin(), wrong.cend(), [](const Diagnostic &d) { return d.parameter.endsWith(kNameMember); });
    if (takeable) {
        QList<PipelineEdit> edits;
        for (auto it = pipeline.parameters.cbegin(); it != pipeline.parameters.cend(); ++it)
            if (!wanted.contains(it.key()))
                edits.append(SetParameter{it.key(), std::nullopt});
        for (auto it = wanted.cbegin(); it != wanted.cend(); ++it)
            if (const auto old = pipeline.parameters.constFind(it.key()); old == pipeline.parameters.cend() || !(*old == *it))
                edits.append(SetParameter{it.key(), *it});
        for (const auto &[from, to] : std::as_const(renames))
            for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node)
                for (auto value = node->params.constBegin(); value != node->params.constEnd(); ++value)
                    if (const QJsonValue now = renamed(value.value(), from, to); now != value.value())
                        edits.append(SetNodeParam{node.key(), value.key(), now});
        m_former = former;
        const auto applied = m_document->apply(edits, renames.isEmpty() ? tr("Change parameters") : tr("Rename parameter"), mergeKey);
        Q_ASSERT(applied.ok());
    }
    m_form->setProblems(wrong);
}

}  // namespace headrace

#include "moc_pipeline_page.cpp"
