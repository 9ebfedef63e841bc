// SPDX-License-Identifier: GPL-3.0-or-later
// What validate, plan, preview and describe ask the worker: a pipeline with its options, and the port a person names.
#pragma once

#include "app/headrace/command.h"

#include <QJsonObject>

namespace headrace::cli {

struct PipelineRequest {
    QJsonObject body;  ///< {pipeline, options} of the request
    QString port;      ///< NODE or NODE:PORT; empty where none was named
};

/// Options these commands share: --set, --allow.
QList<Option> pipelineOptions();

/// The request for a pipeline file, with --set and --allow taken in.
Result<PipelineRequest> requestForPipeline(const Arguments &arguments, const QString &file);

/// The request for what a person points at: a data file (CSV, Parquet, JSON), a pipeline file with NODE[:PORT] as second word,
/// or RUN:NODE[:PORT] of a recorded run.
Result<PipelineRequest> requestForTarget(const Arguments &arguments, const QString &target, const QString &port);

}  // namespace headrace::cli
