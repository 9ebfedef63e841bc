// SPDX-License-Identifier: GPL-3.0-or-later
// Watches whether rows that stream by already are in the order of their identity, so that nobody has to sort them.
#pragma once

#include "engine/data/session.h"

#include <optional>

namespace headrace::learning {

/// Compares as ORDER BY … ASC NULLS FIRST does. Belongs to one thread.
class OrderWatch
{
public:
    /// Nothing where a key's type is not compared here (then one has to sort). Key i stands in column `firstColumn` + i of the chunks.
    static std::optional<OrderWatch> over(const QList<data::Column> &keys, int firstColumn);

    /// Whether the chunk's rows ascend.
    bool ascends(const data::Chunk &chunk) const;
    /// Whether the last row of `before` is not above the first of `after`.
    bool follows(const data::Chunk &before, const data::Chunk &after) const;

private:
    enum class Kind { Signed8, Signed16, Signed32, Signed64, Unsigned8, Unsigned16, Unsigned32, Unsigned64, Text };
    static std::optional<Kind> kindOf(const QString &type);
    bool notAbove(const data::Chunk &left, idx_t leftRow, const data::Chunk &right, idx_t rightRow) const;

    QList<Kind> m_kinds;
    int m_firstColumn = 0;
};

}  // namespace headrace::learning
