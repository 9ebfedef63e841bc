// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/table_writer.h"

#include <cstring>
#include <limits>

namespace headrace::learning {

namespace {

qint64 aligned(qint64 bytes)
{
    return (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

/// Puts what stands for 'missing' under every invalid row, on a copy of the values.
template <class T> const void *masked(const void *values, const uint64_t *validity, idx_t rows, T missing, std::vector<char> &scratch)
{
    scratch.resize(rows * sizeof(T));
    std::memcpy(scratch.data(), values, scratch.size());
    T *to = reinterpret_cast<T *>(scratch.data());
    for (idx_t row = 0; row < rows; ++row)
        if (!duckdb_validity_row_is_valid(const_cast<uint64_t *>(validity), row))
            to[row] = missing;
    return scratch.data();
}

const void *maskedValues(Physical type, const void *values, const uint64_t *validity, idx_t rows, std::vector<char> &scratch)
{
    switch (type) {
    case Physical::Float32:
        return masked(values, validity, rows, std::numeric_limits<float>::quiet_NaN(), scratch);
    case Physical::Float64:
        return masked(values, validity, rows, std::numeric_limits<double>::quiet_NaN(), scratch);
    case Physical::TimestampS:
    case Physical::TimestampMs:
    case Physical::TimestampUs:
    case Physical::TimestampNs:
    case Physical::TimestampUtc:
        return masked(values, validity, rows, std::numeric_limits<int64_t>::min(), scratch);
    default:
        break;
    }
    switch (info(type).width) {
    case 1:
        return masked<int8_t>(values, validity, rows, 0, scratch);
    case 2:
        return masked<int16_t>(values, validity, rows, 0, scratch);
    case 4:
        return masked<int32_t>(values, validity, rows, 0, scratch);
    default:
        return masked<int64_t>(values, validity, rows, 0, scratch);
    }
}

/// Text as it arrives, in blocks that are freed one by one as they are written.
struct TextBlocks {
    static constexpr size_t kBlock = size_t(4) << 20;
    std::vector<std::vector<char>> blocks;
    qint64 bytes = 0;

    void append(const char *from, size_t count)
    {
        if (blocks.empty() || blocks.back().capacity() - blocks.back().size() < count) {
            blocks.emplace_back();
            blocks.back().reserve(std::max(kBlock, count));
        }
        blocks.back().insert(blocks.back().end(), from, from + count);
        bytes += qint64(count);
    }
};

struct PartColumn {
    TextBlocks text;
    std::vector<int64_t> offsets;    ///< end of each row's text within the part
    std::vector<uint64_t> validity;  ///< words of this part's rows; empty while nothing is missing
    qint64 nulls = 0;
};

}  // namespace

struct TableWriter::Column {
    QString name;
    Physical type;
    qint64 values = 0;
};

struct TableWriter::Part {
    qint64 start = 0;
    qint64 rows = 0;
    std::vector<PartColumn> columns;
    std::vector<char> scratch;
};

TableWriter::TableWriter(SharedFile file, const QStringList &names, const QList<Physical> &types, qint64 rows, const QList<qint64> &starts)
    : m_file(std::move(file)), m_rows(rows)
{
    Q_ASSERT(names.size() == types.size() && !starts.isEmpty() && starts.first() == 0);
    for (int i = 0; i < names.size(); ++i) {
        m_columns.push_back({names[i], types[i], m_end});
        m_end += aligned(rows * info(types[i]).width);
    }
    for (const qint64 start : starts) {
        Q_ASSERT(start % kPartAlignment == 0);
        Part part;
        part.start = start;
        part.columns.resize(m_columns.size());
        m_parts.push_back(std::move(part));
    }
}

TableWriter::TableWriter(TableWriter &&) noexcept = default;

TableWriter::~TableWriter() = default;

qint64 TableWriter::endOf(int part) const
{
    return size_t(part) + 1 < m_parts.size() ? m_parts[size_t(part) + 1].start : m_rows;
}

qint64 TableWriter::written(int part) const
{
    return m_parts[size_t(part)].rows;
}

Result<void> TableWriter::append(int partIndex, duckdb_data_chunk chunk)
{
    Part &part = m_parts[size_t(partIndex)];
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    if (part.start + part.rows + qint64(rows) > endOf(partIndex))
        return Error(ErrorCode::Internal, QStringLiteral("A table grew while it was handed to Python."),
                     QStringLiteral("Run the step again."));
    for (size_t i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        PartColumn &state = part.columns[i];
        const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
        const void *values = duckdb_vector_get_data(vector);
        uint64_t *validity = duckdb_vector_get_validity(vector);
        idx_t nulls = 0;
        if (validity)
            for (idx_t row = 0; row < rows; ++row)
                nulls += duckdb_validity_row_is_valid(validity, row) ? 0 : 1;
        if (nulls > 0) {
            if (state.validity.empty())
                state.validity.assign(size_t((endOf(partIndex) - part.start + 63) / 64), ~uint64_t(0));
            for (idx_t row = 0; row < rows; ++row)
                if (!duckdb_validity_row_is_valid(validity, row)) {
                    const size_t at = size_t(part.rows) + row;
                    state.validity[at / 64] &= ~(uint64_t(1) << (at % 64));
                }
            state.nulls += qint64(nulls);
        }
        const int width = info(column.type).width;
        if (width > 0) {
            if (nulls > 0)
                values = maskedValues(column.type, values, validity, rows, part.scratch);
            HR_TRY(m_file.write(column.values + (part.start + part.rows) * width, values, qint64(rows) * width));
            continue;
        }
        auto *texts = static_cast<duckdb_string_t *>(const_cast<void *>(values));
        for (idx_t row = 0; row < rows; ++row) {
            if (nulls == 0 || duckdb_validity_row_is_valid(validity, row))
                state.text.append(duckdb_string_t_data(&texts[row]), duckdb_string_t_length(texts[row]));
            state.offsets.push_back(state.text.bytes);
        }
    }
    part.rows += qint64(rows);
    return {};
}

Result<TableLayout> TableWriter::finish()
{
    for (size_t p = 0; p < m_parts.size(); ++p)
        if (m_parts[p].start + m_parts[p].rows != endOf(int(p)))
            return Error(ErrorCode::Internal, QStringLiteral("A table shrank while it was handed to Python."),
                         QStringLiteral("Run the step again."));
    TableLayout layout;
    layout.rows = m_rows;
    for (size_t i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        ColumnPlace place;
        place.name = column.name;
        place.type = column.type;
        place.values = {column.values, m_rows * info(column.type).width};
        if (info(column.type).width == 0) {
            place.offsets = BufferPlace{m_end, (m_rows + 1) * 8};
            m_end += aligned(place.offsets->bytes);
            place.values = {m_end, 0};
            const int64_t zero = 0;
            HR_TRY(m_file.write(place.offsets->offset, &zero, 8));
            for (Part &part : m_parts) {
                PartColumn &state = part.columns[i];
                for (int64_t &offset : state.offsets)
                    offset += place.values.bytes;
                HR_TRY(m_file.write(place.offsets->offset + 8 + part.start * 8, state.offsets.data(), qint64(state.offsets.size()) * 8));
                std::vector<int64_t>().swap(state.offsets);
                for (std::vector<char> &block : state.text.blocks) {
                    HR_TRY(m_file.write(m_end + place.values.bytes, block.data(), qint64(block.size())));
                    place.values.bytes += qint64(block.size());
                    std::vector<char>().swap(block);
                }
            }
            m_end += aligned(place.values.bytes);
        }
        for (const Part &part : m_parts)
            place.nulls += part.columns[i].nulls;
        if (place.nulls > 0) {
            place.validity = BufferPlace{m_end, (m_rows + 63) / 64 * 8};
            m_end += aligned(place.validity->bytes);
            for (size_t p = 0; p < m_parts.size(); ++p) {
                const size_t words = size_t((endOf(int(p)) - m_parts[p].start + 63) / 64);
                std::vector<uint64_t> &bits = m_parts[p].columns[i].validity;
                if (bits.empty())
                    bits.assign(words, ~uint64_t(0));
                HR_TRY(m_file.write(place.validity->offset + m_parts[p].start / 8, bits.data(), qint64(words) * 8));
            }
        }
        layout.columns << place;
    }
    HR_TRY(m_file.resize(m_end));
    return layout;
}

}  // namespace headrace::learning
