// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/open_documents.h"

#include <QFileInfo>

#include <algorithm>

namespace headrace {

OpenDocuments::OpenDocuments(MakeSession makeSession, QObject *parent) : QObject(parent), m_makeSession(std::move(makeSession)) {}

OpenDocuments::~OpenDocuments() = default;

Result<DocumentSession *> OpenDocuments::open(const QString &path)
{
    if (DocumentSession *session = find(path))
        return session;
    HR_ASSIGN(auto document, PipelineDocument::open(path));
    return take(std::move(document));
}

DocumentSession *OpenDocuments::create(const QString &home, const Pipeline &content, bool modified)
{
    auto document = std::make_unique<PipelineDocument>();
    document->setHome(home);
    document->setContent(content, modified);
    return take(std::move(document));
}

DocumentSession *OpenDocuments::take(std::unique_ptr<PipelineDocument> document)
{
    m_undo.addStack(document->undoStack());
    m_sessions.push_back(m_makeSession(std::move(document)));
    DocumentSession *session = m_sessions.back().get();
    Q_EMIT opened(session);
    return session;
}

void OpenDocuments::close(DocumentSession *session)
{
    const auto it = std::find_if(m_sessions.begin(), m_sessions.end(), [session](const auto &s) { return s.get() == session; });
    if (it == m_sessions.end())
        return;
    Q_EMIT aboutToClose(session);
    m_undo.removeStack(session->document()->undoStack());
    m_sessions.erase(it);
}

QList<DocumentSession *> OpenDocuments::all() const
{
    QList<DocumentSession *> list;
    for (const auto &session : m_sessions)
        list.append(session.get());
    return list;
}

DocumentSession *OpenDocuments::find(const QString &path) const
{
    const QString wanted = QFileInfo(path).canonicalFilePath();
    for (const auto &session : m_sessions)
        if (const QString own = session->document()->path();
            !own.isEmpty() && (own == path || (!wanted.isEmpty() && QFileInfo(own).canonicalFilePath() == wanted)))
            return session.get();
    return nullptr;
}

void OpenDocuments::setActive(DocumentSession *session)
{
    m_undo.setActiveStack(session ? session->document()->undoStack() : nullptr);
}

}  // namespace headrace

#include "moc_open_documents.cpp"
