// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is asked to do: the pipeline as it is now, and the options.
#pragma once

#include "engine/base/paths.h"
#include "engine/base/result.h"
#include "engine/pipeline/pipeline.h"
#include "engine/record/run_record.h"

#include <QJsonObject>

namespace headrace::host {

/// The same for every run, so that an unchanged pipeline finds its results in the cache.
inline constexpr qint64 kDefaultSeed = 42;

struct RunOrder {
    QString file;    ///< absolute path of the pipeline file
    QString folder;  ///< what its relative paths start from
    QString workspace;
    QByteArray text;  ///< the file's bytes, kept with the run
    Pipeline pipeline;

    QMap<QString, QJsonValue> values;  ///< of the pipeline's parameters, by --set
    QStringList to;                    ///< run only what these nodes need; empty: all
    QStringList again;                 ///< nodes that are computed though their results are in the cache
    bool noCache = false;
    bool counts = true;
    qint64 seed = kDefaultSeed;
    int threads = 0;        ///< 0: all cores
    qint64 memory = 0;      ///< bytes; 0: by the machine
    qint64 cacheBytes = 0;  ///< what the cache may hold after the run; 0: by the disk. No property of the run: not kept with it
    QStringList allow;      ///< further paths it may touch
    QString python;         ///< interpreter; empty: the workspace's
    bool trust = false;     ///< trust the scripts of this pipeline, now and later

    QString openLineage;  ///< where lineage events go, as from lineageTarget(); empty: where the workspace says
    QString id;           ///< of the run; empty: a new one
    QString name;         ///< of the run; empty: two words
    QString experiment;
    QString resumedFrom;            ///< id of an interrupted run
    QMap<QString, QString> frozen;  ///< by node: the cache entry that it kept in the run that is made again, empty: none
    QString reproduces;             ///< id of a run to compare with: nothing of the user's is overwritten

    /// The options of a request to the worker, without what the host adds (run, folders, trusted).
    QJsonObject options() const;

    /// The order whole, for a host in a process of its own.
    QJsonObject toJson() const;
    static Result<RunOrder> fromJson(const QJsonObject &object);
};

/// Reads the pipeline file. NotFound (code Usage) with the closest name; Invalid where it is no pipeline.
Result<RunOrder> orderForFile(const QString &file);
/// The order of a recorded run: its pipeline, parameters, seed and options as they were.
Result<RunOrder> orderForRun(const record::Run &run);
/// Runs from these nodes on: they and all below them are computed again, and nothing else that these do not need.
/// Usage with the closest id where there is no such node.
Result<void> runFrom(RunOrder &order, const QStringList &nodes);
/// Takes NAME=VALUE for a parameter of the pipeline, by its declared type. Usage with the closest name.
Result<void> setValue(RunOrder &order, const QString &assignment);

}  // namespace headrace::host
