// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas: shows a pipeline and lets a person change it by mouse and keyboard.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/diff.h"
#include "models/document/pipeline_document.h"
#include "models/gestures/items.h"
#include "models/run/node_states.h"
#include "models/schema/port_schemas.h"

#include <QElapsedTimer>
#include <QHash>
#include <QPixmap>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>

class QLabel;

namespace headrace {

class ActionRegistry;
class CanvasActions;
class CanvasCommands;
class CanvasMouse;
class CanvasScene;
class CanvasStamps;
class CanvasBreadcrumb;
class CanvasMinimap;
class CanvasZoomBar;
class SubpipelineDocument;
struct Emphasis;

/// What is chosen; no part of the document. Frames, notes and edges can be chosen beside nodes.
struct CanvasSelection {
    CanvasItems items;
    QList<Edge> edges;
    QString current;  ///< the node that keys act on: the last one chosen
    bool isEmpty() const { return items.isEmpty() && edges.isEmpty(); }
    bool operator==(const CanvasSelection &) const = default;
};

/// Belongs to the window's thread. Everything given to the constructor must outlive it; `catalog` too. Drops of
/// application/x-headrace-operator (text: an operator's id) and of files (text/uri-list) are taken. The scene's pixels are the
/// document's, at zoom 1 device-independent pixels.
class CanvasView : public QWidget
{
    Q_OBJECT

public:
    CanvasView(PipelineDocument *document, const Catalog &catalog, NodeStates *states, PortSchemas *schemas, ActionRegistry *actions,
               QWidget *parent = nullptr);
    ~CanvasView() override;

    static constexpr double kLeastZoom = 0.05;
    static constexpr double kMostZoom = 4.0;
    static constexpr double kZoomStep = 1.2;
    static constexpr auto kOperatorMimeType = "application/x-headrace-operator";

    /// The document that is shown and edited: the root's, or the one within a subpipeline that was entered. All ids in
    /// selectedNodes(), select() and nodeActivated() are its own.
    PipelineDocument *document() const;
    PipelineDocument *rootDocument() const { return m_root; }
    /// What stands before its ids in run states, schemas and ports: 'outer/'; empty at the root.
    QString prefix() const;
    const Catalog &catalog() const { return m_catalog; }
    PortSchemas *schemas() const { return m_schemas; }
    NodeStates *states() const { return m_states; }
    ActionRegistry *actions() const { return m_actionRegistry; }

    QStringList selectedNodes() const { return m_selection.items.nodes; }
    void select(const QStringList &nodes);
    const CanvasSelection &selection() const { return m_selection; }
    void setSelection(const CanvasSelection &selection);
    std::optional<Edge> selectedEdge() const;
    void setSelectedEdge(const std::optional<Edge> &edge);
    /// The node the keyboard is at; empty: none.
    QString currentNode() const { return m_selection.current; }

    double zoom() const { return m_zoom; }
    QPointF mapFromScene(QPointF scene) const { return (scene - m_origin) * m_zoom; }
    QPointF mapToScene(QPointF widget) const { return widget / m_zoom + m_origin; }
    QRectF visibleScene() const;
    CanvasScene &scene() const { return *m_scene; }
    CanvasCommands &commands() const { return *m_commands; }
    CanvasMouse &mouse() const { return *m_mouse; }

    /// Everything in sight is drawn as finely as it gets; what moved is drawn plainly for up to a tenth of a second.
    bool isRefined() const { return m_dirty.isEmpty() && m_coarse.isEmpty(); }

    /// Nothing can be changed, only looked at and chosen.
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    bool isReadOnly() const { return m_readOnly; }
    /// Marks nodes as added, removed or changed, by shape and colour: for comparing two pipelines.
    void setMarks(const QHash<QString, ChangeKind> &marks);

    /// Where the next node goes that nobody gave a place: below the pointer if it is over the canvas, else the middle.
    QPointF placeForNew() const;

public Q_SLOTS:
    /// Goes into the subpipeline it is in ('outer/inner'), centres it, chooses it and makes it shine for a moment.
    void focusNode(const QString &id);
    /// Everything into the window, at zoom 1 at most.
    void fit();
    void fitTo(const QRectF &scene);
    void zoomToSelection();
    void setZoom(double zoom);  ///< about the middle
    void zoomAt(double zoom, QPointF widget);
    void zoomIn();
    void zoomOut();
    void scrollBy(QPointF widgetPixels);
    void centreOn(QPointF scene);
    /// Brings an area into sight if it is not, by the shortest way.
    void ensureVisible(const QRectF &scene);
    /// Adds a node and chooses it; its id, empty where the document refused.
    QString addOperator(const QString &op, QPointF scene);
    /// Adds it where there is room, connected to the node the keyboard is at if the ports fit.
    QString addOperatorBeside(const QString &op);
    /// Shows the pipeline within a node; false where there is none embedded.
    bool enterSubpipeline(const QString &id);
    void leaveSubpipeline(int levels = 1);
    /// Says something in words over the canvas for a few seconds.
    void say(const QString &text);
    /// Draws an area anew; null: all.
    void repaintScene(const QRectF &area = {});

Q_SIGNALS:
    void selectionChanged(const QStringList &nodes);
    /// A port (NODE:PORT, with the prefix), an edge or a node was clicked: what a preview should show.
    void portActivated(const QString &port);
    /// Double click or Enter on a node that is no subpipeline.
    void nodeActivated(const QString &id);
    /// Double click or Enter on a subpipeline that stands in a file of its own; embedded ones the canvas enters itself.
    void openSubpipelineRequested(const QString &id);
    /// A person dropped or pasted data files, which counts as allowing them; before the nodes that read them are there.
    void filesChosen(const QStringList &absolutePaths);
    /// Another document is shown now: a subpipeline was entered or left.
    void documentChanged(headrace::PipelineDocument *document);
    void viewChanged();
    void zoomChanged(double zoom);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class CanvasMouse;
    void display(PipelineDocument *document, const QString &prefix);
    void takeEmphasis();
    void pruneSelection();
    void placeOverlays();
    void setOrigin(QPointF origin);
    QPointF aligned(QPointF origin) const;
    void renderDirty();
    void render(const QRect &rect, bool plain);
    void refine();
    void paintOverlay(QPainter &painter, const QRectF &area);
    void renderDragged(const QRect &rect);
    void paintDragged(QPainter &painter, const QRectF &area);
    void paintMotion(QPainter &painter, const QRectF &area);
    void paintMarks(QPainter &painter, const QRectF &area);
    void paintEmpty(QPainter &painter);
    void animate();
    void startOrStopAnimation();

    PipelineDocument *m_root;
    const Catalog &m_catalog;
    NodeStates *m_states;
    PortSchemas *m_schemas;
    ActionRegistry *m_actionRegistry;
    struct Level {
        QString id;
        std::unique_ptr<SubpipelineDocument> document;
        QPointF origin;  ///< of the level above, to come back to
        double zoom;
    };
    std::vector<Level> m_levels;
    std::unique_ptr<CanvasScene> m_scene;
    std::unique_ptr<CanvasCommands> m_commands;
    std::unique_ptr<CanvasMouse> m_mouse;
    QPointer<CanvasActions> m_canvasActions;
    CanvasSelection m_selection;
    std::unique_ptr<Emphasis> m_emphasis;
    std::unique_ptr<CanvasStamps> m_stamps;

    QHash<QString, ChangeKind> m_marks;
    bool m_readOnly = false;
    QPointF m_origin;
    double m_zoom = 1;
    bool m_fitted = false;
    QPixmap m_backing;  ///< the scene as last drawn, without what moves
    QPixmap m_dragged;  ///< the same with what is being dragged
    QRegion m_dirty;    ///< of it, widget pixels: to be drawn
    QRegion m_coarse;   ///< of it: drawn plainly, to be drawn finely
    QTimer m_refine;
    QTimer m_animation;
    QElapsedTimer m_clock;
    int m_flash = -1;
    QTimer m_flashEnd;

    CanvasZoomBar *m_zoomBar = nullptr;
    CanvasMinimap *m_minimap = nullptr;
    CanvasBreadcrumb *m_breadcrumb = nullptr;
    QLabel *m_message = nullptr;
    QTimer m_messageEnd;
};

}  // namespace headrace
