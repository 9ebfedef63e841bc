// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells other lineage systems: OpenLineage 2-0-2 run events, made of the facts that the store holds. Pure.
#pragma once

#include "engine/record/store.h"

#include <QJsonObject>

namespace headrace::host {

/// A run with all that is written of it.
struct RunFacts {
    record::Run run;
    QList<record::Step> steps;
    QList<record::Output> outputs;
    QList<record::Artifact> artifacts;
    QList<record::DatasetUse> datasets;
    QList<record::ColumnEdge> columns;
    QMap<QString, QString> expressions;  ///< by NODE:PORT.COLUMN
};
Result<RunFacts> factsOf(record::Store &store, const QString &runId);

enum class LineageEventType { Start, Complete, Fail, Abort };
/// START, COMPLETE, FAIL, ABORT.
QString toString(LineageEventType type);
/// How a run that has ended is said: ABORT where it was cancelled or interrupted, or its worker was killed.
LineageEventType endOf(const record::Run &run);

/// The event of a run. START says what runs; the others also what was read and written, with columns and figures.
/// `lineageNamespace` is the job's; empty: one made of this machine and the workspace. Times in ms since the epoch.
QJsonObject openLineageEvent(const RunFacts &facts, LineageEventType type, qint64 timeMs, const QString &lineageNamespace = {});

/// The id of a run as a UUID.
QString uuidOfRun(const QString &runId);

}  // namespace headrace::host
