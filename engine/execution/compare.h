// SPDX-License-Identifier: GPL-3.0-or-later
// Judges whether one output of two runs is the same: rows as a multiset, doubles to their last bits, other things byte for byte.
#pragma once

#include "engine/base/result.h"

#include <QJsonObject>

namespace headrace::execution {

/// `before` and `after` are {kind, path, xxh3, rows}. Gives {verdict: identical | ulps | different | unavailable, ulps, text}.
/// Doubles may differ by at most 64 units in the last place: sums in no declared order do.
Result<QJsonObject> compareOutputs(const QJsonObject &before, const QJsonObject &after);

}  // namespace headrace::execution
