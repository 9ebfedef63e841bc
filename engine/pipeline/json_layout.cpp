// SPDX-License-Identifier: GPL-3.0-or-later
// The writing half of json_text.h.
#include "engine/pipeline/json_text.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace headrace {

namespace {

const QString kLines = QStringLiteral("$lines");
/// Splitting a text adds two levels; that deep it stays on its line, so that what was read can always be read again.
constexpr int kDeepestSplit = 2 * 100;

void appendEscape(QByteArray &out, char16_t unit)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += kDigits[(unit >> shift) & 15];
}

void appendNumber(QByteArray &out, const QJsonValue &value)
{
    const double number = value.toDouble();
    const qint64 integer = value.toInteger();
    // QJsonValue keeps integers exact to 64 bits; toInteger() gives 0 for what is none.
    if (value.toVariant().typeId() == QMetaType::LongLong || double(integer) == number)
        out += QByteArray::number(integer);
    else
        out += std::isfinite(number) ? QByteArray::number(number, 'g', QLocale::FloatingPointShortest) : QByteArray("null");
}

}  // namespace

void appendJsonString(QByteArray &out, const QString &text)
{
    out += '"';
    const qsizetype size = text.size();
    for (qsizetype i = 0; i < size; ++i) {
        const char16_t c = text[i].unicode();
        switch (c) {
        case '"':
            out += "\\\"";
            continue;
        case '\\':
            out += "\\\\";
            continue;
        case '\n':
            out += "\\n";
            continue;
        case '\r':
            out += "\\r";
            continue;
        case '\t':
            out += "\\t";
            continue;
        default:
            break;
        }
        if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
            appendEscape(out, c);
        } else if (c < 0x80) {
            out += char(c);
        } else if (c < 0x800) {
            out += char(0xC0 | (c >> 6));
            out += char(0x80 | (c & 0x3F));
        } else if (QChar::isHighSurrogate(c) && i + 1 < size && QChar::isLowSurrogate(text[i + 1].unicode())) {
            const char32_t point = QChar::surrogateToUcs4(c, text[++i].unicode());
            out += char(0xF0 | (point >> 18));
            out += char(0x80 | ((point >> 12) & 0x3F));
            out += char(0x80 | ((point >> 6) & 0x3F));
            out += char(0x80 | (point & 0x3F));
        } else if (QChar::isSurrogate(c)) {
            appendEscape(out, c);  // UTF-8 has no form for half a pair
        } else {
            out += char(0xE0 | (c >> 12));
            out += char(0x80 | ((c >> 6) & 0x3F));
            out += char(0x80 | (c & 0x3F));
        }
    }
    out += '"';
}

void appendJsonCompact(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double:
        appendNumber(out, value);
        break;
    case QJsonValue::String:
        appendJsonString(out, value.toString());
        break;
    case QJsonValue::Array: {
        out += '[';
        bool first = true;
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array) {
            if (!std::exchange(first, false))
                out += ", ";
            appendJsonCompact(out, element);
        }
        out += ']';
        break;
    }
    case QJsonValue::Object: {
        out += '{';
        bool first = true;
        const QJsonObject object = value.toObject();
        for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
            if (!std::exchange(first, false))
                out += ", ";
            appendJsonString(out, member.key());
            out += ": ";
            appendJsonCompact(out, member.value());
        }
        out += '}';
        break;
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    }
}

void appendJsonIndent(QByteArray &out, int indent)
{
    out.append(indent, ' ');
}

void appendJsonPretty(QByteArray &out, const QJsonValue &value, int indent, JsonLayout layout)
{
    if (value.isArray() && !value.toArray().isEmpty()) {
        out += "[\n";
        bool first = true;
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array) {
            if (!std::exchange(first, false))
                out += ",\n";
            appendJsonIndent(out, indent + 2);
            appendJsonCompact(out, element);
        }
        out += '\n';
        appendJsonIndent(out, indent);
        out += ']';
    } else if (value.isObject() && !value.toObject().isEmpty()) {
        out += "{\n";
        bool first = true;
        const QJsonObject object = value.toObject();
        for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
            if (!std::exchange(first, false))
                out += ",\n";
            appendJsonIndent(out, indent + 2);
            appendJsonString(out, member.key());
            out += ": ";
            appendJsonPretty(out, member.value(), indent + 2, layout);
        }
        out += '\n';
        appendJsonIndent(out, indent);
        out += '}';
    } else if (layout == JsonLayout::Lines && value.isString() && indent < kDeepestSplit && value.toString().contains(QLatin1Char('\n'))) {
        appendJsonPretty(out, splitLines(value), indent, JsonLayout::Raw);
    } else {
        appendJsonCompact(out, value);
    }
}

QJsonValue splitLines(const QJsonValue &value)
{
    if (!value.isString() || !value.toString().contains(QLatin1Char('\n')))
        return value;
    return QJsonObject{{kLines, QJsonArray::fromStringList(value.toString().split(QLatin1Char('\n')))}};
}

namespace {

bool mentionsLines(const QJsonValue &value)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.constBegin(), array.constEnd(), [](const QJsonValue &element) { return mentionsLines(element); });
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.constBegin(); member != object.constEnd(); ++member)
        if (member.key() == kLines || mentionsLines(member.value()))
            return true;
    return false;
}

QJsonValue joined(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray before = value.toArray();
        for (const QJsonValue element : before)
            array << joined(element);
        return array;
    }
    if (!value.isObject())
        return value;
    const QJsonObject before = value.toObject();
    if (before.size() == 1 && before.constBegin().key() == kLines && before.constBegin().value().isArray()) {
        QStringList lines;
        bool texts = true;
        const QJsonArray array = before.constBegin().value().toArray();
        for (const QJsonValue line : array) {
            texts = texts && line.isString();
            lines << line.toString();
        }
        if (texts)
            return lines.join(QLatin1Char('\n'));
    }
    QJsonObject object;
    for (auto member = before.constBegin(); member != before.constEnd(); ++member)
        object.insert(member.key(), joined(member.value()));
    return object;
}

}  // namespace

QJsonValue joinLines(const QJsonValue &value)
{
    // Nearly all values hold none; those are shared, not copied.
    return mentionsLines(value) ? joined(value) : value;
}

}  // namespace headrace
