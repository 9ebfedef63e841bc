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
    /// Where the document is a subpipeline's file seen in its place: what leads to it in `pipeline`, which then is the one
    /// around, and what the file holds in the editor. Ids of the document's nodes stand behind the prefix.
    QString prefix;
    QMap<QString, Pipeline> contents;  ///< of files, by absolute path
    QStringList allow;
    QStringList trusted;  ///< SHA-256 of scripts that may run
    QString python;
    qint64 seed = 42;

    static LookRequest of(const PipelineDocument &document);
    QJsonObject options() const;
    /// Narrowed to what some ports (NODE:PORT) or nodes of the document need: what is wrong elsewhere does not matter to them.
    LookRequest neededFor(const QStringList &ports) const;
    /// The document's own pipeline as it is in the editor.
    const Pipeline &own() const { return prefix.isEmpty() ? pipeline : ownContent; }
    Pipeline ownContent;
    /// {pipeline, options} and further members, such as port and limit: for WarmWorker::ask().
    std::function<QJsonObject()> body(const QJsonObject &more = {}) const;
};

}  // namespace headrace
