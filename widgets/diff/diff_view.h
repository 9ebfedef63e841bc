// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions of a pipeline side by side in one picture: what was added, removed and changed, and a table of the values.
#pragma once

#include "engine/catalog/operator_spec.h"
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

    /// The names say what is compared: 'HEAD', 'autosave of 12:04'.
    void compare(const Pipeline &before, const Pipeline &after, const QString &beforeName, const QString &afterName);
    CanvasView *canvas() const { return m_canvas; }
    QStandardItemModel *model() const { return m_model; }

private:
    void go(const QModelIndex &index);

    const Catalog &m_catalog;
    ActionRegistry m_actions;  ///< its own: the window's actions change its documents, and nothing here can be changed
    std::unique_ptr<PipelineDocument> m_document;
    std::unique_ptr<NodeStates> m_states;
    std::unique_ptr<PortSchemas> m_schemas;
    QLabel *m_summary;
    CanvasView *m_canvas;
    QStandardItemModel *m_model;
    QTreeView *m_table;
};

}  // namespace headrace
