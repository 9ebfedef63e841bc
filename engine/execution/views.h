// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of ports, written once to a private scratch so that a window can scroll through them, and questions about them in SQL.
#pragma once

#include "engine/base/result.h"
#include "engine/data/session.h"
#include "engine/execution/cancel.h"
#include "engine/execution/events.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>
#include <memory>

namespace headrace::execution {

/// Belongs to the worker's main thread. Its files go with it; those of workers that were killed go when the next view is opened.
class Views
{
public:
    Views() = default;
    ~Views();
    Views(const Views &) = delete;

    /// open_view {pipeline, options, port | base, view, filter[], sort[], limit_bytes} → {columns, rows, complete}. Events
    /// view_progress {bytes} while it is written.
    Result<QJsonObject> open(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel);
    /// page {view, offset, limit} → {rows}. NotFound for a view that is not open (any more).
    Result<QJsonObject> page(const QJsonObject &request, const std::shared_ptr<CancelToken> &cancel);
    /// close_view {view} → {}; fine for one that is not open.
    Result<QJsonObject> close(const QJsonObject &request);
    /// query {sql, and pipeline, options, ports{name: NODE:PORT} | view} → {columns, rows}: one SELECT over tables of these names
    /// (over `rows`, the open view).
    Result<QJsonObject> query(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel);

private:
    struct View {
        QString folder;
        QString file;
        QJsonArray columns;
        QStringList names;
        qint64 rows = 0;
        bool complete = true;
    };
    Result<data::Connection *> reader();
    Result<QString> newFolder(const QString &cache);
    Result<const View *> find(const QString &id) const;

    std::map<QString, View> m_views;
    QString m_root;  ///< scratch folder of this process
    std::unique_ptr<data::Session> m_session;
    std::unique_ptr<data::Connection> m_reader;
};

}  // namespace headrace::execution
