// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of one column: facts, histogram, most frequent values.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QWidget>

class QLabel;

namespace headrace {

class FactsView;
class HistogramView;
class TopValuesView;

/// 0.034 as 3.4 %; what is not quite nothing as < 0.1 %.
QString shareText(double share);

/// Window's thread.
class ColumnStatistics : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnStatistics(QWidget *parent);
    /// One of the `columns` of a describe answer.
    void show(const QJsonObject &column, qint64 rows);
    void clear();
    /// A fact as it is shown; for tests and screen readers.
    QString fact(const QString &name) const;

private:
    void addFact(const QString &name, const QString &text);
    QLabel *m_title;
    QLabel *m_type;
    FactsView *m_facts;
    QLabel *m_histogramTitle;
    HistogramView *m_histogram;
    QLabel *m_topTitle;
    TopValuesView *m_top;
    QList<std::pair<QString, QString>> m_shown;
};

/// Names on the left, values on the right.
class FactsView : public QWidget
{
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent) : QWidget(parent) {}
    void show(const QList<std::pair<QString, QString>> &facts);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<std::pair<QString, QString>> m_facts;
};

/// Bars of equal width; the pointer tells a bar's range and count.
class HistogramView : public QWidget
{
    Q_OBJECT

public:
    explicit HistogramView(QWidget *parent);
    /// {"low", "high", "counts": [...]}; `labels`: shown below for low and high.
    void show(const QJsonObject &histogram, const QString &low, const QString &high);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF bar(int index) const;
    QList<double> m_counts;
    double m_from = 0;
    double m_to = 0;
    QString m_low;
    QString m_high;
};

/// Values with a bar of their share.
class TopValuesView : public QWidget
{
    Q_OBJECT

public:
    explicit TopValuesView(QWidget *parent);
    /// [{"value", "count"}], of so many rows.
    void show(const QJsonArray &values, qint64 rows);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<std::pair<QString, double>> m_values;
    QList<qint64> m_counts;
};

}  // namespace headrace
