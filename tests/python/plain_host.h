// SPDX-License-Identifier: GPL-3.0-or-later
// A handoff host over a bare session, for tests and benchmarks.
#pragma once

#include "engine/data/session.h"
#include "engine/learning/table_handoff.h"

#include <QTemporaryDir>

#include <atomic>

namespace headrace::tests {

struct PlainHost {
    std::unique_ptr<data::Session> session;
    std::unique_ptr<data::Connection> connection;
    QTemporaryDir folder;
    std::atomic<bool> cancelled = false;
    int tables = 0;

    Result<void> open(int threads = 2)
    {
        data::SessionOptions options;
        options.threads = threads;
        options.allowedFolders << folder.path();
        HR_ASSIGN(session, data::Session::open(options));
        HR_ASSIGN(connection, session->connect());
        return {};
    }
    learning::HandoffHost host(int threads = 2, qint64 memoryBytes = 0)
    {
        learning::HandoffHost host;
        host.connect = [this] { return session->connect(); };
        host.newTable = [this] { return QStringLiteral("\"made %1\"").arg(++tables); };
        host.cancelled = [this] { return cancelled.load(); };
        host.onCancel = [](std::function<void()>) { return std::shared_ptr<void>(); };
        host.folder = [this] { return Result<QString>(folder.path()); };
        host.threads = threads;
        host.memoryBytes = memoryBytes;
        return host;
    }
    Result<data::Schema> schemaOf(const QString &handle)
    {
        data::Schema schema;
        HR_ASSIGN(const auto columns, connection->describe(QStringLiteral("SELECT * FROM ") + handle));
        for (const data::Column &column : columns)
            if (!column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
                schema.columns << column;
        return schema;
    }
};

}  // namespace headrace::tests
