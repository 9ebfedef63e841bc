// SPDX-License-Identifier: GPL-3.0-or-later
// A worker that stays ready for the window: schemas, previews, statistics, all that only looks and runs nothing.
#pragma once

#include "engine/host/worker.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace headrace {

class WorkerLoop;

/// Belongs to the window's thread, which it never makes wait: a thread of its own drives the process. The worker starts at once
/// and again by itself after it has died, with growing pauses. Requests are worked on one after another, in the order asked.
class WarmWorker : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<QJsonObject> &answer)>;
    /// Makes the request's members on the worker's thread: turning a large pipeline into JSON takes too long for the window's.
    using Body = std::function<QJsonObject()>;

    /// `options` as for host::Worker; catalogFingerprint should be embeddedCatalog().fingerprint().
    explicit WarmWorker(host::WorkerOptions options, QObject *parent = nullptr);
    ~WarmWorker() override;

    /// Asks (docs/protocol.md lists the requests) and gives an id for cancel(). `done` is called once, on this thread, unless the
    /// request is cancelled or `context` dies before (then the request is cancelled). An Error where the worker refuses, or has
    /// died over it, in words.
    int ask(const QString &request, const QJsonObject &body, QObject *context, Done done);
    int ask(const QString &request, Body body, QObject *context, Done done);
    /// No answer comes any more. A worker that does not stop within 700 ms is killed and started again. An unknown id is fine.
    void cancel(int id);

    bool isAvailable() const { return m_available; }

Q_SIGNALS:
    void available(bool is);
    /// It has died, or could not be started; it is tried again by itself.
    void crashed(const headrace::Error &why);
    /// What the worker says of a request that it works on, at most 30 times a second.
    void eventCame(int id, const QJsonObject &event);

private:
    struct Asked {
        QPointer<QObject> context;
        Done done;
        QMetaObject::Connection died;
    };
    void answer(int id, const Result<QJsonObject> &result);

    QHash<int, Asked> m_asked;
    int m_nextId = 1;
    bool m_available = false;
    std::unique_ptr<WorkerLoop> m_loop;  ///< last: its callbacks use the rest
};

}  // namespace headrace
