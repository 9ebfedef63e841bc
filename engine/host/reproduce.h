// SPDX-License-Identifier: GPL-3.0-or-later
// Whether two runs of one recipe came to the same: rows, metrics, artifacts and written files, in the order of the plan.
#pragma once

#include "engine/record/store.h"

#include <QJsonObject>

#include <functional>

namespace headrace::host {

/// Doubles whose last bits differ by no more than this are called equal: sums in no fixed order end so.
inline constexpr quint64 kMostUlps = 64;

enum class Verdict { Identical, Ulps, Different };
QString toString(Verdict verdict);

struct Difference {
    QString node;
    QString what;  ///< "metric evaluate/test/roc_auc", "artifact model", "rows at rows", "file /ws/out.csv"
    QString text;  ///< what it was and what it is
};

struct Comparison {
    Verdict verdict = Verdict::Identical;
    quint64 ulps = 0;               ///< the largest distance found among what is called equal
    int compared = 0;               ///< how many things were compared
    QList<Difference> differences;  ///< in the order of the plan
    QJsonObject toJson() const;
};

/// Asks the worker to judge two artifacts whose bytes differ: {kind, path, xxh3, rows} each; gives the answer to `compare`.
using CompareArtifacts = std::function<Result<QJsonObject>(const QJsonObject &before, const QJsonObject &after)>;

Result<Comparison> compareRuns(record::Store &store, const record::Run &before, const record::Run &after, const CompareArtifacts &compare);

/// How many doubles lie between two; 0 for equal ones and for two NaNs, the largest number where only one is NaN.
quint64 ulpsBetween(double a, double b);

}  // namespace headrace::host
