// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a person can do to the pipeline on a canvas, whatever the way: mouse, key, menu. Window's thread.
#pragma once

#include "models/gestures/align.h"
#include "models/gestures/connect.h"
#include "models/gestures/nodes.h"

#include <functional>

#include <QCoreApplication>

namespace headrace {

class CanvasView;

/// Each makes one step of undo, or says in words why it did not.
class CanvasCommands
{
    Q_DECLARE_TR_FUNCTIONS(CanvasCommands)

public:
    explicit CanvasCommands(CanvasView *view) : m_view(view) {}

    QString addOperator(const QString &op, QPointF place);
    QString addOperatorBeside(const QString &op);
    QString addConnected(const QString &op, const PortRef &port, bool portIsOutput, QPointF place);
    QString addOnEdge(const QString &op, const Edge &edge, QPointF place);
    void addFiles(const QStringList &files, QPointF place);
    void addNote();
    void addFrame();

    void quickAdd(QPointF widget);
    void quickAddAtKeyboard();
    void quickAddConnected(const PortRef &port, bool portIsOutput, PortType type, QPointF widget);
    void quickAddOnEdge(const Edge &edge, QPointF widget);
    void findNode();
    /// Offers the ports that the current node's outputs fit into.
    void connectByKeyboard();
    void chooseFrameColour();

    void connect(const Edge &edge);
    void reconnect(const Edge &before, const Edge &after);
    void disconnect(const QList<Edge> &edges);

    void move(const CanvasItems &items, QPointF by, const std::optional<Edge> &into = {}, const std::optional<Passage> &passage = {});
    void nudge(QPointF by);
    void resize(const QString &id, bool frame, const QRectF &rect);
    void align(Alignment alignment);
    void distribute(Qt::Orientation orientation);
    void layOut();
    void layOutSelection();

    void copy();
    void cut();
    void paste();
    void duplicate();
    void remove(bool heal);

    void selectAll();
    void selectUpstream();
    void selectDownstream();
    void selectNothing();
    /// Goes to the next node that way: along edges to the left and right, by place up and down.
    void goTo(Qt::Key arrow, bool add);

    void openNode(const QString &id);
    void openCurrent();
    void rename();
    void renameFrame(const QString &id);
    void editNote(const QString &id);
    void toggle(NodeFlag flag);
    void collapse();
    void expand();

private:
    const Pipeline &pipeline() const;
    bool apply(const QList<PipelineEdit> &edits, const QString &text, const QString &mergeKey = {});
    bool applyAdded(const Added &added, const QString &text);
    QList<PipelineEdit> withProposals(const QList<PipelineEdit> &edits) const;
    QString titleOfOperator(const QString &op) const;
    QString titleOfNode(const QString &id) const;
    QString countOf(const CanvasItems &items) const;
    void layOutNodes(const QStringList &nodes);
    void arrange(const QStringList &nodes, const QString &text, const std::function<void()> &then);

    CanvasView *m_view;
};

}  // namespace headrace
