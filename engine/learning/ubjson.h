// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the subset of UBJSON that XGBoost writes, strictly: what is read here has one meaning only.
#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace headrace::learning::ubjson {

struct Value;

/// A typed array, such as the split conditions of a tree: big-endian elements in the bytes that were read.
struct TypedArray {
    char element = 0;  ///< U, i, I, l, L, d or D
    size_t count = 0;
    const char *bytes = nullptr;

    /// Of whole numbers; U is unsigned.
    int64_t integer(size_t index) const;
};

struct Value {
    enum class Kind { Null, Boolean, Integer, Number, Text, Array, Typed, Object } kind = Kind::Null;
    int64_t integer = 0;  ///< Boolean, Integer
    double number = 0;
    std::string_view text;  ///< in the bytes that were read
    std::vector<Value> items;
    TypedArray typed;
    std::vector<std::pair<std::string_view, Value>> members;

    /// nullptr if this is no object, or has no such member.
    const Value *member(std::string_view name) const;
    const Value *member(std::string_view name, Kind wanted) const;
};

/// The one value in `bytes`, which must outlive it. Nothing for anything XGBoost would not write: other markers, trailing bytes,
/// counts beyond the end, members that stand twice, nesting over 32.
std::optional<Value> read(const QByteArray &bytes);

}  // namespace headrace::learning::ubjson
