// SPDX-License-Identifier: GPL-3.0-or-later
// A grid of metric curves of the shown runs, one chart a metric, with one smoothing and one crosshair for all.
#pragma once

#include "models/runs/run_curves.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace headrace {

class CurveChart;

/// Window's thread.
class CurveGrid : public QWidget
{
    Q_OBJECT

public:
    CurveGrid(RunCurves *curves, ShownRuns *shown, QWidget *parent = nullptr);

    void setSmoothing(double strength);
    void setLogarithmic(bool logarithmic);
    /// Only metrics whose key holds this text.
    void setSearch(const QString &search);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void arrange();
    RunCurves *m_curves;
    ShownRuns *m_shown;
    QGridLayout *m_grid;
    QLabel *m_empty;
    QHash<QString, CurveChart *> m_charts;
    QStringList m_order;
    QString m_search;
    double m_smoothing = 0;
    bool m_logarithmic = false;
    int m_columns = 0;
};

}  // namespace headrace
