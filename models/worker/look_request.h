// SPDX-License-Identifier: GPL-3.0-or-later
// What a request about a document holds, taken as a value: turned into JSON on the worker's thread.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QJsonObject>
#include <QMap>

#include <functional>

namespace headrace {

class PipelineDocument;

/// A copy of the document as it is now (cheap) with the options that say how it may be looked at.
struct LookRequest {
    Pipeline pipeline;
    QString file;  ///< of the pipeline; empty where it has none yet
    QString folder;
    QString workspace;
    QMap<QString, QJsonValue> values;  ///< of the pipeline's parameters
    QStringList allow;
    QStringList trusted;  ///< SHA-256 of scripts that may run
    QString python;
    qint64 seed = 42;

    static LookRequest of(const PipelineDocument &document);
    QJsonObject options() const;
    /// {pipeline, options} and further members, such as port and limit: for WarmWorker::ask().
    std::function<QJsonObject()> body(const QJsonObject &more = {}) const;
};

}  // namespace headrace
