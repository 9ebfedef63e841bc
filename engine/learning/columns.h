// SPDX-License-Identifier: GPL-3.0-or-later
// The layout in which tables go to Python and back: Arrow's buffers, one after the other in a shared file.
//
// Values: fixed width, little-endian, contiguous over all rows. Booleans one byte (0 or 1), dates int32 days and times and
// timestamps int64 since midnight or 1970. Text and bytes: int64 offsets (rows + 1) and the bytes. Validity: one bit a row,
// the lowest first, absent where no value is missing. Under a missing value stands NaN (floats), the least int64 (timestamps: NumPy's NaT) or 0,
// so that NumPy can look at floats and timestamps without a copy even then. Every buffer starts at a multiple of kBufferAlignment.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"

#include <duckdb.h>

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace headrace::learning {

inline constexpr qint64 kBufferAlignment = 4096;  // a page, so that each buffer can be mapped alone

enum class Physical {
    Bool,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float32,
    Float64,
    Date,
    Time,
    TimestampS,
    TimestampMs,
    TimestampUs,
    TimestampNs,
    TimestampUtc,
    Duration,
    Text,
    Json,
    Binary,
};

/// What is fixed for a physical type.
struct PhysicalInfo {
    Physical type;
    const char *name;     ///< as in messages
    int width;            ///< bytes a value; 0: offsets and bytes
    duckdb_type duckdb;   ///< the vector it is copied from and to
    const char *sqlType;  ///< the column it makes on the way back
};

const PhysicalInfo &info(Physical type);
std::optional<Physical> physicalFromName(const QString &name);

/// How a column of a DuckDB type travels. Decimals and 128-bit integers travel as doubles (15 significant digits), lists,
/// structs, maps and unions as JSON, everything else without a form of its own as text.
struct Travel {
    Physical type = Physical::Text;
    QString sql;  ///< the expression to select
};
Travel travelOf(const data::Column &column);

struct BufferPlace {
    qint64 offset = 0;
    qint64 bytes = 0;
};

struct ColumnPlace {
    QString name;
    Physical type = Physical::Text;
    qint64 nulls = 0;
    BufferPlace values;
    std::optional<BufferPlace> validity;
    std::optional<BufferPlace> offsets;
};

/// Where each buffer of a table is in its file.
struct TableLayout {
    qint64 rows = 0;
    QList<ColumnPlace> columns;

    QJsonObject toJson() const;
    /// Believes nothing: every buffer has the size its type and the rows ask for and lies inside `fileBytes`.
    static Result<TableLayout> fromJson(const QJsonObject &object, qint64 fileBytes);
};

}  // namespace headrace::learning
