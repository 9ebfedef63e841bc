// SPDX-License-Identifier: GPL-3.0-or-later
// What the run store knows of a pipeline file when it is opened: a run that still goes on, or the last one. Reads the disk.
#pragma once

#include "engine/base/paths.h"
#include "models/run/recipes.h"
#include "models/run/run_progress.h"

namespace headrace {

struct KnownRun {
    QString id;
    QString name;
    bool running = false;
    QString folder;
    qint64 startMs = 0;
    double seconds = 0;
    QString status;
    QHash<QString, NodeState> states;  ///< at its end
    QList<RunSpan> spans;
    Recipes recipes;  ///< of the pipeline as it ran
};

struct KnownRuns {
    std::optional<KnownRun> last;      ///< the running one, else the newest
    QMap<QString, QJsonValue> values;  ///< parameters as they were last set
};

/// Off the window's thread. Nothing where there is no store, or it says nothing of the file.
KnownRuns knownRunsOf(const StorePaths &paths, const QString &pipelineFile);

}  // namespace headrace
