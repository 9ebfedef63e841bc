// SPDX-License-Identifier: GPL-3.0-or-later
// The Gantt of a run: waiting, running, cached, failed, a bar a step; the worker's memory over time below.
#pragma once

#include "models/run/run_control.h"

#include <QAbstractScrollArea>
#include <QPointer>

namespace headrace {

class DocumentSession;

/// Window's thread. Only what is seen is drawn.
class TimelineChart : public QAbstractScrollArea
{
    Q_OBJECT

public:
    static constexpr int kRowHeight = 24;
    static constexpr int kMemoryHeight = 56;

    explicit TimelineChart(QWidget *parent = nullptr);
    void setSession(DocumentSession *session);
    /// The node whose bar is at a place; empty: none.
    QString nodeAt(const QPoint &point) const;
    /// What hovering there says.
    QString wordsAt(const QPoint &point) const;

Q_SIGNALS:
    void goTo(const QString &node);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void take();
    void paintRows(QPainter &painter, const QRect &area);
    void paintMemory(QPainter &painter, const QRect &area);
    void paintAxis(QPainter &painter, const QRect &area);
    double xOf(qint64 timeMs) const;
    qint64 timeAt(double x) const;
    int chartLeft() const;
    QPointer<DocumentSession> m_session;
    QList<int> m_order;  ///< spans by their start, those that were left out not among them
    qint64 m_from = 0, m_to = 1;
    int m_hoverX = -1;
};

}  // namespace headrace
