// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the execution room as the worker does, in this process, with a workspace of its own.
#pragma once

#include "engine/execution/requests.h"
#include "engine/execution/views.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <functional>
#include <mutex>

namespace headrace::tests {

class Bench : public execution::EventSink
{
public:
    Bench();
    void emitEvent(QJsonObject event) override;

    /// A pipeline from its nodes as JSON text.
    static QJsonObject pipeline(const QByteArray &nodes);
    Result<QJsonObject> ask(const QString &request, const QJsonObject &pipeline, const QJsonObject &more = {},
                            const QJsonObject &options = {});
    /// Runs, and fails the result where the run did not end well.
    QString run(const QJsonObject &pipeline, const QJsonObject &options = {});

    QList<QJsonObject> events(const QString &name) const;
    /// Last status said of a node.
    QString statusOf(const QString &node) const;
    qint64 rowsAt(const QString &node, const QString &port = QStringLiteral("rows")) const;
    QByteArray fileBytes(const QString &name) const;
    void put(const QString &name, const QByteArray &bytes) const;
    QString path(const QString &name) const { return m_folder.filePath(QStringLiteral("workspace/") + name); }
    QString cacheFolder() const { return m_folder.filePath(QStringLiteral("cache")); }
    void cancel() { m_token->request(); }
    std::function<void(const QJsonObject &)> onEvent;

private:
    QTemporaryDir m_folder;
    mutable std::mutex m_mutex;
    QList<QJsonObject> m_events;
    std::shared_ptr<execution::CancelToken> m_token;
    int m_run = 0;
    execution::Views m_views;
};

}  // namespace headrace::tests
