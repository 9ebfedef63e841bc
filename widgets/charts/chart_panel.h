// SPDX-License-Identifier: GPL-3.0-or-later
// Quick charts of a port: choose a kind and columns; the worker aggregates.
#pragma once

#include "models/charts/quick_chart.h"

#include <QPointer>
#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace headrace {

class DocumentSession;
class EmptyState;
class QuickChartView;

/// Window's thread. Nothing is asked while it is hidden.
class ChartPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChartPanel(QWidget *parent = nullptr);
    void setSession(DocumentSession *session);
    void showNode(const QString &node);  ///< its first table port
    void showPort(const QString &port);
    void setKind(ChartKind kind);
    void setColumns(const QString &x, const QString &y);
    QuickChart *chart() const { return m_chart; }
    QuickChartView *view() const { return m_view; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void takeColumns();
    void guessColumns();
    void ask();
    void take();
    QPointer<DocumentSession> m_session;
    QuickChart *m_chart;
    QString m_port;
    QList<ColumnInfo> m_columns;
    ChartKind m_kind = ChartKind::Histogram;
    bool m_stale = true;
    QButtonGroup *m_kinds;
    QLabel *m_xLabel, *m_yLabel, *m_words;
    QComboBox *m_x, *m_y;
    QToolButton *m_export;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QuickChartView *m_view;
};

}  // namespace headrace
