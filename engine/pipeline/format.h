// SPDX-License-Identifier: GPL-3.0-or-later
// The *.pipeline.json format, version 1: stable key order, one fact a line. docs/pipeline.schema.json describes it.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/pipeline.h"

#include <QByteArray>

namespace headrace {

struct ReadPipeline {
    Pipeline pipeline;
    QList<Diagnostic> diagnostics;  ///< unknown keys (kept), wrong types of members (kept in unknown where possible)
};

/// Parses a pipeline. An Error (with line) only where the bytes are no JSON object of this format or of a newer format
/// version; all else is a diagnostic. Bounds: 256 MiB, nesting 200.
Result<ReadPipeline> readPipeline(const QByteArray &bytes);
Result<ReadPipeline> readPipelineFile(const QString &path);
ReadPipeline pipelineFromJson(const QJsonObject &object);

/// Fills in the lines of diagnostics that name a node, as they stand in the text of the pipeline.
void addLines(QList<Diagnostic> &diagnostics, const QByteArray &bytes);

/// The canonical text: reading it back gives an equal Pipeline; writing that gives the same bytes.
/// Moving a node changes only its own line in layout; adding a node changes no line of another.
QByteArray writePipeline(const Pipeline &pipeline);
/// The same facts as one JSON object, for messages between processes.
QJsonObject pipelineToJson(const Pipeline &pipeline);
/// Atomic (the file is the old or the new one, never a part) and durable.
Result<void> writePipelineFile(const QString &path, const Pipeline &pipeline);

}  // namespace headrace
