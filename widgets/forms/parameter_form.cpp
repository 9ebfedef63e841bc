// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/parameter_form.h"

#include "widgets/forms/fold.h"
#include "widgets/forms/pair_row.h"

#include <QVBoxLayout>

namespace headrace {
namespace {

QString firstSegment(const QString &path)
{
    const auto end = std::find_if(path.cbegin(), path.cend(), [](QChar c) { return c == QLatin1Char('[') || c == QLatin1Char('.'); });
    return path.left(end - path.cbegin());
}

}  // namespace

ParameterForm::ParameterForm(const QList<ParamSpec> &specs, FormContext *context, QWidget *parent)
    : QWidget(parent), m_context(context), m_specs(specs)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    QList<ParamSpec> plain;
    QList<ParamSpec> more;
    for (const ParamSpec &spec : specs)
        (spec.advanced ? more : plain).append(spec);
    makeFields(plain, column, this);
    if (!more.isEmpty()) {
        m_fold = new Fold(
            tr("Advanced"),
            [this, more](QWidget *parentOfBox) {
                auto *box = new QWidget(parentOfBox);
                auto *inner = new QVBoxLayout(box);
                inner->setContentsMargins(0, 0, 0, 0);
                inner->setSpacing(12);
                for (Field *field : makeFields(more, inner, box)) {
                    field->setValue(m_values.value(field->spec().name));
                    field->setProblems(m_problems);
                }
                return box;
            },
            this);
        column->addWidget(m_fold);
        connect(m_fold, &Fold::toggled, this, &ParameterForm::updateNote);
    }
    updateNote();
}

QList<Field *> ParameterForm::makeFields(const QList<ParamSpec> &specs, QVBoxLayout *column, QWidget *parent)
{
    QList<Field *> made;
    for (const ParamSpec &spec : specs) {
        Field *field = createField(spec, m_context, parent);
        connect(field, &Field::edited, this, [this, name = spec.name](const QJsonValue &value, const QString &mergePath) {
            if (value.isUndefined())
                m_values.remove(name);
            else
                m_values.insert(name, value);
            updateNote();
            Q_EMIT edited(name, value, mergePath);
        });
        made.append(field);
    }
    addInPairs(column, made, parent);
    m_fields += made;
    return made;
}

void ParameterForm::updateNote()
{
    if (!m_fold)
        return;
    int all = 0;
    int set = 0;
    for (const ParamSpec &spec : std::as_const(m_specs))
        if (spec.advanced) {
            ++all;
            set += m_values.contains(spec.name);
        }
    m_fold->setNote(m_fold->isOpen() ? QString() : set > 0 ? tr("%1 of %2 set").arg(set).arg(all) : QString::number(all));
}

void ParameterForm::setValues(const QJsonObject &values)
{
    m_values = values;
    for (Field *field : std::as_const(m_fields))
        field->setValue(values.value(field->spec().name));
    updateNote();
}

void ParameterForm::setProblems(const QList<Diagnostic> &problems)
{
    m_problems = problems;
    bool folded = false;
    for (const ParamSpec &spec : std::as_const(m_specs))
        if (spec.advanced)
            folded = folded || std::any_of(problems.cbegin(), problems.cend(), [&](const Diagnostic &d) {
                         return d.severity == Severity::Error && firstSegment(d.parameter) == spec.name;
                     });
    if (folded && m_fold)
        m_fold->setOpen(true);
    for (Field *field : std::as_const(m_fields))
        field->setProblems(problems);
}

Field *ParameterForm::field(const QString &name) const
{
    for (Field *field : m_fields)
        if (field->spec().name == name)
            return field;
    return nullptr;
}

Field *ParameterForm::showParameter(const QString &path)
{
    const QString name = firstSegment(path);
    // No path: where one begins to fill it in.
    const auto spec = std::find_if(m_specs.cbegin(), m_specs.cend(),
                                   [&](const ParamSpec &s) { return path.isEmpty() ? !s.advanced : s.name == name; });
    if (spec == m_specs.cend())
        return nullptr;
    if (spec->advanced && m_fold)
        m_fold->setOpen(true);
    Field *found = field(spec->name);
    if (found)
        found->focusPath(path.isEmpty() ? spec->name : path);
    return found;
}

}  // namespace headrace

#include "moc_parameter_form.cpp"
