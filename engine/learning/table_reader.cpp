// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/table_reader.h"
#include "engine/learning/validity.h"

#include <cstring>
#include <limits>

namespace headrace::learning {

namespace {

Error wrongText(const QString &column, qint64 row)
{
    return Error(ErrorCode::Failed, QStringLiteral("Column '%1' holds a text that is not valid UTF-8, in row %2.").arg(column).arg(row + 1),
                 QStringLiteral("Return such values as bytes, or decode them first."));
}

}  // namespace

Result<TableReader> TableReader::open(SharedFile file, const QJsonObject &description)
{
    TableReader reader;
    HR_ASSIGN(const qint64 bytes, file.size());
    HR_ASSIGN(reader.m_layout, TableLayout::fromJson(description, bytes));
    reader.m_file = std::move(file);
    const qint64 rows = reader.m_layout.rows;
    for (const ColumnPlace &column : std::as_const(reader.m_layout.columns)) {
        std::vector<uint64_t> bits;
        if (column.validity) {
            bits.assign(size_t((rows + 63) / 64), 0);
            HR_TRY(reader.m_file.read(column.validity->offset, bits.data(), (rows + 7) / 8));
        }
        reader.m_validity.push_back(std::move(bits));
    }
    return reader;
}

Result<void> TableReader::read(qint64 first, idx_t rows, duckdb_data_chunk chunk)
{
    Q_ASSERT(first % 64 == 0);
    for (int i = 0; i < m_layout.columns.size(); ++i) {
        const ColumnPlace &column = m_layout.columns[i];
        const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, idx_t(i));
        const uint64_t *valid = nullptr;
        if (const std::vector<uint64_t> &bits = m_validity[size_t(i)]; !bits.empty()) {
            valid = bits.data() + first / 64;
            duckdb_vector_ensure_validity_writable(vector);
            std::memcpy(duckdb_vector_get_validity(vector), valid, size_t((rows + 63) / 64) * 8);
        }
        const int width = info(column.type).width;
        if (width == 0) {
            HR_TRY(readText(column, first, rows, valid, vector));
            continue;
        }
        char *values = static_cast<char *>(duckdb_vector_get_data(vector));
        if (column.type == Physical::Duration) {
            std::vector<int64_t> micros(rows);
            HR_TRY(m_file.read(column.values.offset + first * width, micros.data(), qint64(rows) * width));
            for (idx_t row = 0; row < rows; ++row)
                reinterpret_cast<duckdb_interval *>(values)[row] = {0, 0, micros[row]};
            continue;
        }
        HR_TRY(m_file.read(column.values.offset + first * width, values, qint64(rows) * width));
        if (column.type == Physical::Bool)
            for (idx_t row = 0; row < rows; ++row)
                values[row] = values[row] != 0 ? 1 : 0;
        if (column.type == Physical::Time)
            for (idx_t row = 0; row < rows; ++row) {
                const int64_t micros = reinterpret_cast<const int64_t *>(values)[row];
                if (isValid(valid, row) && (micros < 0 || micros > int64_t(86'400'000'000)))
                    return Error(ErrorCode::Failed,
                                 QStringLiteral("Column '%1' holds a time outside the day, in row %2.")
                                     .arg(column.name)
                                     .arg(first + qint64(row) + 1),
                                 QStringLiteral("A time lies between 00:00 and 24:00."));
            }
    }
    return {};
}

Result<void> TableReader::readText(const ColumnPlace &column, qint64 first, idx_t rows, const uint64_t *valid, duckdb_vector vector)
{
    m_offsets.resize(rows + 1);
    HR_TRY(m_file.read(column.offsets->offset + first * 8, m_offsets.data(), qint64(rows + 1) * 8));
    for (idx_t row = 0; row <= rows; ++row)
        if (m_offsets[row] < (row == 0 ? 0 : m_offsets[row - 1]) || m_offsets[row] > column.values.bytes)
            return Error(ErrorCode::Corrupt,
                         QStringLiteral("Python handed back a table that makes no sense: the texts of column '%1'.").arg(column.name),
                         QStringLiteral("Run the step again; if it stays, the Python module and the worker are of different versions."));
    m_text.resize(size_t(m_offsets[rows] - m_offsets[0]));
    HR_TRY(m_file.read(column.values.offset + m_offsets[0], m_text.data(), qint64(m_text.size())));
    for (idx_t row = 0; row < rows; ++row) {
        if (!isValid(valid, row))
            continue;
        const char *text = m_text.data() + (m_offsets[row] - m_offsets[0]);
        const idx_t length = idx_t(m_offsets[row + 1] - m_offsets[row]);
        if (length > std::numeric_limits<uint32_t>::max())
            return Error(
                ErrorCode::Failed,
                QStringLiteral("Column '%1' holds a value of more than 4 GiB, in row %2.").arg(column.name).arg(first + qint64(row) + 1),
                QStringLiteral("Write such values to files and return their names."));
        if (column.type != Physical::Binary) {
            duckdb_error_data problem = duckdb_valid_utf8_check(text, length);
            const bool wrong = problem && duckdb_error_data_has_error(problem);
            if (problem)
                duckdb_destroy_error_data(&problem);
            if (wrong)
                return wrongText(column.name, first + qint64(row));
        }
        duckdb_unsafe_vector_assign_string_element_len(vector, row, text, length);
    }
    return {};
}

}  // namespace headrace::learning
