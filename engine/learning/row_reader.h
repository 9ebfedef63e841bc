// SPDX-License-Identifier: GPL-3.0-or-later
// Reads features, target and weight of ordered rows as numbers, in the precision that the estimator works in.
#pragma once

#include "engine/data/session.h"

#include <functional>
#include <vector>

namespace headrace::learning {

struct RowSpec {
    QStringList features;      ///< numbers and booleans
    QString target;            ///< empty: none
    bool classes = false;      ///< the target holds classes
    QStringList knownClasses;  ///< with classes: code by these and refuse others; empty: find them
    QString weight;            ///< empty: none
    qint64 memoryBytes = 0;    ///< rows that would take more are refused as OutOfMemory; 0: no limit
};

template <class Number> struct ReadRows {
    size_t rows = 0;
    std::vector<Number> features;  ///< row-major; NaN where missing
    std::vector<double> targets;   ///< numbers, or codes of classes
    std::vector<double> weights;
    QStringList classes;  ///< sorted: numbers as numbers, texts by code point
    QString targetType;
    std::vector<size_t> missing;  ///< of each feature
};

/// `handle` is what stands behind FROM, `order` an ORDER BY clause or empty. Invalid, naming the column and the way out, for columns that
/// are no numbers, infinities, missing targets, missing or negative weights and unknown classes; Cancelled when `cancelled` says so.
template <class Number>
Result<ReadRows<Number>> readRows(data::Connection &connection, const QString &handle, const data::Schema &schema, const QString &order,
                                  const RowSpec &spec, const std::function<bool()> &cancelled);

}  // namespace headrace::learning
