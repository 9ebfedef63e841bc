// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on a canvas and where, ready to be drawn and hit: follows a document, its states and its schemas.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "models/document/pipeline_document.h"
#include "models/gestures/items.h"
#include "models/gestures/node_ports.h"
#include "models/run/node_states.h"
#include "models/schema/port_schemas.h"
#include "widgets/canvas/edge_route.h"
#include "widgets/canvas/spatial_index.h"

#include <QPointer>
#include <QStaticText>
#include <QTimer>

#include <memory>
#include <vector>

namespace headrace {

struct ScenePort {
    QString name;
    PortType type = PortType::Table;
    Cardinality cardinality = Cardinality::One;
    QString doc;
};

/// What the texts of a node were laid out from.
struct TextsDrawn {
    QString title;
    QString summary;
    double seconds = -1;
    double right = -1;
    int pixels = 0;
    bool operator==(const TextsDrawn &) const = default;
};

struct SceneNode {
    QString id;
    QRectF rect;
    QString title;
    QString summary;
    QString icon;
    Category category = Category::Code;
    bool subpipeline = false;
    bool disabled = false;
    bool materialize = false;
    bool frozen = false;
    QString note;
    std::vector<ScenePort> inputs;
    std::vector<ScenePort> outputs;
    std::vector<int> in;  ///< edges
    std::vector<int> out;
    NodeState state;
    int errors = 0;
    int warnings = 0;
    QString problem;  ///< the first of them, in words
    bool there = false;

    /// Texts laid out for drawing, made when they are first drawn.
    mutable QStaticText drawnTitle;
    mutable QStaticText drawnSummary;
    mutable QStaticText drawnBadge;
    mutable TextsDrawn drawnFor;

    QPointF inputAt(int port) const;
    QPointF outputAt(int port) const;
    int inputNamed(const QString &name) const;
    int outputNamed(const QString &name) const;
};

struct SceneEdge {
    Edge edge;
    int from = -1;  ///< node; -1 where there is none of that id: then it is not drawn
    int to = -1;
    int fromPort = -1;  ///< -1: the node has no such port; drawn at its middle, as a fault
    int toPort = -1;
    EdgeShape shape;
    bool routed = false;  ///< its shape knows of the nodes in its way
    bool there = false;
    bool drawable() const { return there && from >= 0 && to >= 0; }
};

/// What is at a point of the canvas.
struct SceneHit {
    enum Kind { Nothing, NodeBody, Input, Output, EdgeLine, FrameTitle, FrameCorner, NoteBody, NoteCorner };
    Kind kind = Nothing;
    int node = -1;
    int port = -1;
    int edge = -1;
    QString id;        ///< of a frame or note
    double along = 0;  ///< of an edge: how far from its start, px
};

/// Belongs to the window's thread. Numbers of nodes and edges hold until everythingChanged().
class CanvasScene : public QObject
{
    Q_OBJECT

public:
    CanvasScene(PipelineDocument *document, const Catalog &catalog, NodeStates *states, PortSchemas *schemas, QString prefix,
                QObject *parent = nullptr);

    PipelineDocument *document() const { return m_document; }
    const Pipeline &pipeline() const { return m_document->pipeline(); }
    const Catalog &catalog() const { return m_catalog; }
    PortSchemas *schemas() const { return m_schemas; }
    NodeStates *states() const { return m_states; }
    /// What stands before the ids of its nodes in states and schemas: 'outer/'; empty at the root.
    const QString &prefix() const { return m_prefix; }

    const std::vector<SceneNode> &nodes() const { return m_nodes; }
    const std::vector<SceneEdge> &edges() const { return m_edges; }
    int indexOf(const QString &id) const { return m_index.value(id, -1); }
    const SceneNode *find(const QString &id) const;
    int edgeIndex(const Edge &edge) const;

    std::vector<int> nodesIn(const QRectF &area) const { return m_nodeIndex.query(area); }
    std::vector<int> edgesIn(const QRectF &area) const { return m_edgeIndex.query(area); }
    /// Frames, the larger ones first: smaller ones lie on them.
    QStringList framesInOrder() const;

    /// `pixel`: scene pixels a pixel of the screen is.
    SceneHit hit(QPointF at, double pixel) const;
    /// The whole of what stands on the canvas; null where nothing does.
    QRectF bounds() const;
    /// How many rows went through an edge in the last run; below 0 where not counted.
    qint64 rowsOf(const SceneEdge &edge) const;
    /// Whether data goes through an edge now.
    bool carriesData(const SceneEdge &edge) const;
    const std::vector<int> &carrying() const { return m_carrying; }
    const std::vector<int> &running() const { return m_running; }
    QRectF boundsOfEdge(int edge) const { return m_edgeIndex.rectOf(edge); }
    /// Finds the way of edges that have only a provisional one; all that touch an area, or for some milliseconds.
    void routeIn(const QRectF &area);

    void reload();

Q_SIGNALS:
    /// Something in this area looks otherwise.
    void changed(const QRectF &area);
    /// All was read anew; numbers are others.
    void everythingChanged();
    /// Nodes, frames or notes came, went or moved: for outline and overview.
    void structureChanged();

private:
    static constexpr double kGlow = 16;  ///< how far selection and ports reach beyond a node, px

    static std::vector<ScenePort> scenePorts(const QList<PortSpec> &specs);
    void apply(const QList<PipelineEdit> &edits);
    void takeNode(const QString &id);
    void dropNode(int node);
    void fill(SceneNode &node, const Node &source);
    void takeEdges(int node);
    int addEdge(const Edge &edge);
    void dropEdge(int edge);
    void link(int edge);
    void place(int node);
    void shape(int edge);
    void route(int edge);
    void unrouteNear(const QRectF &area);
    void takeStates(const QStringList &nodes);
    void takeDiagnostics();
    void look(const QRectF &area);
    void countMotion();
    void routeSome();
    QRectF paintedRect(const SceneNode &node) const;

    QPointer<PipelineDocument> m_document;
    const Catalog &m_catalog;
    NodeStates *m_states;
    PortSchemas *m_schemas;
    QString m_prefix;
    std::vector<SceneNode> m_nodes;
    std::vector<SceneEdge> m_edges;
    std::vector<int> m_freeNodes;
    std::vector<int> m_freeEdges;
    QHash<QString, int> m_index;
    QMultiHash<QString, int> m_waiting;  ///< edges from nodes that are not there, by their id
    SpatialIndex m_nodeIndex;
    SpatialIndex m_edgeIndex;
    std::vector<int> m_carrying;
    std::vector<int> m_running;
    std::vector<int> m_unrouted;
    QTimer m_router;
    bool m_silent = false;
    bool m_anyProblem = false;  ///< a node shows one
};

}  // namespace headrace
