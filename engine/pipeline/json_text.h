// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text beyond what Qt's parser tells: lines, duplicate keys, depth, exact integers; and text that diffs well.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace headrace {

inline constexpr qsizetype kMaximumJsonBytes = qsizetype(256) << 20;
inline constexpr int kMaximumJsonDepth = 200;

struct JsonNotice {
    enum class Kind { DuplicateKey, InexactNumber, ByteOrderMark, More } kind;
    QString text;  ///< the key or number
    int line = 0;  ///< 1-based
};

struct JsonText {
    QJsonObject object;
    QList<JsonNotice> notices;  ///< at most a few hundred; the last is then More, with the number left out
};

/// Parses UTF-8 JSON whose root is an object. Errors (code Invalid) carry the line. Linear in the size.
Result<JsonText> parseJsonText(const QByteArray &bytes);

/// The line on which the member at each path stands; 0 where it does not. An element of a list is its index as text.
QList<int> linesOfPaths(const QByteArray &bytes, const QList<QStringList> &paths);

/// How a value is laid out over lines.
enum class JsonLayout {
    Raw,   ///< members and elements each on a line, elements compact
    Lines  ///< the same, and a text of several lines as {"$lines": [...]}, one element a line
};

/// Appends a string with quotes. Everything a line reader could take for a line end is escaped, and a lone surrogate.
void appendJsonString(QByteArray &out, const QString &text);
/// Appends a value on one line, with a space behind ':' and ','.
void appendJsonCompact(QByteArray &out, const QJsonValue &value);
/// Appends a value over several lines; the first continues the current line, the others are indented by `indent` + 2 spaces.
void appendJsonPretty(QByteArray &out, const QJsonValue &value, int indent, JsonLayout layout);
void appendJsonIndent(QByteArray &out, int indent);

/// Turns every {"$lines": [texts]} in a value into the text it stands for.
QJsonValue joinLines(const QJsonValue &value);
/// A text with line ends as {"$lines": [...]}, anything else as it is.
QJsonValue splitLines(const QJsonValue &value);

}  // namespace headrace
