// SPDX-License-Identifier: GPL-3.0-or-later
// The questions that the quick charts of a port ask the worker: it aggregates, so that no million rows travel. Pure.
#pragma once

#include "models/schema/port_schemas.h"

#include <QStringList>

namespace headrace::chart_sql {

inline constexpr int kBins = 40;
inline constexpr int kCategories = 20;
inline constexpr int kBoxes = 12;
inline constexpr qint64 kMostPoints = 100'000;  ///< a scatter of more is a density
inline constexpr int kGridX = 120;
inline constexpr int kGridY = 72;
inline constexpr int kLineBins = 400;
inline constexpr int kMostCorrelated = 24;
inline constexpr int kMostPairs = 4;
inline constexpr int kPairGrid = 28;

/// Whether a column can stand on an axis of numbers: numbers, dates and times (as seconds since the epoch), booleans.
bool isMeasured(const ColumnInfo &column);
bool isTemporal(const ColumnInfo &column);
/// The column as a DOUBLE; NaN and infinities are NULL.
QString measured(const ColumnInfo &column);

/// Rows of (bin, count, low, high, missing).
QString histogram(const ColumnInfo &column);
/// Rows of (label, value, count, rows in all): the most frequent ones; the value is the mean of `of`, or the count where it has no name.
QString bars(const ColumnInfo &by, const ColumnInfo &of);
/// Rows of (label, low whisker, quartile 1, median, quartile 3, high whisker, count, outliers).
QString boxes(const ColumnInfo &of, const ColumnInfo &by);
/// One row: (pairs, low x, high x, low y, high y).
QString extent(const ColumnInfo &x, const ColumnInfo &y);
/// Rows of (x, y).
QString points(const ColumnInfo &x, const ColumnInfo &y);
/// Rows of (bin x, bin y, count) within the extent.
QString density(const ColumnInfo &x, const ColumnInfo &y, double lowX, double highX, double lowY, double highY, int gridX, int gridY);
/// Rows of (x, mean, low, high) by bins of x.
QString line(const ColumnInfo &x, const ColumnInfo &y);
/// One row of the correlations of all pairs, (0, 1), (0, 2), …, (1, 2), ….
QString correlations(const QList<ColumnInfo> &columns);
/// One row of low and high by column.
QString extents(const QList<ColumnInfo> &columns);
/// Rows of (a, b, bin a, bin b, count) of all pairs a < b, and with a = b (bin b 0) the histograms.
QString pairs(const QList<ColumnInfo> &columns, const QList<std::pair<double, double>> &ranges);

}  // namespace headrace::chart_sql
