// SPDX-License-Identifier: GPL-3.0-or-later
// How every chart looks: no frame, hairline horizontal grid, labels of 10 pixels.
#pragma once

#include <QColor>
#include <QString>

class QCustomPlot;

namespace headrace {

void styleChart(QCustomPlot *plot);
/// The colour of a run by its number; they come again after eight.
QColor chartColour(int number);
/// Draws it into a png (twice the pixels), svg or pdf file, by the path's ending.
bool exportChart(QCustomPlot *plot, const QString &path);

}  // namespace headrace
