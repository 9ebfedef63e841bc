// SPDX-License-Identifier: GPL-3.0-or-later
// The thread behind a WarmWorker: starts the worker, hands it one request after another, starts it again when it has died.
#pragma once

#include "engine/host/worker.h"

#include <QJsonObject>

#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace headrace {

/// ask() and cancel() may be called from any thread and never wait. The callbacks come on the loop's own thread.
class WorkerLoop
{
public:
    struct Callbacks {
        std::function<void(int id, const Result<QJsonObject> &)> answered;
        std::function<void(int id, const QJsonObject &event)> event;  ///< at most 30 a second and request; the last one always
        std::function<void(bool)> available;
        std::function<void(const Error &)> died;
    };
    WorkerLoop(host::WorkerOptions options, Callbacks callbacks);
    /// Kills the worker and waits for the thread, which takes some milliseconds.
    ~WorkerLoop();

    void ask(int id, const QString &request, std::function<QJsonObject()> body);
    /// One that waits is dropped; one that runs is cancelled, and the worker killed if it has not ended after 700 ms. No answer comes.
    void cancel(int id);

private:
    struct Request {
        int id = 0;
        QString name;
        std::function<QJsonObject()> body;
    };
    void work();
    void takeOrders();
    void startWorker();
    void sendNext();
    void take(const QJsonObject &message);
    void sayEvent(const QJsonObject &event);
    void lookAtCancel();
    /// The worker is gone: tells who asked, and arranges the next start.
    void lose(const Error &why, bool byUs);
    int waitMs() const;

    host::WorkerOptions m_options;
    Callbacks m_callbacks;
    host::Wake m_wake;

    std::mutex m_mutex;
    std::deque<Request> m_new;  ///< guarded by m_mutex
    std::set<int> m_cancels;    ///< guarded by m_mutex
    bool m_stop = false;        ///< guarded by m_mutex

    // Of the loop's thread alone.
    std::unique_ptr<host::Worker> m_worker;
    bool m_greeted = false;
    double m_startedAt = 0;
    double m_notBefore = 0;  ///< no start before that
    int m_failures = 0;      ///< deaths without an answer between them
    std::deque<Request> m_waiting;
    std::optional<Request> m_current;
    int m_currentRemote = 0;  ///< its id in the protocol
    bool m_currentCancelled = false;
    double m_killAt = 0;
    double m_eventSaid = 0;
    std::optional<QJsonObject> m_eventKept;

    std::thread m_thread;
};

}  // namespace headrace
