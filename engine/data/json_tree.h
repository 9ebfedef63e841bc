// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as a tree that can be edited and written back without loss: numbers keep their text, whatever their width.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace headrace::data {

/// DuckDB's serialized statements hold 64- and 128-bit integers, which QJsonValue would round.
struct JsonTree {
    enum class Kind { Scalar, String, Array, Object };

    Kind kind = Kind::Scalar;
    QByteArray text;               ///< Scalar: the token; String: what stands between its quotes, still escaped
    std::vector<JsonTree> items;   ///< of an array, or the values of an object
    std::vector<QByteArray> keys;  ///< of an object, still escaped

    /// Internal where the bytes are no JSON, Invalid where it is nested deeper than 4,000.
    static Result<JsonTree> parse(const QByteArray &bytes);
    static JsonTree ofString(const QString &text);
    static JsonTree scalar(const char *token);

    /// The member of an object, or nullptr.
    JsonTree *find(const char *key);
    const JsonTree *find(const char *key) const;
    /// The text of a String, unescaped; empty for everything else.
    QString string() const;
    QString string(const char *key) const;
    bool isNull() const { return kind == Kind::Scalar && text == "null"; }
    bool isTrue() const { return kind == Kind::Scalar && text == "true"; }
    bool isEmptyList() const { return kind == Kind::Array && items.empty(); }

    QByteArray toBytes() const;
};

}  // namespace headrace::data
