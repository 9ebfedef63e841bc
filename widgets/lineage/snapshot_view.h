// SPDX-License-Identifier: GPL-3.0-or-later
// A past run's pipeline as it was, or beside what its file holds now. Only to be looked at.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "widgets/actions/action_registry.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace headrace {

class CanvasView;
class DiffView;
class NodeStates;
class PipelineDocument;
class PortSchemas;

/// Window's thread; the catalog must outlive it.
class SnapshotView : public QWidget
{
    Q_OBJECT

public:
    explicit SnapshotView(const Catalog &catalog, QWidget *parent = nullptr);
    ~SnapshotView() override;

    void showSnapshot(const Pipeline &pipeline, const QString &title);
    void showComparison(const Pipeline &before, const Pipeline &now, const QString &title, const QString &beforeName,
                        const QString &nowName);
    CanvasView *canvas() const { return m_canvas; }
    DiffView *diff() const { return m_diff; }
    QString title() const;

Q_SIGNALS:
    void backRequested();
    void branchRequested();

private:
    const Catalog &m_catalog;
    ActionRegistry m_actions;  ///< its own: nothing here can be changed
    std::unique_ptr<PipelineDocument> m_document;
    std::unique_ptr<NodeStates> m_states;
    std::unique_ptr<PortSchemas> m_schemas;
    CanvasView *m_canvas;
    DiffView *m_diff;
    QLabel *m_title;
    QStackedWidget *m_pages;
};

}  // namespace headrace
