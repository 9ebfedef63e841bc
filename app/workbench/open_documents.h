// SPDX-License-Identifier: GPL-3.0-or-later
// The documents that are open in a window, each with its session.
#pragma once

#include "models/session/document_session.h"

#include <QObject>
#include <QUndoGroup>

#include <memory>
#include <vector>

namespace headrace {

/// Window's thread.
class OpenDocuments : public QObject
{
    Q_OBJECT

public:
    using MakeSession = std::function<std::unique_ptr<DocumentSession>(std::unique_ptr<PipelineDocument> document)>;
    explicit OpenDocuments(MakeSession makeSession, QObject *parent = nullptr);
    ~OpenDocuments() override;

    /// Opens a file, or gives the session that has it open already.
    Result<DocumentSession *> open(const QString &path);
    /// A document without a file, at home in a folder.
    DocumentSession *create(const QString &home, const Pipeline &content = {}, bool modified = false);
    /// One that was made elsewhere (recovered).
    DocumentSession *take(std::unique_ptr<PipelineDocument> document);
    void close(DocumentSession *session);

    QList<DocumentSession *> all() const;
    DocumentSession *find(const QString &path) const;
    QUndoGroup *undoGroup() { return &m_undo; }
    void setActive(DocumentSession *session);

Q_SIGNALS:
    void opened(headrace::DocumentSession *session);
    void aboutToClose(headrace::DocumentSession *session);

private:
    MakeSession m_makeSession;
    std::vector<std::unique_ptr<DocumentSession>> m_sessions;
    QUndoGroup m_undo;
};

}  // namespace headrace
