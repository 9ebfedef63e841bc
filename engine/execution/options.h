// SPDX-License-Identifier: GPL-3.0-or-later
// How a pipeline is to be run, planned or looked at: the options member of a request.
#pragma once

#include "engine/base/paths.h"
#include "engine/pipeline/pipeline.h"

#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace headrace::execution {

struct Options {
    QMap<QString, QJsonValue> values;  ///< pipeline parameters set from outside
    QStringList to;                    ///< only these nodes and what they need; empty: all
    QStringList again;                 ///< nodes that are computed though their results are in the cache
    bool cache = true;                 ///< read and write the cache
    bool counts = true;                ///< exact row counts for every edge
    bool lookAhead = true;             ///< keep only the columns that are read further down, and read once for several estimators
    quint64 seed = 42;
    int threads = 0;                ///< 0: one a core
    qint64 memoryBytes = 0;         ///< 0: three quarters of the machine's
    QString file;                   ///< the pipeline file, to know its last run by; empty: none
    QMap<QString, QString> frozen;  ///< by node: the cache entry that a frozen node keeps, empty: none; others keep their last one
    QString folder;                 ///< of the pipeline file: what relative paths start from
    QString workspace;
    QMap<QString, Pipeline> contents;  ///< of subpipelines' files, by absolute path: as they are in an editor rather than on the disk
    QStringList allow;                 ///< files and folders outside the workspace that a person allowed
    bool trustAll = false;             ///< run code without asking
    QSet<QString> trusted;             ///< SHA-256 of scripts that may run
    QString runId;
    QString runFolder;    ///< artifacts and spilling; empty: a temporary folder
    QString cacheFolder;  ///< empty: the user's
    QString python;       ///< interpreter; empty: found

    static Options fromJson(const QJsonObject &object);
    /// Whether a node (or a subpipeline around it) is to be computed again.
    bool isAgain(const QString &node) const;
    PathPolicy paths() const { return PathPolicy(workspace, folder, allow); }
};

}  // namespace headrace::execution
