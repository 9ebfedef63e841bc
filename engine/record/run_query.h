// SPDX-License-Identifier: GPL-3.0-or-later
// The filter language of the run table, and its translation to bound SQL.
//
// What MLflow's search_runs accepts means the same here (MLflow documentation, "Search Runs"); OR, NOT, parentheses, BETWEEN and
// numbers compared with params go beyond it:
//
//   metrics.`evaluate/test/roc_auc` > 0.7 AND (params.rounds = '50' OR tags.owner ILIKE 'ada%') AND NOT status = 'FAILED'
//
// A field is metrics.KEY, params.KEY, tags.KEY, datasets.name|digest|source|role, or an attribute: attributes.NAME or NAME alone.
// Keys with other characters than letters, digits, _ . - / stand in ` or ". A run without the metric, param or tag does not
// answer any comparison, != included; IS NULL and IS NOT NULL ask for that.
#pragma once

#include "engine/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace headrace::record {

/// A condition over the table `runs` under the name r and `experiments` under e.
struct RunCondition {
    QString sql;  ///< holds no text of the user
    QList<QVariant> values;
    QStringList metrics;  ///< keys that the filter names, in order
    QStringList params;
};

/// Empty text: every run. Invalid, with the position in the text, the reason and the way out.
Result<RunCondition> parseRunFilter(const QString &text);

/// `metrics.auc DESC, start_time`: what search_runs takes as order_by. Runs without the value stand last either way; ties go by
/// the newest first.
Result<RunCondition> parseRunOrder(const QString &text);

/// What could stand at a position of a filter that is being typed.
struct FilterCompletion {
    int start = 0;  ///< what would be replaced begins here
    QStringList words;
};
struct FilterWords {
    QStringList metrics;
    QStringList params;
    QStringList tags;
};
FilterCompletion completeRunFilter(const QString &text, int position, const FilterWords &known);

/// A field as it must be written: quoted where its key needs it.
QString filterField(const QString &kind, const QString &key);

}  // namespace headrace::record
