// SPDX-License-Identifier: GPL-3.0-or-later
// One metric of several runs as curves: the smoothed line over its raw one, hover values, a crosshair that charts can share.
#pragma once

#include "models/runs/metric_curve.h"

#include <QFrame>

class QCPItemLine;
class QCPItemText;
class QCustomPlot;
class QLabel;

namespace headrace {

struct CurveSeries {
    QString name;
    int colour = 0;                  ///< number of the run's colour; from 8 on dashed
    std::vector<CurvePoint> points;  ///< sorted by x
};

/// Window's thread. Draws what the pixels can show, never raw millions of points.
class CurveChart : public QFrame
{
    Q_OBJECT

public:
    explicit CurveChart(QWidget *parent = nullptr);
    ~CurveChart() override;

    void setTitle(const QString &title, const QString &xTitle);
    void setSeries(std::vector<CurveSeries> series);
    void setSmoothing(double strength);  ///< 0 to 1
    void setLogarithmic(bool logarithmic);
    /// A dashed line at x with the values there; NaN: none.
    void setCrosshair(double x);
    void fit();
    /// By the file's ending: png, svg or pdf draw the chart, csv writes the raw points. False where it could not be written.
    bool exportTo(const QString &path);

Q_SIGNALS:
    void crosshairMoved(double x);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restyle();
    void redraw();
    void scheduleRedraw();

    QLabel *m_title;
    QLabel *m_xTitle;
    QCustomPlot *m_plot;
    QCPItemLine *m_crosshair;
    QLabel *m_values;
    std::vector<CurveSeries> m_series;
    std::vector<std::vector<CurvePoint>> m_smooth;
    double m_smoothing = 0;
    bool m_logarithmic = false;
    bool m_fitted = true;  ///< the view follows the data until the person zooms
    bool m_scheduled = false;
};

}  // namespace headrace
