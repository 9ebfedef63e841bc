// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does on the canvas with a pointer: which gesture is going on and what it shows meanwhile. Window's thread.
#pragma once

#include "models/gestures/connect.h"
#include "models/gestures/nodes.h"
#include "widgets/canvas/canvas_scene.h"

#include <QCursor>
#include <QLineF>
#include <QTimer>

#include <memory>
#include <optional>

class QDropEvent;
class QMimeData;
class QMouseEvent;
class QPainter;

namespace headrace {

class CanvasView;

class CanvasMouse
{
public:
    explicit CanvasMouse(CanvasView *view);

    void press(QMouseEvent *event);
    void move(QMouseEvent *event);
    void release(QMouseEvent *event);
    void doubleClick(QMouseEvent *event);
    /// Ends what is going on without an effect; whether there was something.
    bool cancel();
    void leave();
    void setSpace(bool down);

    bool canTake(const QMimeData *data) const;
    void dragOver(QDropEvent *event);
    void drop(QDropEvent *event);
    void dragOut();

    /// What is drawn over the scene while a gesture goes on.
    bool isMoving() const { return m_mode == Mode::Move && m_moved; }
    const CanvasItems &movingItems() const { return m_items; }
    QPointF movedBy() const { return m_offset; }
    const std::vector<int> &movingNodes() const { return m_movingNodes; }
    const std::vector<int> &movingEdges() const { return m_movingEdges; }
    bool isConnecting() const { return m_mode == Mode::Connect && m_moved; }
    const ConnectionRules *rules() const { return m_rules.get(); }
    void paint(QPainter &painter, const class CanvasPainter &with, const QRectF &area) const;
    SceneHit hovered() const { return m_hover; }
    /// The scene changed under the gesture.
    void sceneChanged();

private:
    enum class Mode { Idle, Pan, Rubber, Move, Connect, ResizeFrame, ResizeNote };

    static bool adds(Qt::KeyboardModifiers modifiers) { return modifiers & (Qt::ShiftModifier | Qt::ControlModifier); }
    static PortRef refOf(const SceneNode &node, const SceneHit &hit)
    {
        return {node.id, (hit.kind == SceneHit::Output ? node.outputs : node.inputs)[size_t(hit.port)].name};
    }

    void hover(QPointF widget);
    void beginMove();
    void moveTo(QPointF scene, Qt::KeyboardModifiers modifiers);
    void endMove();
    void beginConnect(const PortRef &fixed, bool fixedIsOutput, std::optional<Edge> moved);
    void connectTo(QPointF widget);
    void endConnect(QPointF widget);
    void rubberTo(QPointF scene, bool add);
    void resizeTo(QPointF scene);
    void endResize();
    void clickOn(const SceneHit &hit, Qt::KeyboardModifiers modifiers);
    void scrollAtBorder();
    void updateCursor();
    int edgeToInsertInto(const QRectF &rect, const Signature &signature, std::optional<Passage> &passage) const;
    void setTarget(int edge);

    CanvasView *m_view;
    Mode m_mode = Mode::Idle;
    QPointF m_pressed;  ///< widget
    QPointF m_pressedScene;
    QPointF m_last;  ///< widget
    bool m_moved = false;
    SceneHit m_hit;
    SceneHit m_hover;
    Qt::KeyboardModifiers m_modifiers;
    bool m_space = false;
    bool m_clickDeselects = false;

    CanvasItems m_items;
    std::vector<int> m_movingNodes;
    std::vector<int> m_movingEdges;
    QRectF m_movingRect;
    QPointF m_offset;
    QList<QLineF> m_guides;
    int m_target = -1;  ///< an edge that what is dragged would be put into
    std::optional<Passage> m_passage;

    std::unique_ptr<ConnectionRules> m_rules;
    QPointF m_fixedEnd;  ///< scene
    QPointF m_looseEnd;
    std::optional<PortRef> m_fitting;
    QString m_refusal;

    QRectF m_rubber;
    QStringList m_before;  ///< chosen before the rubber band
    QString m_resized;
    QRectF m_newRect;
    QRectF m_dropGhost;
    QTimer m_scroller;
};

}  // namespace headrace
