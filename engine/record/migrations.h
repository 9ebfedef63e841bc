// SPDX-License-Identifier: GPL-3.0-or-later
// The numbered steps that make and change the tables of the store.
#pragma once

#include <QList>

namespace headrace::record {

/// SQL of each step; the store's version (PRAGMA user_version) is the number of steps it has seen. A step that has been
/// released is never changed; a new one is appended.
const QList<const char *> &migrations();

/// 'HdRc': tells our store from another program's SQLite file (PRAGMA application_id).
inline constexpr int kApplicationId = 0x48645263;

}  // namespace headrace::record
