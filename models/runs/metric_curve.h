// SPDX-License-Identifier: GPL-3.0-or-later
// A metric's series made ready to draw: smoothed, and thinned without losing a spike. Pure functions.
#pragma once

#include <QList>

#include <vector>

namespace headrace {

struct CurvePoint {
    double x = 0;
    double y = 0;  ///< NaN and infinities allowed
};

/// Time-weighted exponential smoothing: the weight of the past falls with the distance in x, so that unevenly logged points
/// are smoothed alike (as Weights & Biases documents it); debiased at the start. `strength` in [0, 1): 0 leaves the curve as
/// it is. NaN and infinite values are left out of the mean and stay where they are.
std::vector<CurvePoint> smoothed(const std::vector<CurvePoint> &points, double strength);

/// At most 4 points a pixel column (first, lowest, highest, last) of `columns` between x0 and x1: what a screen can show, with
/// every extreme kept. Points must be sorted by x.
std::vector<CurvePoint> thinned(const std::vector<CurvePoint> &points, double x0, double x1, int columns);

}  // namespace headrace
