// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/document_session.h"

#include "engine/pipeline/format.h"
#include "engine/pipeline/resolve.h"
#include "engine/pipeline/subpipeline.h"
#include "models/check/structure.h"
#include "models/failure/failure_search.h"
#include "models/schema/inner_view.h"
#include "models/worker/warm_worker.h"

#include <QDir>
#include <QFileInfo>

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
    m_check->setInputs([this] {
        return isAround() ? schemasOfInputs(m_around->document()->pipeline(), *m_around->schemas(), m_aroundNode, m_document->pipeline())
                          : QHash<QString, PortSchema>();
    });
    // What a run left is known from now on: columns that only a run tells.
    connect(m_run.get(), &RunControl::finished, m_check.get(), &LiveCheck::recheck);
}

DocumentSession::~DocumentSession() = default;

void DocumentSession::setAround(DocumentSession *around, const QString &node)
{
    if (around == m_around && node == m_aroundNode)
        return;
    if (m_around)
        m_around->check()->disconnect(this);
    m_around = around;
    m_aroundNode = node;
    if (around) {
        connect(around->check(), &LiveCheck::checked, this, [this] { m_check->recheck(); });
        connect(around, &QObject::destroyed, this, [this] { setAround(nullptr, {}); });
    }
    m_check->recheck();
    Q_EMIT aroundChanged();
}

/// Whether the node around still names this file.
bool DocumentSession::isAround() const
{
    if (!m_around || m_document->path().isEmpty())
        return false;
    const PipelineDocument *around = m_around->document();
    const Pipeline holder = embeddedAt(around->pipeline(), m_aroundNode.section(QLatin1Char('/'), 0, -2));
    const QString file = fileOfSubpipeline(holder.nodes.value(m_aroundNode.section(QLatin1Char('/'), -1)));
    return !file.isEmpty()
        && QFileInfo(QDir(around->folder()).absoluteFilePath(file)).canonicalFilePath()
        == QFileInfo(m_document->path()).canonicalFilePath();
}

LookRequest DocumentSession::look() const
{
    if (isAround()) {
        LookRequest request = m_around->look();
        request.prefix += m_aroundNode + QLatin1Char('/');
        request.ownContent = m_document->pipeline();
        request.contents.insert(QFileInfo(m_document->path()).canonicalFilePath(), m_document->pipeline());
        return request;
    }
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
    const QString path = node.section(QLatin1Char('/'), 0, -2);
    const Pipeline holder = path.isEmpty() ? m_document->pipeline() : embeddedAt(m_document->pipeline(), path);
    const auto found = holder.nodes.constFind(node.section(QLatin1Char('/'), -1));
    // What stands in a file is known by what leaves it.
    if (found == holder.nodes.constEnd() || (isSubpipeline(*found) && !embeddedPipeline(*found)))
        return m_schemas->portsOf(node);
    QList<PortSpec> outputs;
    if (const auto inner = innerPipeline(*found))
        outputs = signatureOfSubpipeline(*inner, m_catalog.lookup()).outputs;
    else if (const OperatorSpec *spec = m_catalog.find(found->op))
        outputs = spec->outputs;
    QStringList ports;
    for (const PortSpec &port : std::as_const(outputs))
        if (port.type == PortType::Table)
            ports << node + QLatin1Char(':') + port.name;
    return ports;
}

QString DocumentSession::firstTablePort(const QString &node) const
{
    return tablePorts(node).value(0);
}

}  // namespace headrace

#include "moc_document_session.cpp"
