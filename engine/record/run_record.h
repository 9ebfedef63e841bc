// SPDX-License-Identifier: GPL-3.0-or-later
// What the store knows of a run, as plain values. Times are ms since the epoch, durations seconds.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace headrace::record {

enum class RunStatus { Scheduled, Running, Done, Failed, Cancelled, Interrupted };

QString toString(RunStatus status);
RunStatus runStatusFromString(const QString &text);  ///< Failed for an unknown word

/// Which process is the host of a run: a pid alone is used again, and means nothing after a reboot or in another container.
struct HostIdentity {
    qint64 pid = 0;
    qint64 started = 0;  ///< clock ticks since boot
    QString boot;        ///< boot id and pid namespace
};

struct RunSummary {
    qint64 row = 0;  ///< key inside the store
    QString id;
    QString name;
    QString experiment;
    RunStatus status = RunStatus::Scheduled;
    QString sourceName;  ///< path of the pipeline file
    QString workspace;
    QString user;
    qint64 startMs = 0;
    std::optional<qint64> endMs;
    std::optional<double> durationS;
    bool starred = false;
    QMap<QString, double> metrics;  ///< the last value of each series
    QMap<QString, QString> params;
    QMap<QString, QString> tags;
};

struct Run : RunSummary {
    QByteArray pipeline;  ///< the file as it was
    QString pipelineHash;
    QJsonObject options;  ///< as in a request to the worker, with values
    std::optional<qint64> seed;
    QJsonObject libraries;  ///< name: version
    QJsonObject machine;
    QString gitCommit;
    QString resumedFrom;  ///< id of the run that this one goes on with
    QString reproduces;
    std::optional<qint64> peakMemory;
    QJsonArray errors;
    HostIdentity host;
    std::optional<qint64> heartbeatMs;
    QString note;
};

struct Stage {
    QString id;
    QStringList nodes;
    QString status = QStringLiteral("waiting");  ///< waiting, running, done, failed, cancelled
    std::optional<qint64> startMs;
    std::optional<double> durationS;
};

struct Step {
    QString node;
    QString op;
    QString stage;
    QString key;
    QString status = QStringLiteral("waiting");  ///< waiting, running, done, cached, warning, skipped, failed, timed_out, cancelled
    int attempts = 0;
    std::optional<qint64> startMs;
    std::optional<qint64> endMs;
    std::optional<double> durationS;  ///< none where fused
    QJsonObject error;
};

struct Output {
    QString node;
    QString port;
    QString kind = QStringLiteral("table");
    std::optional<qint64> rows;
    QJsonArray schema;
    QString key;
    QJsonObject facts;  ///< hashes and what else the worker said
};

struct MetricPoint {
    QString key;
    qint64 step = 0;
    qint64 timestampMs = 0;
    double value = 0;  ///< NaN and infinities allowed
};

struct Artifact {
    QString node;
    QString name;
    QString kind;
    QString path;
    std::optional<qint64> bytes;
    QString xxh3;
    std::optional<qint64> rows;
    QJsonObject facts;
    qint64 timestampMs = 0;
};

struct DatasetUse {
    QString node;
    QString role;  ///< input or output
    QString name;
    QString source;  ///< path
    QString digest;  ///< SHA-256, else XXH3
    std::optional<qint64> bytes;
    std::optional<qint64> rows;
    QJsonArray schema;
    QJsonObject profile;
};

struct LineageEdge {
    QString fromKind;  ///< dataset, step, model
    QString from;
    QString toKind;
    QString to;
};

struct ColumnEdge {
    QString node, port, column;  ///< column is empty where kind is choosing
    QString fromNode, fromPort, fromColumn;
    QString kind;  ///< value, deciding, choosing
};

}  // namespace headrace::record
