// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the chunks of a query into the buffers of a shared file.
#pragma once

#include "engine/learning/columns.h"
#include "engine/learning/shared_file.h"

#include <memory>
#include <vector>

namespace headrace::learning {

/// The number of rows is known beforehand, so each fixed-width value goes straight to its place. The rows may be written in
/// several parts by several threads at once: each part is a range of rows, written from its first row to its last.
class TableWriter
{
public:
    /// Parts must start at multiples of this many rows: no two then write the same word of a validity bitmap.
    static constexpr qint64 kPartAlignment = 2048;

    /// `starts`: the first row of each part, ascending, the first 0.
    TableWriter(SharedFile file, const QStringList &names, const QList<Physical> &types, qint64 rows, const QList<qint64> &starts);
    TableWriter(TableWriter &&) noexcept;
    ~TableWriter();

    /// Appends the rows of a chunk to a part; column i of the chunk is column i of the table, further ones are ignored.
    Result<void> append(int part, duckdb_data_chunk chunk);
    /// How many rows the part has so far.
    qint64 written(int part) const;
    qint64 rows() const { return m_rows; }

    /// After every part is whole: writes what had to wait (texts, offsets, validity) and describes the table.
    Result<TableLayout> finish();
    SharedFile takeFile() { return std::move(m_file); }

private:
    struct Column;
    struct Part;
    qint64 endOf(int part) const;

    SharedFile m_file;
    qint64 m_rows;
    qint64 m_end = 0;  ///< where the next buffer goes
    std::vector<Column> m_columns;
    std::vector<Part> m_parts;
};

}  // namespace headrace::learning
