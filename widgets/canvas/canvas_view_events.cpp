// SPDX-License-Identifier: GPL-3.0-or-later
// Events of the canvas, each handed to whom it concerns.
#include "widgets/canvas/canvas_view.h"

#include "widgets/canvas/canvas_actions.h"
#include "widgets/canvas/canvas_mouse.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_tooltip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace headrace {

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
    Q_EMIT viewChanged();
}

void CanvasView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_stamps->clear();
        repaintScene();
    }
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    m_mouse->press(event);
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    m_mouse->move(event);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    m_mouse->release(event);
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_mouse->doubleClick(event);
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    const QPoint steps = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomAt(m_zoom * std::pow(kZoomStep, steps.y() / 120.0), event->position());
    } else {
        QPointF by = event->pixelDelta().isNull() ? QPointF(steps) * 0.6 : QPointF(event->pixelDelta());
        if (event->modifiers().testFlag(Qt::ShiftModifier) && by.x() == 0)
            by = QPointF(by.y(), 0);
        scrollBy(by);
    }
    event->accept();
}

void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const int node = m_scene->indexOf(m_selection.current);
        const QPointF at = node < 0 ? QPointF(width(), height()) / 2 : mapFromScene(m_scene->nodes()[size_t(node)].rect.center());
        m_canvasActions->openMenu(this, at.toPoint());
    }
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_mouse->setSpace(true);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_mouse->cancel())
        return;
    QWidget::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        m_mouse->setSpace(false);
    QWidget::keyReleaseEvent(event);
}

bool CanvasView::focusNextPrevChild(bool next)
{
    // Tab belongs to quick-add; Shift+Tab leads out, and F6 in the window leads on.
    return next ? false : QWidget::focusNextPrevChild(next);
}

void CanvasView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_mouse->leave();
}

void CanvasView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_canvasActions->activate(this);
    takeEmphasis();
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_mouse->setSpace(false);
    takeEmphasis();
}

bool CanvasView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = m_mouse->isConnecting() || m_mouse->isMoving()
            ? QString()
            : tooltipFor(*m_scene, m_scene->hit(mapToScene(help->pos()), 1 / m_zoom));
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::Show)
        startOrStopAnimation();
    if (event->type() == QEvent::Hide)
        m_animation.stop();
    return QWidget::event(event);
}

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    m_mouse->dragOver(event);
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    m_mouse->dragOver(event);
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent *)
{
    m_mouse->dragOut();
}

void CanvasView::dropEvent(QDropEvent *event)
{
    m_mouse->drop(event);
}

}  // namespace headrace
