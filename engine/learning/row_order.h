// SPDX-License-Identifier: GPL-3.0-or-later
// Puts rows that arrive as several interleaved ascending runs into one order, mostly without moving them.
#pragma once

#include "engine/learning/mapped_buffer.h"

#include <cstdint>
#include <vector>

namespace headrace::learning {

/// What is kept of rows: `floats` numbers each, perhaps a label and a weight, and `words` key words that order them.
struct RowShape {
    size_t floats = 0;
    bool labels = false;
    bool weights = false;
    size_t words = 0;  ///< 0: rows come in order
};

/// Rows in one stretch of memory each kind.
struct RowStore {
    MappedBuffer rows, labels, weights, keys;
    size_t count = 0;

    [[nodiscard]] bool reserve(const RowShape &shape, size_t rowCount);
    float *row(const RowShape &shape, size_t index) { return rows.as<float>() + index * shape.floats; }
    uint64_t *key(const RowShape &shape, size_t index) { return keys.as<uint64_t>() + index * shape.words; }
    const uint64_t *key(const RowShape &shape, size_t index) const { return keys.as<uint64_t>() + index * shape.words; }
};

/// A stretch of rows of one store.
struct RowRun {
    size_t store = 0;
    size_t first = 0;
    size_t count = 0;
};

/// A scan by several threads gives ascending blocks of rows, interleaved as the threads happen to run: there are about as many
/// ascending sequences as threads. Each block is appended to a sequence whose last key lies before it; at the end the
/// sequences are merged by stretches. Rows in no order go to a store of their own, which is sorted by radix.
class RowOrder
{
public:
    explicit RowOrder(const RowShape &shape) : m_shape(shape) {}

    /// Where the next `count` rows with these keys (count × words) belong. The caller fills rows, labels and weights from the
    /// store's old count on; the keys are there already. nullptr when the system has no memory.
    RowStore *place(const uint64_t *keys, size_t count);
    /// Sorts and merges. False when the system has no memory. `contiguous`: into one store, whatever it costs; else where stretches are long
    /// they stay where they are.
    [[nodiscard]] bool finish(bool contiguous);

    bool ties() const { return m_ties; }  ///< complete after finish()
    std::vector<RowStore> &stores() { return m_stores; }
    const std::vector<RowRun> &runs() const { return m_runs; }  ///< after finish(), in order

private:
    int compare(const uint64_t *left, const uint64_t *right) const;
    bool sortLoose();
    void merge();
    bool gather();

    RowShape m_shape;
    std::vector<RowStore> m_stores;  ///< ascending, each
    RowStore m_loose;
    std::vector<RowRun> m_runs;
    bool m_ties = false;
};

}  // namespace headrace::learning
