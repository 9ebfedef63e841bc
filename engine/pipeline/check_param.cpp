// SPDX-License-Identifier: GPL-3.0-or-later
// One parameter value against its declaration.
#include "engine/base/closest.h"
#include "engine/pipeline/check.h"
#include "engine/pipeline/json_text.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace headrace {

namespace {

const QString kParam = QStringLiteral("$param");
const QString kSecret = QStringLiteral("$secret");
const QString kFile = QStringLiteral("$file");

bool isWhole(const QJsonValue &value)
{
    if (!value.isDouble())
        return false;
    const double number = value.toDouble();
    // Qt keeps integers of 64 bits exactly; what is beyond them is a double and no whole number to us.
    return number == std::floor(number) && std::abs(number) <= 9223372036854775807.0;
}

/// A value as it is shown in a sentence.
QString shown(const QJsonValue &value)
{
    if (value.isObject())
        return QStringLiteral("an object");
    if (value.isArray())
        return QStringLiteral("a list");
    QByteArray text;
    appendJsonCompact(text, value);
    const QString whole = QString::fromUtf8(text);
    return whole.size() > 60 ? whole.left(59) + QChar(0x2026) : whole;
}

QString expectation(ParamType type)
{
    switch (type) {
    case ParamType::Boolean:
        return QStringLiteral("true or false");
    case ParamType::Integer:
        return QStringLiteral("a whole number");
    case ParamType::Number:
        return QStringLiteral("a number");
    case ParamType::Text:
        return QStringLiteral("a text");
    case ParamType::Enumeration:
        return QStringLiteral("one of the choices, as a text");
    case ParamType::Column:
        return QStringLiteral("the name of a column");
    case ParamType::Columns:
        return QStringLiteral("a list of names of columns");
    case ParamType::Expression:
        return QStringLiteral("an expression, as a text");
    case ParamType::Sql:
        return QStringLiteral("a SELECT statement, as a text");
    case ParamType::Code:
        return QStringLiteral("Python source, as a text");
    case ParamType::Path:
        return QStringLiteral("a path, as a text");
    case ParamType::TextList:
        return QStringLiteral("a list of texts");
    case ParamType::NumberList:
        return QStringLiteral("a list of numbers");
    case ParamType::Map:
        return QStringLiteral("an object of names and plain values");
    case ParamType::Records:
        return QStringLiteral("a list of objects");
    case ParamType::Secret:
        return QStringLiteral("a reference {\"$secret\": name}");
    case ParamType::Pipeline:
        return QStringLiteral("a pipeline, or a reference {\"$file\": path}");
    }
    Q_UNREACHABLE();
}

/// Whether a value of a pipeline parameter can stand for a value of an operator's parameter.
bool compatible(ParamType wanted, ParamType given)
{
    const bool text = given == ParamType::Text || given == ParamType::Path;
    switch (wanted) {
    case ParamType::Boolean:
        return given == ParamType::Boolean;
    case ParamType::Integer:
        return given == ParamType::Integer;
    case ParamType::Number:
        return given == ParamType::Integer || given == ParamType::Number;
    case ParamType::Text:
    case ParamType::Path:
        return text;
    case ParamType::Enumeration:
    case ParamType::Column:
    case ParamType::Expression:
    case ParamType::Sql:
        return given == ParamType::Text;
    case ParamType::Map:
        return true;  // asked only for the values in it
    // Code is trusted by its content, so it must stand in the file; lists and secrets are no scalars.
    case ParamType::Code:
    case ParamType::Columns:
    case ParamType::TextList:
    case ParamType::NumberList:
    case ParamType::Records:
    case ParamType::Secret:
    case ParamType::Pipeline:
        return false;
    }
    Q_UNREACHABLE();
}

class ParamCheck
{
public:
    ParamCheck(const Pipeline &pipeline, const QString &node) : m_pipeline(pipeline), m_node(node) {}

    QList<Diagnostic> found;

    void check(const ParamSpec &spec, const QJsonValue &value, const QString &path)
    {
        if (const QString name = referredParameter(value); !name.isNull()) {
            reference(spec, name, path);
            return;
        }
        if (value.isObject() && value.toObject().contains(kSecret)) {
            secret(spec, value.toObject(), path);
            return;
        }
        switch (spec.type) {
        case ParamType::Boolean:
            expect(spec, value.isBool(), value, path);
            break;
        case ParamType::Integer:
            expect(spec, isWhole(value), value, path) && range(spec, value.toDouble(), path);
            break;
        case ParamType::Number:
            expect(spec, value.isDouble(), value, path) && range(spec, value.toDouble(), path);
            break;
        case ParamType::Text:
        case ParamType::Column:
        case ParamType::Expression:
        case ParamType::Sql:
        case ParamType::Code:
            expect(spec, value.isString(), value, path) && choice(spec, value.toString(), path);
            break;
        case ParamType::Enumeration:
            expect(spec, value.isString(), value, path) && choice(spec, value.toString(), path);
            break;
        case ParamType::Path:
            expect(spec, value.isString(), value, path) && pathText(value.toString(), path);
            break;
        case ParamType::Columns:
        case ParamType::TextList:
        case ParamType::NumberList:
            list(spec, value, path);
            break;
        case ParamType::Map:
            map(spec, value, path);
            break;
        case ParamType::Records:
            records(spec, value, path);
            break;
        case ParamType::Secret:
            // The value may be the secret itself, so it is not shown.
            add(Severity::Error, QStringLiteral("wrong_type"), path, QStringLiteral("'%1' holds a secret as plain text.").arg(path),
                QStringLiteral("Store the secret under a name and write {\"$secret\": \"name\"} here."));
            break;
        case ParamType::Pipeline:
            expect(spec, isPipeline(value), value, path);
            break;
        }
    }

private:
    void add(Severity severity, const QString &code, const QString &path, const QString &text, const QString &hint,
             const QString &replacement = {})
    {
        found << Diagnostic{severity, code, m_node, path, {}, text, hint, replacement, -1, 0};
    }

    bool expect(const ParamSpec &spec, bool fits, const QJsonValue &value, const QString &path)
    {
        if (!fits)
            add(Severity::Error, QStringLiteral("wrong_type"), path,
                QStringLiteral("'%1' should be %2, but is %3.").arg(path, expectation(spec.type), shown(value)),
                spec.example.isEmpty() ? QStringLiteral("Set it to %1.").arg(expectation(spec.type))
                                       : QStringLiteral("Set it to %1, such as %2.").arg(expectation(spec.type), spec.example));
        return fits;
    }

    bool range(const ParamSpec &spec, double value, const QString &path)
    {
        const bool low = spec.minimum && (spec.exclusiveMinimum ? value <= *spec.minimum : value < *spec.minimum);
        const bool high = spec.maximum && value > *spec.maximum;
        if (!low && !high)
            return true;
        const double limit = low ? *spec.minimum : *spec.maximum;
        const bool exclusive = low && spec.exclusiveMinimum;
        const QString relation = low ? (exclusive ? QStringLiteral("greater than") : QStringLiteral("at least"))
                                     : QStringLiteral("at most");
        QString number = QString::number(limit, 'g', 15);
        const QString unit = spec.unit.isEmpty() ? QString() : QLatin1Char(' ') + spec.unit;
        add(Severity::Error, QStringLiteral("out_of_range"), path,
            QStringLiteral("'%1' is %2, but must be %3 %4%5.").arg(path, QString::number(value, 'g', 15), relation, number, unit),
            QStringLiteral("Choose a value %1 %2%3.").arg(relation, number, unit), exclusive ? QString() : number);
        return false;
    }

    bool choice(const ParamSpec &spec, const QString &value, const QString &path)
    {
        if (spec.choices.isEmpty() || spec.choices.contains(value))
            return true;
        const QString closest = closestTo(value, spec.choices);
        add(Severity::Error, QStringLiteral("bad_choice"), path,
            QStringLiteral("'%1' is %2, which is none of the choices.").arg(path, shown(value)),
            closest.isEmpty()
                ? QStringLiteral("Choose one of: %1.").arg(spec.choices.join(QStringLiteral(", ")))
                : QStringLiteral("Did you mean '%1'? The choices are: %2.").arg(closest, spec.choices.join(QStringLiteral(", "))),
            closest);
        return false;
    }

    bool pathText(const QString &value, const QString &path)
    {
        if (value.contains(QChar::Null))
            add(Severity::Error, QStringLiteral("wrong_type"), path, QStringLiteral("'%1' is a path with a NUL character in it.").arg(path),
                QStringLiteral("No file can have such a name; remove the character."));
        const QStringList names = parametersInPath(value);
        for (const QString &name : names)
            if (!m_pipeline.parameters.contains(name))
                unknownParameter(name, path);
        return true;
    }

    void list(const ParamSpec &spec, const QJsonValue &value, const QString &path)
    {
        if (!expect(spec, value.isArray(), value, path))
            return;
        ParamSpec element = spec;
        element.type = spec.type == ParamType::Columns ? ParamType::Column
            : spec.type == ParamType::NumberList       ? ParamType::Number
                                                       : ParamType::Text;
        element.example.clear();
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            check(element, array.at(i), elementPath(path, i));
    }

    void map(const ParamSpec &spec, const QJsonValue &value, const QString &path)
    {
        if (!expect(spec, value.isObject(), value, path))
            return;
        const QJsonObject object = value.toObject();
        for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
            const QString inner = path + QLatin1Char('.') + member.key();
            const QJsonValue scalar = member.value();
            if (const QString name = referredParameter(scalar); !name.isNull())
                reference(spec, name, inner);
            else if (scalar.isObject() && scalar.toObject().contains(kSecret))
                secret(spec, scalar.toObject(), inner);
            else if (scalar.isObject() || scalar.isArray())
                add(Severity::Error, QStringLiteral("wrong_type"), inner,
                    QStringLiteral("'%1' should be a plain value, but is %2.").arg(inner, shown(scalar)),
                    QStringLiteral("Set it to a text, a number, true, false or null."));
        }
    }

    void records(const ParamSpec &spec, const QJsonValue &value, const QString &path)
    {
        if (!expect(spec, value.isArray(), value, path))
            return;
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString at = elementPath(path, i);
            if (!array.at(i).isObject()) {
                add(Severity::Error, QStringLiteral("wrong_type"), at,
                    QStringLiteral("'%1' should be an object, but is %2.").arg(at, shown(array.at(i))),
                    QStringLiteral("Write an object with the members %1.").arg(namesOf(spec.fields).join(QStringLiteral(", "))));
                continue;
            }
            const QJsonObject record = array.at(i).toObject();
            found << checkParams(m_pipeline, m_node, spec.fields, record, at);
        }
    }

    void reference(const ParamSpec &spec, const QString &name, const QString &path)
    {
        const auto parameter = m_pipeline.parameters.constFind(name);
        if (parameter == m_pipeline.parameters.cend()) {
            unknownParameter(name, path);
        } else if (!compatible(spec.type, parameter->type)) {
            add(Severity::Error, QStringLiteral("parameter_type"), path,
                QStringLiteral("'%1' should be %2, but refers to the pipeline's parameter '%3' of type %4.")
                    .arg(path, expectation(spec.type), name, toString(parameter->type)),
                spec.type == ParamType::Code
                    ? QStringLiteral("Code must stand in the pipeline itself, because it is trusted by its content.")
                    : QStringLiteral("Refer to a parameter of a fitting type, or write the value here."));
        } else if (!parameter->defaultValue.isUndefined() && spec.type != ParamType::Map
                   && fitsParameterType(parameter->type, parameter->defaultValue)) {
            // The declared default is a value this parameter will have unless another is set, so it must do.
            check(spec, parameter->defaultValue, path);
        }
    }

    void unknownParameter(const QString &name, const QString &path)
    {
        // Not among thousands: the check must stay linear.
        const QString closest = m_pipeline.parameters.size() > 200 ? QString() : closestTo(name, m_pipeline.parameters.keys());
        add(Severity::Error, QStringLiteral("unknown_parameter"), path,
            QStringLiteral("'%1' refers to a parameter '%2' that the pipeline does not have.").arg(path, name),
            closest.isEmpty() ? QStringLiteral("Add the parameter to the pipeline, or write the value here.")
                              : QStringLiteral("Did you mean '%1'?").arg(closest),
            closest);
    }

    void secret(const ParamSpec &spec, const QJsonObject &value, const QString &path)
    {
        if (spec.type != ParamType::Secret)
            add(Severity::Error, QStringLiteral("secret_not_allowed"), path, QStringLiteral("'%1' takes no secret.").arg(path),
                QStringLiteral("Write the value here, or use an operator whose parameter is made for secrets."));
        else if (value.size() != 1 || value.value(kSecret).toString().isEmpty())
            add(Severity::Error, QStringLiteral("wrong_type"), path, QStringLiteral("'%1' names no secret.").arg(path),
                QStringLiteral("Write {\"$secret\": \"name\"}."));
    }

    static bool isPipeline(const QJsonValue &value)
    {
        const QJsonObject object = value.toObject();
        if (object.contains(kFile))
            return object.size() == 1 && !object.value(kFile).toString().isEmpty();
        return object.value(QLatin1String("nodes")).isObject();
    }

    static QString elementPath(const QString &path, qsizetype i) { return path + QLatin1Char('[') + QString::number(i) + QLatin1Char(']'); }

    static QStringList namesOf(const QList<ParamSpec> &specs)
    {
        QStringList names;
        for (const ParamSpec &spec : specs)
            names << spec.name;
        return names;
    }

    const Pipeline &m_pipeline;
    const QString &m_node;
};

/// Whether a value says nothing: then a required parameter is as good as missing.
bool isEmpty(const ParamSpec &spec, const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return true;
    if (value.isArray())
        return value.toArray().isEmpty();
    return spec.type != ParamType::Text && value.isString() && value.toString().trimmed().isEmpty();
}

}  // namespace

QList<Diagnostic> checkParam(const Pipeline &pipeline, const QString &node, const ParamSpec &spec, const QJsonValue &value,
                             const QString &path)
{
    ParamCheck check(pipeline, node);
    check.check(spec, value, path);
    return check.found;
}

QList<Diagnostic> checkParams(const Pipeline &pipeline, const QString &node, const QList<ParamSpec> &specs, const QJsonObject &values,
                              const QString &path)
{
    QList<Diagnostic> found;
    const QString prefix = path.isEmpty() ? QString() : path + QLatin1Char('.');
    qsizetype known = 0;
    for (const ParamSpec &spec : specs) {
        const auto value = values.constFind(spec.name);
        const bool present = value != values.constEnd();
        known += present;
        if (isEmpty(spec, present ? *value : spec.defaultValue)) {
            if (spec.required)
                found << Diagnostic{Severity::Error,
                                    QStringLiteral("missing_param"),
                                    node,
                                    prefix + spec.name,
                                    {},
                                    QStringLiteral("'%1' is not set.").arg(prefix + spec.name),
                                    spec.example.isEmpty()
                                        ? QStringLiteral("Set it to %1.").arg(expectation(spec.type))
                                        : QStringLiteral("Set it to %1, such as %2.").arg(expectation(spec.type), spec.example),
                                    {},
                                    -1,
                                    0};
            // An empty value may still be of a wrong type, such as "" for a number.
            if (spec.required || !present || value->isNull())
                continue;
        }
        if (present)
            found << checkParam(pipeline, node, spec, *value, prefix + spec.name);
    }
    if (known == values.size())
        return found;
    QStringList names;
    for (const ParamSpec &spec : specs)
        names << spec.name;
    int suggestions = 20;
    for (auto value = values.constBegin(); value != values.constEnd(); ++value) {
        if (names.contains(value.key()))
            continue;
        const QString closest = suggestions-- > 0 ? closestTo(value.key(), names) : QString();
        found << Diagnostic{Severity::Warning,
                            QStringLiteral("unknown_param"),
                            node,
                            prefix + value.key(),
                            {},
                            QStringLiteral("The operator has no parameter '%1'.").arg(prefix + value.key()),
                            closest.isEmpty() ? QStringLiteral("It is kept and has no effect; remove it if it is not needed.")
                                              : QStringLiteral("Did you mean '%1'? It is kept and has no effect.").arg(closest),
                            closest,
                            -1,
                            0};
    }
    return found;
}

bool fitsParameterType(ParamType type, const QJsonValue &value)
{
    switch (type) {
    case ParamType::Boolean:
        return value.isBool();
    case ParamType::Integer:
        return isWhole(value);
    case ParamType::Number:
        return value.isDouble();
    case ParamType::Text:
    case ParamType::Path:
        return value.isString();
    default:
        return false;
    }
}

QString referredParameter(const QJsonValue &value)
{
    if (!value.isObject())
        return {};
    const QJsonObject object = value.toObject();
    if (object.size() != 1 || object.constBegin().key() != kParam)
        return {};
    const QString name = object.constBegin().value().toString();
    return name.isNull() ? QLatin1String("") : name;
}

bool isParameterName(const QString &text)
{
    const auto starts = [](QChar c) { return c == QLatin1Char('_') || (c.unicode() < 128 && c.isLetter()); };
    return !text.isEmpty() && text.size() <= 255 && starts(text[0])
        && std::all_of(text.cbegin(), text.cend(), [&](QChar c) { return starts(c) || (c.unicode() < 128 && c.isDigit()); });
}

QStringList parametersInPath(const QString &path)
{
    QStringList names;
    for (qsizetype at = path.indexOf(QLatin1String("${")); at >= 0; at = path.indexOf(QLatin1String("${"), at + 2)) {
        const qsizetype end = path.indexOf(QLatin1Char('}'), at);
        if (end < 0)
            break;
        names << path.mid(at + 2, end - at - 2);
    }
    return names;
}

}  // namespace headrace
