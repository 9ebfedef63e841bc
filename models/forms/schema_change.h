// SPDX-License-Identifier: GPL-3.0-or-later
// What a node does to its columns: which come, go, and change their type. Pure.
#pragma once

#include "models/schema/port_schemas.h"

namespace headrace {

struct ColumnChange {
    enum class Kind { Kept, Added, Retyped, Removed } kind = Kind::Kept;
    ColumnInfo column;   ///< as it leaves; of a removed one as it came in
    QString formerType;  ///< of a retyped one
    bool operator==(const ColumnChange &) const = default;
};

/// The columns of `after` in their order, then the removed ones in the order of `before`.
QList<ColumnChange> changesBetween(const QList<ColumnInfo> &before, const QList<ColumnInfo> &after);

}  // namespace headrace
