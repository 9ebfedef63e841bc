// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the buffers of a shared file that another process wrote, chunk by chunk.
#pragma once

#include "engine/learning/columns.h"
#include "engine/learning/shared_file.h"

#include <vector>

namespace headrace::learning {

/// Trusts the other process with nothing: offsets, text encoding and booleans are checked as they are read. Belongs to one thread.
class TableReader
{
public:
    static Result<TableReader> open(SharedFile file, const QJsonObject &description);

    const TableLayout &layout() const { return m_layout; }
    /// Fills column i of the chunk with column i of the table, from row `first` (a multiple of 64) on. Sets no size.
    Result<void> read(qint64 first, idx_t rows, duckdb_data_chunk chunk);

private:
    TableReader() = default;
    Result<void> readText(const ColumnPlace &column, qint64 first, idx_t rows, const uint64_t *valid, duckdb_vector vector);

    SharedFile m_file;
    TableLayout m_layout;
    std::vector<std::vector<uint64_t>> m_validity;  ///< by column; empty where nothing is missing
    std::vector<int64_t> m_offsets;
    std::vector<char> m_text;
};

}  // namespace headrace::learning
