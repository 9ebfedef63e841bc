// SPDX-License-Identifier: GPL-3.0-or-later
// A store in a folder of its own, and runs to put into it.
#pragma once

#include "engine/record/names.h"
#include "engine/record/store.h"

#include <QTemporaryDir>

namespace headrace::tests {

inline record::NewRun sampleRun(qint64 startMs = 1'700'000'000'000)
{
    record::NewRun run;
    run.id = record::newRunId(startMs);
    run.sourceName = QStringLiteral("/ws/p.pipeline.json");
    run.pipeline = "{}";
    run.seed = 7;
    run.params = {{QStringLiteral("year"), QStringLiteral("2001")}};
    run.options = {{QStringLiteral("threads"), 2}};
    run.host = {100, 200, QStringLiteral("boot")};
    run.startMs = startMs;
    return run;
}

}  // namespace headrace::tests
