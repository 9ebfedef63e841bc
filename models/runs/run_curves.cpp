// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runs/run_curves.h"

#include <algorithm>

namespace headrace {
namespace {

double place(const record::MetricPoint &point, CurveAxis axis, qint64 startMs)
{
    switch (axis) {
    case CurveAxis::Step:
        return double(point.step);
    case CurveAxis::RelativeTime:
        return double(point.timestampMs - startMs) / 1000;
    case CurveAxis::WallTime:
        return double(point.timestampMs) / 1000;
    }
    return 0;
}

Result<RunCurves::Curves> readCurves(record::Store &store, const QList<qint64> &runs, CurveAxis axis)
{
    RunCurves::Curves curves;
    HR_ASSIGN(const QList<record::RunSummary> summaries, store.summaries(runs));
    for (const record::RunSummary &summary : summaries)
        for (auto metric = summary.metrics.cbegin(); metric != summary.metrics.cend(); ++metric) {
            HR_ASSIGN(const QList<record::MetricPoint> history, store.metricHistory(summary.row, metric.key()));
            RunCurves::Curve curve{summary.row, summary.name, {}};
            curve.points.reserve(size_t(history.size()));
            for (const record::MetricPoint &point : history)
                curve.points.push_back({place(point, axis, summary.startMs), point.value});
            std::stable_sort(curve.points.begin(), curve.points.end(), [](const CurvePoint &a, const CurvePoint &b) { return a.x < b.x; });
            curves[metric.key()].append(std::move(curve));
        }
    for (auto it = curves.begin(); it != curves.end();) {
        const bool single = std::all_of(it->cbegin(), it->cend(), [](const RunCurves::Curve &c) { return c.points.size() < 2; });
        it = single ? curves.erase(it) : std::next(it);
    }
    return curves;
}

}  // namespace

RunCurves::RunCurves(StoreThread *store, ShownRuns *shown, QObject *parent) : QObject(parent), m_store(store), m_shown(shown)
{
    connect(shown, &ShownRuns::changed, this, &RunCurves::refresh);
    connect(store, &StoreThread::changed, this, &RunCurves::refresh);
}

void RunCurves::setAxis(CurveAxis axis)
{
    if (std::exchange(m_axis, axis) != axis)
        refresh();
}

void RunCurves::refresh()
{
    const int asked = ++m_asked;
    m_store->ask<Curves>([runs = m_shown->runs(), axis = m_axis](record::Store &store) { return readCurves(store, runs, axis); }, this,
                         [this, asked](const Result<Curves> &curves) {
                             if (asked != m_asked || !curves)
                                 return;
                             m_curves = *curves;
                             Q_EMIT changed();
                         });
}

}  // namespace headrace

#include "moc_run_curves.cpp"
