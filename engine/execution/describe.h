// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics of the columns of a stored table, in few scans.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"

#include <QJsonObject>

namespace headrace::data {
class Connection;
}

namespace headrace::execution {

/// The answer of `describe` (docs/protocol.md). `table` is a name that can stand behind FROM and has a rowid; it is read once for
/// all counts, once for what has few values, once for distributions; of a long table columns with few values are counted first.
Result<QJsonObject> describeTable(data::Connection &connection, const QString &table, const data::Schema &schema);

}  // namespace headrace::execution
