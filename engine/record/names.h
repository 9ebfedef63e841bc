// SPDX-License-Identifier: GPL-3.0-or-later
// Ids and readable names of runs.
#pragma once

#include <QString>

namespace headrace::record {

/// 32 hexadecimal digits: 48 bits of ms since the epoch, then 80 random ones. Later ids sort behind earlier ones;
/// two of the same millisecond in one process too.
QString newRunId(qint64 nowMs);

/// Two words such as brisk-otter, at random.
QString newRunName();

}  // namespace headrace::record
