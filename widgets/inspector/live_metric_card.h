// SPDX-License-Identifier: GPL-3.0-or-later
// A metric of the selected node while it trains: its name, its last value, its curve.
#pragma once

#include <QFrame>
#include <QList>
#include <QPointF>

class QLabel;

namespace headrace {

class MetricCurve;

/// Window's thread.
class LiveMetricCard : public QFrame
{
    Q_OBJECT

public:
    explicit LiveMetricCard(QWidget *parent);
    /// `name` as run events have it (evaluate/test/roc_auc); points by step, in order.
    void setMetric(const QString &name, const QList<QPointF> &points, double value);

private:
    QLabel *m_name;
    QLabel *m_part;
    QLabel *m_value;
    MetricCurve *m_curve;
};

/// The line alone.
class MetricCurve : public QWidget
{
    Q_OBJECT

public:
    explicit MetricCurve(QWidget *parent);
    void setPoints(const QList<QPointF> &points);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<QPointF> m_points;
};

}  // namespace headrace
