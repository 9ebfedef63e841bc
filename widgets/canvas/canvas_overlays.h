// SPDX-License-Identifier: GPL-3.0-or-later
// What floats over the canvas: the zoom bar, the overview, the way back out of a subpipeline. Window's thread.
#pragma once

#include <QFrame>
#include <QPixmap>
#include <QTimer>

class QHBoxLayout;
class QToolButton;

namespace headrace {

class CanvasActions;
class CanvasView;

class CanvasZoomBar : public QFrame
{
    Q_OBJECT

public:
    explicit CanvasZoomBar(CanvasView *view);
    void setActions(const CanvasActions &actions);

private:
    CanvasView *m_view;
    QHBoxLayout *m_layout;
    QToolButton *m_percent;
};

/// The whole pipeline, small, with what the window shows of it. A click or drag goes there.
class CanvasMinimap : public QFrame
{
    Q_OBJECT

public:
    explicit CanvasMinimap(CanvasView *view);
    void sceneChanged();
    bool wanted() const { return m_wanted; }
    void setWanted(bool wanted);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void go(QPointF at);
    QTransform mapping() const;

    CanvasView *m_view;
    QPixmap m_picture;
    QRectF m_bounds;
    QTimer m_later;
    bool m_stale = true;
    bool m_wanted = true;
};

class CanvasBreadcrumb : public QFrame
{
    Q_OBJECT

public:
    explicit CanvasBreadcrumb(CanvasView *view);
    void showPath();

private:
    CanvasView *m_view;
    QHBoxLayout *m_layout;
};

}  // namespace headrace
