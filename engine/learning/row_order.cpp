// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/row_order.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace headrace::learning {

namespace {

/// More ascending sequences than this are no sign of threads but of disorder.
constexpr size_t kMaximumStores = 64;
/// Stretches shorter than this on average are better copied together: each is a batch to XGBoost, with its own overhead.
constexpr size_t kLongRun = 16384;

struct KeyedRow {
    uint64_t key;
    uint64_t row;
};

/// Stable sort by key, one byte after the other from the least significant; bytes that are equal in all keys cost nothing.
void radixSort(KeyedRow *items, KeyedRow *spare, size_t count)
{
    std::array<std::array<size_t, 256>, 8> counts{};
    for (size_t i = 0; i < count; ++i)
        for (size_t byte = 0; byte < 8; ++byte)
            ++counts[byte][items[i].key >> (8 * byte) & 0xff];
    KeyedRow *from = items;
    KeyedRow *to = spare;
    for (size_t byte = 0; byte < 8; ++byte) {
        const size_t shift = 8 * byte;
        if (count == 0 || counts[byte][from[0].key >> shift & 0xff] == count)
            continue;
        std::array<size_t, 256> next{};
        for (size_t value = 1; value < 256; ++value)
            next[value] = next[value - 1] + counts[byte][value - 1];
        for (size_t i = 0; i < count; ++i)
            to[next[from[i].key >> shift & 0xff]++] = from[i];
        std::swap(from, to);
    }
    if (from != items)
        std::copy_n(from, count, items);
}

/// Copies `count` rows of every kind.
void copyRows(const RowShape &shape, const RowStore &from, size_t first, size_t count, RowStore &to, size_t at)
{
    std::memcpy(to.rows.as<float>() + at * shape.floats, from.rows.as<float>() + first * shape.floats,
                count * shape.floats * sizeof(float));
    if (shape.labels)
        std::memcpy(to.labels.as<float>() + at, from.labels.as<float>() + first, count * sizeof(float));
    if (shape.weights)
        std::memcpy(to.weights.as<float>() + at, from.weights.as<float>() + first, count * sizeof(float));
}

}  // namespace

bool RowStore::reserve(const RowShape &shape, size_t rowCount)
{
    return rows.reserve(rowCount * shape.floats * sizeof(float)) && (!shape.labels || labels.reserve(rowCount * sizeof(float)))
        && (!shape.weights || weights.reserve(rowCount * sizeof(float)))
        && (shape.words == 0 || keys.reserve(rowCount * shape.words * sizeof(uint64_t)));
}

int RowOrder::compare(const uint64_t *left, const uint64_t *right) const
{
    for (size_t word = 0; word < m_shape.words; ++word)
        if (left[word] != right[word])
            return left[word] < right[word] ? -1 : 1;
    return 0;
}

RowStore *RowOrder::place(const uint64_t *keys, size_t count)
{
    RowStore *chosen = nullptr;
    if (m_shape.words == 0) {
        if (m_stores.empty())
            m_stores.emplace_back();
        chosen = &m_stores.front();
    } else {
        bool ascending = true;
        for (size_t i = 1; i < count && ascending; ++i) {
            const int order = compare(keys + (i - 1) * m_shape.words, keys + i * m_shape.words);
            ascending = order <= 0;
            m_ties = m_ties || order == 0;
        }
        if (ascending) {
            // The sequence that ends last before this block: the others stay free for blocks that come late.
            for (RowStore &store : m_stores) {
                const uint64_t *last = store.key(m_shape, store.count - 1);
                if (compare(last, keys) <= 0 && (!chosen || compare(chosen->key(m_shape, chosen->count - 1), last) < 0))
                    chosen = &store;
            }
            m_ties = m_ties || (chosen && compare(chosen->key(m_shape, chosen->count - 1), keys) == 0);
            if (!chosen && m_stores.size() < kMaximumStores)
                chosen = &m_stores.emplace_back();
        }
        if (!chosen)
            chosen = &m_loose;
    }
    if (!chosen->reserve(m_shape, chosen->count + count))
        return nullptr;
    if (m_shape.words > 0)
        std::memcpy(chosen->key(m_shape, chosen->count), keys, count * m_shape.words * sizeof(uint64_t));
    chosen->count += count;
    return chosen;
}

bool RowOrder::sortLoose()
{
    const size_t count = m_loose.count;
    if (count == 0)
        return true;
    MappedBuffer itemBuffer;
    MappedBuffer spareBuffer;
    RowStore sorted;
    if (!itemBuffer.reserve(count * sizeof(KeyedRow)) || !spareBuffer.reserve(count * sizeof(KeyedRow)))
        return false;
    auto *items = itemBuffer.as<KeyedRow>();
    for (size_t i = 0; i < count; ++i)
        items[i] = {0, i};
    for (size_t word = m_shape.words; word-- > 0;) {
        for (size_t i = 0; i < count; ++i)
            items[i].key = m_loose.key(m_shape, items[i].row)[word];
        radixSort(items, spareBuffer.as<KeyedRow>(), count);
    }
    spareBuffer.release();
    if (!sorted.reserve(m_shape, count))
        return false;
    for (size_t i = 0; i < count; ++i) {
        copyRows(m_shape, m_loose, items[i].row, 1, sorted, i);
        std::memcpy(sorted.key(m_shape, i), m_loose.key(m_shape, items[i].row), m_shape.words * sizeof(uint64_t));
        m_ties = m_ties || (i > 0 && compare(sorted.key(m_shape, i - 1), sorted.key(m_shape, i)) == 0);
    }
    sorted.count = count;
    m_loose = RowStore();
    m_stores.push_back(std::move(sorted));
    return true;
}

void RowOrder::merge()
{
    std::vector<size_t> heads(m_stores.size(), 0);
    const uint64_t *previous = nullptr;
    for (;;) {
        // The sequence with the smallest head goes on until the second smallest head.
        size_t smallest = m_stores.size();
        size_t second = m_stores.size();
        for (size_t i = 0; i < m_stores.size(); ++i) {
            if (heads[i] == m_stores[i].count)
                continue;
            const uint64_t *head = m_stores[i].key(m_shape, heads[i]);
            if (smallest == m_stores.size() || compare(head, m_stores[smallest].key(m_shape, heads[smallest])) < 0) {
                second = smallest;
                smallest = i;
            } else if (second == m_stores.size() || compare(head, m_stores[second].key(m_shape, heads[second])) < 0) {
                second = i;
            }
        }
        if (smallest == m_stores.size())
            return;
        const RowStore &store = m_stores[smallest];
        const size_t first = heads[smallest];
        size_t end = store.count;
        if (second != m_stores.size()) {
            const uint64_t *limit = m_stores[second].key(m_shape, heads[second]);
            // Steps that double, then halves: stretches are long or very short.
            size_t step = 1;
            size_t low = first;
            while (low + step < store.count && compare(store.key(m_shape, low + step), limit) <= 0) {
                low += step;
                step *= 2;
            }
            size_t high = std::min(low + step, store.count);
            while (high - low > 1) {
                const size_t middle = low + (high - low) / 2;
                (compare(store.key(m_shape, middle), limit) <= 0 ? low : high) = middle;
            }
            end = high;
        }
        m_ties = m_ties || (previous && compare(previous, store.key(m_shape, first)) == 0);
        previous = store.key(m_shape, end - 1);
        if (!m_runs.empty() && m_runs.back().store == smallest && m_runs.back().first + m_runs.back().count == first)
            m_runs.back().count += end - first;
        else
            m_runs.push_back({smallest, first, end - first});
        heads[smallest] = end;
    }
}

bool RowOrder::gather()
{
    size_t total = 0;
    for (const RowRun &run : m_runs)
        total += run.count;
    RowStore all;
    RowShape shape = m_shape;
    shape.words = 0;
    if (!all.reserve(shape, total))
        return false;
    size_t at = 0;
    for (const RowRun &run : m_runs) {
        // Each store is read from front to back, so that what was copied can be given back at once.
        constexpr size_t kPiece = 65536;
        RowStore &from = m_stores[run.store];
        for (size_t done = 0; done < run.count; done += kPiece) {
            const size_t count = std::min(kPiece, run.count - done);
            copyRows(shape, from, run.first + done, count, all, at);
            at += count;
            from.rows.releaseBefore((run.first + done + count) * shape.floats * sizeof(float));
        }
    }
    all.count = total;
    m_stores.clear();
    m_stores.push_back(std::move(all));
    m_runs = {{0, 0, total}};
    return true;
}

bool RowOrder::finish(bool contiguous)
{
    if (m_stores.empty() && m_loose.count == 0)
        m_stores.emplace_back();
    if (!sortLoose())
        return false;
    if (m_stores.size() == 1) {
        m_runs = {{0, 0, m_stores.front().count}};
    } else {
        merge();
        size_t total = 0;
        for (const RowStore &store : m_stores)
            total += store.count;
        if ((contiguous || total < m_runs.size() * kLongRun) && m_runs.size() > 1 && !gather())
            return false;
    }
    for (RowStore &store : m_stores)
        store.keys.release();
    return true;
}

}  // namespace headrace::learning
