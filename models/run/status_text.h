// SPDX-License-Identifier: GPL-3.0-or-later
// A run in one line for the status bar.
#pragma once

#include "models/run/run_progress.h"

#include <functional>

namespace headrace {

/// "Running: Boosted trees, step 8 of 11 · 4 of 11 steps from cache · 2.1 s, about 1.6 s left". `titleOf` names a node for a
/// person; `states` and `past` (seconds by node in runs before) are what the rest of the time is estimated from.
QString runningText(const RunFigures &figures, const QHash<QString, NodeState> &states, const QHash<QString, double> &past, qint64 nowMs,
                    const std::function<QString(const QString &)> &titleOf);
/// "Last run 3.9 s, 14 of 17 steps from cache"
QString outcomeText(const RunOutcome &outcome);
/// "2.1 s", "340 ms", "3 min 12 s"
QString durationText(double seconds);
/// "1,234,567" in the user's locale
QString countText(qint64 count);
/// "1.2 GB"
QString bytesText(qint64 bytes);

}  // namespace headrace
