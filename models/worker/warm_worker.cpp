// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/worker/warm_worker.h"

#include "models/worker/worker_loop.h"

#include <QThread>

namespace headrace {

WarmWorker::WarmWorker(host::WorkerOptions options, QObject *parent) : QObject(parent)
{
    // A queued call to an object that has died is dropped, so nothing comes after the destructor.
    WorkerLoop::Callbacks callbacks;
    callbacks.answered = [this](int id, const Result<QJsonObject> &result) {
        QMetaObject::invokeMethod(
            this, [this, id, result] { answer(id, result); }, Qt::QueuedConnection);
    };
    callbacks.event = [this](int id, const QJsonObject &event) {
        QMetaObject::invokeMethod(
            this,
            [this, id, event] {
                if (m_asked.contains(id))
                    Q_EMIT eventCame(id, event);
            },
            Qt::QueuedConnection);
    };
    callbacks.available = [this](bool is) {
        QMetaObject::invokeMethod(
            this,
            [this, is] {
                m_available = is;
                Q_EMIT available(is);
            },
            Qt::QueuedConnection);
    };
    callbacks.died = [this](const Error &why) {
        QMetaObject::invokeMethod(
            this, [this, why] { Q_EMIT crashed(why); }, Qt::QueuedConnection);
    };
    m_loop = std::make_unique<WorkerLoop>(std::move(options), std::move(callbacks));
}

WarmWorker::~WarmWorker() = default;

int WarmWorker::ask(const QString &request, const QJsonObject &body, QObject *context, Done done)
{
    return ask(
        request, [body] { return body; }, context, std::move(done));
}

int WarmWorker::ask(const QString &request, Body body, QObject *context, Done done)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const int id = m_nextId++;
    Asked asked{context, std::move(done), {}};
    if (context)
        asked.died = connect(context, &QObject::destroyed, this, [this, id] { cancel(id); });
    m_asked.insert(id, std::move(asked));
    m_loop->ask(id, request, std::move(body));
    return id;
}

void WarmWorker::cancel(int id)
{
    const auto found = m_asked.find(id);
    if (found == m_asked.end())
        return;
    disconnect(found->died);
    m_asked.erase(found);
    m_loop->cancel(id);
}

void WarmWorker::answer(int id, const Result<QJsonObject> &result)
{
    const auto found = m_asked.find(id);
    if (found == m_asked.end())
        return;  // cancelled meanwhile
    const Asked asked = std::move(*found);
    m_asked.erase(found);
    disconnect(asked.died);
    asked.done(result);
}

}  // namespace headrace

#include "moc_warm_worker.cpp"
