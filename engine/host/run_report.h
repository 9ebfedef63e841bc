// SPDX-License-Identifier: GPL-3.0-or-later
// What a run came to, as a value: what `headrace run --json` prints and the window shows.
#pragma once

#include "engine/base/result.h"
#include "engine/record/run_record.h"

#include <QJsonObject>

namespace headrace::host {

struct RunReport {
    QString run;  ///< id; empty where the run never began
    QString name;
    record::RunStatus status = record::RunStatus::Failed;
    double durationS = 0;
    QList<record::Step> steps;                  ///< in the order of the plan
    QMap<QString, QMap<QString, qint64>> rows;  ///< node, port
    QList<record::Stage> stages;
    QMap<QString, double> metrics;  ///< the last value of each
    QList<Error> errors;

    /// {run, status, duration_s, steps[], stages[], metrics{}, errors[]}; docs/protocol.md has an example.
    QJsonObject toJson() const;
    /// A run that could not begin.
    static RunReport failed(Error error);
};

/// {code, node, parameter, text, hint}; node and parameter are null where none is to blame.
QJsonObject errorToReport(const Error &error);

/// The report of a run in the store.
RunReport reportOf(const record::Run &run, const QList<record::Stage> &stages, const QList<record::Step> &steps,
                   const QList<record::Output> &outputs);

}  // namespace headrace::host
