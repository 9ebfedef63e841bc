// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/document_session.h"

#include "engine/pipeline/format.h"
#include "engine/pipeline/resolve.h"
#include "engine/pipeline/subpipeline.h"
#include "models/check/structure.h"
#include "models/failure/failure_search.h"
#include "models/worker/warm_worker.h"

namespace headrace {

DocumentSession::DocumentSession(std::unique_ptr<PipelineDocument> document, const Catalog &catalog, WarmWorker *worker, WarmWorker *slow,
                                 RunControl::Programs programs, QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_worker(worker),
      m_slow(slow ? slow : worker),
      m_document(std::move(document)),
      m_states(std::make_unique<NodeStates>()),
      m_schemas(std::make_unique<PortSchemas>()),
      m_log(std::make_unique<LogModel>())
{
    m_run = std::make_unique<RunControl>(m_document.get(), &m_catalog, m_states.get(), m_log.get(), std::move(programs));
    m_check = std::make_unique<LiveCheck>(m_document.get(), &m_catalog, m_schemas.get(), m_worker, [this] { return look(); });
    m_failures = std::make_unique<FailureSearch>(&m_catalog, m_states.get(), m_schemas.get(), m_slow, [this] { return look(); });
    // What a run left is known from now on: columns that only a run tells.
    connect(m_run.get(), &RunControl::finished, m_check.get(), &LiveCheck::recheck);
}

DocumentSession::~DocumentSession() = default;

LookRequest DocumentSession::look() const
{
    LookRequest request = LookRequest::of(*m_document);
    request.values = m_run->lastValues();
    request.values.removeIf([this](const auto &value) { return !m_document->pipeline().parameters.contains(value.key()); });
    request.allow = m_allowed;
    request.python = m_python;
    return request;
}

void DocumentSession::setAllowed(const QStringList &paths)
{
    if (paths == m_allowed)
        return;
    m_allowed = paths;
    m_check->recheck();
}

QString DocumentSession::titleOf(const QString &node) const
{
    const auto found = m_document->pipeline().nodes.constFind(outermost(node));
    if (found == m_document->pipeline().nodes.constEnd())
        return node;
    if (!found->title.isEmpty())
        return found->title;
    const OperatorSpec *spec = m_catalog.find(found->op);
    return spec ? spec->title : node;
}

QStringList DocumentSession::tablePorts(const QString &node) const
{
    const auto found = m_document->pipeline().nodes.constFind(node);
    if (found == m_document->pipeline().nodes.constEnd())
        return {};
    QStringList ports;
    if (found->op == QLatin1String(kSubpipelineOperator)) {
        const ReadPipeline inner = pipelineFromJson(found->params.value(QStringLiteral("pipeline")).toObject());
        for (const PortSpec &port : signatureOfSubpipeline(inner.pipeline, m_catalog.lookup()).outputs)
            if (port.type == PortType::Table)
                ports << node + QLatin1Char(':') + port.name;
    } else if (const OperatorSpec *spec = m_catalog.find(found->op)) {
        for (const PortSpec &port : spec->outputs)
            if (port.type == PortType::Table)
                ports << node + QLatin1Char(':') + port.name;
    }
    return ports;
}

QString DocumentSession::firstTablePort(const QString &node) const
{
    return tablePorts(node).value(0);
}

}  // namespace headrace

#include "moc_document_session.cpp"
