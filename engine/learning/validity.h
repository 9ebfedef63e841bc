// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a row of a DuckDB vector holds a value.
#pragma once

#include <cstddef>
#include <cstdint>

namespace headrace::learning {

/// `validity`: one bit a row, 1 where there is a value; null: every row has one.
inline bool isValid(const uint64_t *validity, size_t row)
{
    return !validity || (validity[row / 64] >> (row % 64) & 1) != 0;
}

}  // namespace headrace::learning
