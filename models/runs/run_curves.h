// SPDX-License-Identifier: GPL-3.0-or-later
// The series of the shown runs, by metric: what the grid of curves draws. Follows the store.
#pragma once

#include "models/runs/metric_curve.h"
#include "models/runs/shown_runs.h"
#include "models/runs/store_thread.h"

#include <QMap>

namespace headrace {

enum class CurveAxis { Step, RelativeTime, WallTime };

/// Window's thread; reads through a StoreThread.
class RunCurves : public QObject
{
    Q_OBJECT

public:
    struct Curve {
        qint64 run = 0;
        QString name;  ///< of the run
        std::vector<CurvePoint> points;
    };
    /// Metrics with more than one point in any shown run, by key.
    using Curves = QMap<QString, QList<Curve>>;

    RunCurves(StoreThread *store, ShownRuns *shown, QObject *parent = nullptr);
    const Curves &curves() const { return m_curves; }
    CurveAxis axis() const { return m_axis; }
    void setAxis(CurveAxis axis);

Q_SIGNALS:
    void changed();

private:
    void refresh();
    StoreThread *m_store;
    ShownRuns *m_shown;
    Curves m_curves;
    CurveAxis m_axis = CurveAxis::Step;
    int m_asked = 0;
};

}  // namespace headrace
