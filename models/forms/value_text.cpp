// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forms/value_text.h"

#include "engine/pipeline/check.h"
#include "models/schema/port_schemas.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headrace {
namespace {

QJsonValue referenceTo(const QString &name)
{
    return QJsonObject{{QStringLiteral("$param"), name}};
}

/// The one value of a JSON text, Undefined where it is none.
QJsonValue parsedScalar(const QString &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson("[" + text.toUtf8() + "]", &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1)
        return QJsonValue(QJsonValue::Undefined);
    const QJsonValue value = document.array().at(0);
    return value.isObject() || value.isArray() ? QJsonValue(QJsonValue::Undefined) : value;
}

QString oneLineJson(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

QString textOfNumber(const QJsonValue &value)
{
    const double number = value.toDouble();
    const qint64 whole = value.toInteger(std::numeric_limits<qint64>::min());
    if (whole != std::numeric_limits<qint64>::min() && (std::abs(number) >= 9007199254740992.0 || double(whole) == number))
        return QString::number(whole);
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

}  // namespace

QString textOfValue(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (const QString name = referredParameter(value); !name.isNull())
        return QLatin1Char('$') + name;
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return textOfNumber(value);
    return oneLineJson(value);
}

QJsonValue numberOfText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    if (trimmed.startsWith(QLatin1Char('$')) && isParameterName(trimmed.mid(1)))
        return referenceTo(trimmed.mid(1));
    bool whole = false;
    const qint64 integer = trimmed.toLongLong(&whole);
    if (whole)
        return integer;
    bool real = false;
    const double number = trimmed.toDouble(&real);
    if (real && std::isfinite(number))
        return number;
    return text;
}

QString textOfScalar(const QJsonValue &value)
{
    if (value.isString()) {
        const QString text = value.toString();
        const bool bare = !text.isEmpty() && text == text.trimmed() && !text.startsWith(QLatin1Char('$'))
            && !text.startsWith(QLatin1Char('"')) && parsedScalar(text).isUndefined();
        return bare ? text : oneLineJson(value);
    }
    if (value.isNull())
        return QStringLiteral("null");
    return textOfValue(value);
}

QJsonValue scalarOfText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(QLatin1Char('$')) && isParameterName(trimmed.mid(1)))
        return referenceTo(trimmed.mid(1));
    const QJsonValue parsed = trimmed.isEmpty() ? QJsonValue(QJsonValue::Undefined) : parsedScalar(trimmed);
    return parsed.isUndefined() ? QJsonValue(trimmed) : parsed;
}

double steppedValue(const ParamSpec &spec, double value, int steps)
{
    double step = 1;
    if (spec.type != ParamType::Integer && value != 0) {
        // The second digit moves: 0.3 by 0.01, 1 by 0.1, 25 by 1.
        const double digit = std::pow(10.0, std::floor(std::log10(std::abs(value)) + 1e-9) - 1);
        step = std::min(1.0, digit);
    } else if (spec.type != ParamType::Integer) {
        step = spec.maximum && *spec.maximum <= 1 ? 0.01 : 0.1;
    }
    double next = value + steps * step;
    // Off the digits that binary fractions leave behind.
    next = std::round(next / step) * step;
    next = QString::number(next, 'g', 12).toDouble();
    if (spec.maximum)
        next = std::min(next, *spec.maximum);
    if (spec.minimum && (next < *spec.minimum || (spec.exclusiveMinimum && next <= *spec.minimum)))
        next = spec.exclusiveMinimum ? value : *spec.minimum;
    return next;
}

QString choiceTitle(const QString &choice)
{
    const bool word = !choice.isEmpty() && choice[0].isLower()
        && std::all_of(choice.cbegin(), choice.cend(), [](QChar c) { return c.isLower() || c.isDigit() || c == QLatin1Char('_'); });
    if (!word)
        return choice;
    QString title = choice;
    title.replace(QLatin1Char('_'), QLatin1Char(' '));
    title[0] = title[0].toUpper();
    return title;
}

QString catalogText(const QString &text)
{
    return text.isEmpty() ? text : QCoreApplication::translate("Catalog", text.toUtf8().constData());
}

QString titleOf(const ParamSpec &spec)
{
    return spec.title.isEmpty() ? choiceTitle(spec.name) : catalogText(spec.title);
}

QString typeTitle(const QString &type)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("headrace::ColumnType", text); };
    switch (kindOfType(type)) {
    case ColumnKind::Boolean:
        return tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "boolean"));
    case ColumnKind::Integer:
        return tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "integer"));
    case ColumnKind::Real:
        return type.startsWith(QLatin1String("DECIMAL"), Qt::CaseInsensitive) ? type.toLower()
                                                                              : tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "number"));
    case ColumnKind::Text:
        return type.startsWith(QLatin1String("ENUM"), Qt::CaseInsensitive) ? tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "category"))
                                                                           : tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "text"));
    case ColumnKind::Date:
        return tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "date"));
    case ColumnKind::Timestamp:
        return tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "date and time"));
    case ColumnKind::Time:
        return tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "time"));
    case ColumnKind::Binary:
        return tr(QT_TRANSLATE_NOOP("headrace::ColumnType", "bytes"));
    case ColumnKind::Nested:
    case ColumnKind::Other:
        break;
    }
    return type.toLower();
}

QString groupedNumber(qint64 number)
{
    return QLocale().toString(number);
}

}  // namespace headrace
