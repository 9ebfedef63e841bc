// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/inspector.h"

#include "models/document/pipeline_document.h"
#include "models/run/node_states.h"
#include "models/schema/port_schemas.h"
#include "widgets/inspector/live_metric_card.h"
#include "widgets/inspector/node_page.h"
#include "widgets/inspector/pipeline_page.h"
#include "widgets/inspector/several_page.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace headrace {

Inspector::Inspector(const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_catalog(catalog),
      m_stack(new QStackedWidget(this)),
      m_nothing(new QWidget(this)),
      m_pipelinePage(new PipelinePage(this)),
      m_nodePage(new NodePage(catalog, this)),
      m_severalPage(new SeveralPage(catalog, this)),
      m_metric(new LiveMetricCard(this))
{
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(240);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 0, 12, 12);
    foot->addWidget(m_metric);
    column->addLayout(foot);
    m_metric->hide();
    auto *empty = new QVBoxLayout(m_nothing);
    auto *words = new QLabel(tr("Open a pipeline to see its properties here."), m_nothing);
    words->setProperty("kind", QStringLiteral("muted"));
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    empty->addWidget(words);
    for (QWidget *page :
         {m_nothing, static_cast<QWidget *>(m_pipelinePage), static_cast<QWidget *>(m_nodePage), static_cast<QWidget *>(m_severalPage)})
        m_stack->addWidget(page);
    connect(m_nodePage, &NodePage::previewRequested, this, &Inspector::previewRequested);
    connect(m_nodePage, &NodePage::insertExampleRequested, this, &Inspector::insertExampleRequested);
    connect(m_nodePage, &NodePage::statisticsRequested, this, &Inspector::statisticsRequested);
    connect(m_nodePage, &NodePage::pathChosen, this, &Inspector::pathChosen);
    connect(m_nodePage, &NodePage::failedRowsRequested, this, &Inspector::failedRowsRequested);
    connect(m_nodePage, &NodePage::openPipelineRequested, this, &Inspector::openPipelineRequested);
}

void Inspector::setDocument(PipelineDocument *document, PortSchemas *schemas, NodeStates *states)
{
    for (QObject *old : {static_cast<QObject *>(m_document), static_cast<QObject *>(m_schemas), static_cast<QObject *>(m_states)})
        if (old)
            disconnect(old, nullptr, this, nullptr);
    m_document = document;
    m_schemas = schemas;
    m_states = states;
    m_nodes.clear();
    m_pipelinePage->setDocument(document);
    m_nodePage->setDocument(document, schemas, states);
    m_severalPage->setDocument(document);
    setLiveMetric({}, {}, 0);
    if (document)
        connect(document, &PipelineDocument::edited, this, [this](const QList<PipelineEdit> &edits) {
            for (const PipelineEdit &edit : edits)
                if (const auto *rename = std::get_if<RenameNode>(&edit))
                    std::replace(m_nodes.begin(), m_nodes.end(), rename->from, rename->to);
            if (!edits.isEmpty() && std::all_of(edits.cbegin(), edits.cend(), isLayoutOnly))
                return;
            showSelection();
        });
    if (schemas) {
        connect(schemas, &PortSchemas::schemasChanged, this, [this] { m_nodePage->schemasChanged(); });
        connect(schemas, &PortSchemas::diagnosticsChanged, this, [this] { m_nodePage->problemsChanged(); });
    }
    if (states)
        connect(states, &NodeStates::changed, this, [this](const QStringList &nodes) {
            if (m_nodes.size() == 1 && nodes.contains(m_nodes.first()))
                m_nodePage->problemsChanged();
        });
    showSelection();
}

void Inspector::setNodes(const QStringList &ids)
{
    if (ids == m_nodes)
        return;
    m_nodes = ids;
    setLiveMetric({}, {}, 0);
    showSelection();
}

void Inspector::showSelection()
{
    if (!m_document) {
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    const auto &nodes = m_document->pipeline().nodes;
    QStringList there;
    for (const QString &id : std::as_const(m_nodes))
        if (nodes.contains(id))
            there.append(id);
    if (there.isEmpty()) {
        m_pipelinePage->refresh();
        m_stack->setCurrentWidget(m_pipelinePage);
    } else if (there.size() == 1) {
        m_nodePage->showNode(there.first());
        m_stack->setCurrentWidget(m_nodePage);
    } else {
        m_severalPage->showNodes(there);
        m_stack->setCurrentWidget(m_severalPage);
    }
}

bool Inspector::showParameter(const QString &node, const QString &path)
{
    if (!m_document || !m_document->pipeline().nodes.contains(node))
        return false;
    setNodes({node});
    m_nodePage->showTab(Tab::Parameters);
    return m_nodePage->showParameter(path);
}

void Inspector::setStatistics(const QString &port, const QJsonObject &answer)
{
    m_nodePage->setStatistics(port, answer);
}

void Inspector::setStatisticsFailed(const QString &port, const Error &error)
{
    m_nodePage->setStatisticsFailed(port, error);
}

void Inspector::setLiveMetric(const QString &name, const QList<QPointF> &points, double value)
{
    m_metric->setVisible(!points.isEmpty());
    m_metric->setMetric(name, points, value);
}

void Inspector::setFailureWords(std::function<QString(const QString &node)> words)
{
    m_nodePage->setFailureWords(std::move(words));
}

void Inspector::refreshProblems()
{
    m_nodePage->problemsChanged();
}

void Inspector::showTab(Tab tab)
{
    m_nodePage->showTab(tab);
}

}  // namespace headrace

#include "moc_inspector.cpp"
