// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the figures of a quick chart.
#pragma once

#include "models/charts/quick_chart.h"

#include <QWidget>

class QCustomPlot;
class QCPColorMap;
class QCPAxisRect;

namespace headrace {

/// Window's thread. What the pointer is over is said in words by hovered().
class QuickChartView : public QWidget
{
    Q_OBJECT

public:
    explicit QuickChartView(QWidget *parent = nullptr);
    void draw(const ChartFigures &figures);
    void clear();
    bool exportTo(const QString &path);

Q_SIGNALS:
    void hovered(const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void start(bool oneRect);
    void drawHistogram();
    void drawBars();
    void drawBoxes();
    void drawScatter();
    void drawLine();
    void drawCorrelation();
    void drawPairs();
    void drawGrid(QCPAxisRect *rect, const DensityGrid &grid);
    QString wordsAt(const QPointF &point) const;

    QCustomPlot *m_plot;
    ChartFigures m_figures;
    bool m_drawn = false;
};

}  // namespace headrace
