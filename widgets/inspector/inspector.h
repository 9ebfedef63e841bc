// SPDX-License-Identifier: GPL-3.0-or-later
// The panel beside the canvas: everything about the selected node, or about the pipeline where none is selected.
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/operator_spec.h"

#include <QJsonObject>
#include <QList>
#include <QPointF>
#include <QPointer>
#include <QWidget>

#include <functional>

class QStackedWidget;

namespace headrace {

class LiveMetricCard;
class NodePage;
class NodeStates;
class PipelineDocument;
class PipelinePage;
class PortSchemas;
class SeveralPage;

/// Window's thread. It changes the document by PipelineDocument::apply alone and follows its edited().
class Inspector : public QWidget
{
    Q_OBJECT

public:
    explicit Inspector(const Catalog &catalog, QWidget *parent = nullptr);

    /// All may be nullptr: nothing is open. They must outlive their stay here.
    void setDocument(PipelineDocument *document, PortSchemas *schemas, NodeStates *states);
    /// What is selected on the canvas. None: the pipeline; one: the node; several: what they have in common.
    void setNodes(const QStringList &ids);
    const QStringList &nodes() const { return m_nodes; }
    /// Shows a node and puts the keyboard into the field at a path such as columns[2].expression. False where there is none.
    bool showParameter(const QString &node, const QString &path);
    /// The answer of `describe` (docs/protocol.md) for NODE:PORT.
    void setStatistics(const QString &port, const QJsonObject &answer);
    void setStatisticsFailed(const QString &port, const Error &error);
    /// A small curve at the bottom for the node while it trains; no points: none. `name` as run events have it.
    void setLiveMetric(const QString &name, const QList<QPointF> &points, double value);

    /// Gives the words of a link to the rows at which a node failed; empty: there are none.
    void setFailureWords(std::function<QString(const QString &node)> words);
    /// What these words say has changed.
    void refreshProblems();

    enum class Tab { Parameters, Schema, Statistics, Help };
    void showTab(Tab tab);

Q_SIGNALS:
    void previewRequested(const QString &port);
    void insertExampleRequested(const QString &operatorId);
    /// The statistics of a port are looked at and not known: ask the worker, answer by setStatistics().
    void statisticsRequested(const QString &port);
    /// A person chose a file in a field: it counts as allowed.
    void pathChosen(const QString &absolutePath);
    void openPipelineRequested(const QString &node);
    void failedRowsRequested(const QString &node);

private:
    void showSelection();

    const Catalog &m_catalog;
    QPointer<PipelineDocument> m_document;
    QPointer<PortSchemas> m_schemas;
    QPointer<NodeStates> m_states;
    QStringList m_nodes;
    QStackedWidget *m_stack;
    QWidget *m_nothing;
    PipelinePage *m_pipelinePage;
    NodePage *m_nodePage;
    SeveralPage *m_severalPage;
    LiveMetricCard *m_metric;
};

}  // namespace headrace
