// SPDX-License-Identifier: GPL-3.0-or-later
// Drops on the canvas: operators from the palette and data files.
#include "widgets/canvas/canvas_mouse.h"

#include "models/gestures/sources.h"
#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_view.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace headrace {
namespace {

QStringList filesIn(const QMimeData *data)
{
    QStringList files;
    for (const QUrl &url : data->urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    return files;
}

}  // namespace

bool CanvasMouse::canTake(const QMimeData *data) const
{
    if (m_view->isReadOnly())
        return false;
    if (data->hasFormat(QLatin1String(CanvasView::kOperatorMimeType)))
        return m_view->catalog().find(QString::fromUtf8(data->data(QLatin1String(CanvasView::kOperatorMimeType)))) != nullptr;
    const QStringList files = filesIn(data);
    return std::any_of(files.cbegin(), files.cend(),
                       [this](const QString &file) { return !sourceForFile(file, m_view->catalog()).isEmpty(); });
}

void CanvasMouse::dragOver(QDropEvent *event)
{
    if (!canTake(event->mimeData())) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const QPointF corner = snapped(m_view->mapToScene(event->position()) - QPointF(kNodeWidthOnCanvas / 2, kNodeHeightOnCanvas / 2));
    m_dropGhost = QRectF(corner, QSizeF(kNodeWidthOnCanvas, kNodeHeightOnCanvas));
    m_target = -1;
    if (event->mimeData()->hasFormat(QLatin1String(CanvasView::kOperatorMimeType)))
        if (const OperatorSpec *spec = m_view->catalog().find(
                QString::fromUtf8(event->mimeData()->data(QLatin1String(CanvasView::kOperatorMimeType)))))
            m_target = edgeToInsertInto(m_dropGhost, *spec, m_passage);
    m_view->update();
}

void CanvasMouse::dragOut()
{
    m_dropGhost = {};
    m_target = -1;
    m_view->update();
}

void CanvasMouse::drop(QDropEvent *event)
{
    const QMimeData *data = event->mimeData();
    if (!canTake(data)) {
        dragOut();
        event->ignore();
        return;
    }
    dragOver(event);
    const QPointF corner = m_dropGhost.topLeft();
    std::optional<Edge> into;
    if (m_target >= 0)
        into = m_view->scene().edges()[size_t(m_target)].edge;
    dragOut();
    m_view->setFocus(Qt::MouseFocusReason);
    if (data->hasFormat(QLatin1String(CanvasView::kOperatorMimeType))) {
        const QString op = QString::fromUtf8(data->data(QLatin1String(CanvasView::kOperatorMimeType)));
        if (into)
            m_view->commands().addOnEdge(op, *into, corner);
        else
            m_view->commands().addOperator(op, corner);
    } else {
        m_view->commands().addFiles(filesIn(data), corner);
    }
}

}  // namespace headrace
