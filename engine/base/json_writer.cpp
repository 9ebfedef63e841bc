// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/json_writer.h"

#include "engine/base/hashing.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace headrace {

void appendJson(QByteArray &out, const QString &text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t code = c.unicode();
        return code >= 0x20 && code < 0x7f && code != u'"' && code != u'\\';
    });
    if (!plain) {
        out += canonicalJson(QJsonValue(text));
        return;
    }
    const qsizetype at = out.size();
    out.resize(at + text.size() + 2);
    char *to = out.data() + at;
    *to++ = '"';
    for (const QChar c : text)
        *to++ = char(c.unicode());
    *to = '"';
}

void appendJson(QByteArray &out, double number)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, number);
    out.append(text, end.ptr - text);
}

void appendJson(QByteArray &out, qint64 number)
{
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, number);
    out.append(text, end.ptr - text);
}

}  // namespace headrace
