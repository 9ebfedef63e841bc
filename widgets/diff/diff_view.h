// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions of a pipeline side by side in one picture: what was added, removed and changed, and a table of the values.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/diff.h"
#include "widgets/actions/action_registry.h"

#include <QWidget>

#include <memory>

class QLabel;
class QModelIndex;
class QStandardItemModel;
class QTreeView;

namespace headrace {

class CanvasView;
class NodeStates;
class PipelineDocument;
class PortSchemas;

/// Only to be looked at. Window's thread; the catalog must outlive it.
class DiffView : public QWidget
{
    Q_OBJECT

public:
    explicit DiffView(const Catalog &catalog, QWidget *parent = nullptr);
    ~DiffView() override;

    /// The names say what is compared: 'HEAD', 'autosave of 12:04'. The part in sight stays where something was compared before.
    void compare(const Pipeline &before, const Pipeline &after, const QString &beforeName, const QString &afterName);
    /// Of the row that is chosen; empty: none, or one of the pipeline itself.
    QString currentNode() const;
    QTreeView *table() const { return m_table; }
    CanvasView *canvas() const { return m_canvas; }
    QStandardItemModel *model() const { return m_model; }

Q_SIGNALS:
    /// Another row is chosen.
    void currentNodeChanged(const QString &node);
    /// Double click or Enter on a row of a node.
    void nodeActivated(const QString &node);

private:
    void fill(const Pipeline &before, const Pipeline &after, const PipelineDiff &found);
    void go(const QModelIndex &index);
    void follow(const QStringList &nodes);
    QPointF nodeCentre(const QString &node) const;

    const Catalog &m_catalog;
    ActionRegistry m_actions;  ///< its own: the window's actions change its documents, and nothing here can be changed
    QString m_beforeName, m_afterName;
    Pipeline m_before, m_after;
    bool m_compared = false;
    std::unique_ptr<PipelineDocument> m_document;
    std::unique_ptr<NodeStates> m_states;
    std::unique_ptr<PortSchemas> m_schemas;
    QLabel *m_summary;
    CanvasView *m_canvas;
    QStandardItemModel *m_model;
    QTreeView *m_table;
};

}  // namespace headrace
