// SPDX-License-Identifier: GPL-3.0-or-later
// Codes class labels 0 … k−1 in the order in which they are met, and then in the order of the sorted classes.
#pragma once

#include "engine/base/result.h"

#include <duckdb.h>

#include <QStringList>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headrace::learning {

/// Which form labels travel in, by the type of the target.
enum class ClassForm { Boolean, Whole, Text };

class ClassCodes
{
public:
    /// `numeric`: texts that are numbers are sorted as numbers. `known` as in MatrixSpec.
    ClassCodes(ClassForm form, bool numeric, const QStringList &known);

    /// Codes in order of arrival, as floats; NULL as −1, a class that is not known as −2. False at more than kMaximum classes.
    /// `rows`: the places of the `count` values in the vector; nullptr: the first ones.
    bool read(duckdb_vector vector, duckdb_type type, size_t count, float *out, const uint32_t *rows = nullptr);
    /// Sorts the classes. Gives the final code of each code given so far.
    std::vector<float> sort();
    const QStringList &classes() const { return m_classes; }  ///< after sort(): in order
    const QString &firstUnknown() const { return m_firstUnknown; }

    static constexpr size_t kMaximum = 1000;

private:
    struct Hash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    float codeOf(int64_t value);
    float codeOf(std::string_view text);
    float add(const QString &text);
    template <class T> void readWhole(duckdb_vector vector, size_t count, float *out, const uint32_t *rows);

    ClassForm m_form;
    bool m_numeric;
    bool m_fixed;
    QStringList m_classes;
    std::unordered_map<int64_t, float> m_whole;
    std::unordered_map<std::string, float, Hash, std::equal_to<>> m_texts;
    QString m_firstUnknown;
};

}  // namespace headrace::learning
