// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/run_state.h"

#include "engine/base/json_writer.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>

#include <algorithm>

namespace headrace::execution {

RunState::RunState(const Options &o, const Graph &g, EventSink &e)
    : options(o),
      graph(g),
      events(e),
      cache(o.cacheFolder),
      memory(o.cache ? o.cacheFolder + QStringLiteral("/sources") : QString()),
      keys(g, o, memory),
      last(o.cacheFolder, o.file),
      paths(o.paths()),
      tables(g.nodes.size()),
      results(g.nodes.size())
{}

RunState::~RunState()
{
    m_sessionCancel.reset();
    m_session.reset();
    if (m_ownsRunFolder)
        QDir(m_runFolder).removeRecursively();
}

Result<data::Session *> RunState::session()
{
    if (m_lender)
        return m_lender->session();
    const std::lock_guard lock(m_mutex);
    if (m_session)
        return m_session.get();
    data::SessionOptions session;
    session.threads = options.threads;
    session.memoryBytes = options.memoryBytes;
    session.allowedPaths = sourceFiles;
    session.allowedFolders = sourceFolders;
    const bool anyFrozen = std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const GraphNode &node) { return node.node->frozen; });
    if (options.cache || anyFrozen)
        session.allowedFolders << cache.folder();
    if (!options.runFolder.isEmpty()) {
        session.tempFolder = options.runFolder + QStringLiteral("/spill");
        session.allowedFolders << options.runFolder;
    } else {
        if (m_runFolder.isEmpty()) {
            QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/headrace-XXXXXX"));
            folder.setAutoRemove(false);
            if (!folder.isValid())
                return Error(ErrorCode::Io, QStringLiteral("No temporary folder can be made in %1.").arg(QDir::tempPath()),
                             QStringLiteral("Set TMPDIR to a folder with free space."));
            m_runFolder = folder.path();
            m_ownsRunFolder = true;
        }
        session.tempFolder = m_runFolder + QStringLiteral("/spill");
        session.allowedFolders << m_runFolder;
    }
    QDir().mkpath(session.tempFolder);
    HR_ASSIGN(m_session, data::Session::open(session));
    m_sessionCancel = cancel->onCancel([this] { m_session->interruptAll(); });
    return m_session.get();
}

Result<QString> RunState::runFolder()
{
    if (!options.runFolder.isEmpty()) {
        if (!QDir().mkpath(options.runFolder))
            return Error(ErrorCode::Io, QStringLiteral("The run's folder %1 cannot be made.").arg(options.runFolder),
                         QStringLiteral("Check the free space and permissions."));
        return options.runFolder;
    }
    HR_TRY(session());
    return m_runFolder;
}

QString RunState::newTable()
{
    return QStringLiteral("\"__hr_t%1\"").arg(m_nextTable++);
}

void RunState::emitNode(const char *event, int node, QJsonObject more) const
{
    more.insert(QStringLiteral("event"), QLatin1String(event));
    more.insert(QStringLiteral("node"), graph.nodes[size_t(node)].id);
    events.emitEvent(std::move(more));
}

void RunState::emitText(const char *event, int node, const QByteArray &more) const
{
    QByteArray members("\"event\":\"");
    members += event;
    members += "\",\"node\":";
    appendJson(members, graph.nodes[size_t(node)].id);
    members += more;
    events.emitMembers(members);
}

void RunState::log(int node, const QString &level, const QString &text) const
{
    emitNode("log", node, {{QStringLiteral("level"), level}, {QStringLiteral("text"), text}});
}

}  // namespace headrace::execution
