// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/worker/worker_loop.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace headrace {

namespace {
constexpr double kCooperativeSeconds = 0.7;
constexpr double kEventSeconds = 1.0 / 30;
constexpr double kLongestPause = 30;
}  // namespace

WorkerLoop::WorkerLoop(host::WorkerOptions options, Callbacks callbacks)
    : m_options(std::move(options)), m_callbacks(std::move(callbacks)), m_thread([this] { work(); })
{}

WorkerLoop::~WorkerLoop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.wake();
    m_thread.join();
}

void WorkerLoop::ask(int id, const QString &request, std::function<QJsonObject()> body)
{
    {
        const std::lock_guard lock(m_mutex);
        m_new.push_back({id, request, std::move(body)});
    }
    m_wake.wake();
}

void WorkerLoop::cancel(int id)
{
    {
        const std::lock_guard lock(m_mutex);
        m_cancels.insert(id);
    }
    m_wake.wake();
}

void WorkerLoop::work()
{
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_stop)
                break;
        }
        takeOrders();
        if (!m_worker && host::monotonicSeconds() >= m_notBefore)
            startWorker();
        sendNext();
        std::vector<host::Watch> watches;
        if (m_worker)
            m_worker->addWatches(watches);
        watches.push_back({m_wake.descriptor()});
        host::waitFor(watches, waitMs());
        m_wake.drain();
        if (!m_worker)
            continue;
        const auto messages = m_worker->pump();
        if (!messages) {
            lose(messages.error(), false);
            continue;
        }
        for (const QJsonObject &message : *messages) {
            if (!m_worker)
                break;
            take(message);
        }
        if (m_eventKept && host::monotonicSeconds() - m_eventSaid >= kEventSeconds)
            sayEvent(*m_eventKept);
        if (!m_worker)
            continue;
        if (m_worker->outputOver())
            lose(m_worker->deathError(), false);
        else if (!m_greeted && host::monotonicSeconds() - m_startedAt > m_options.helloMs / 1000.0)
            lose(Error(ErrorCode::TimedOut,
                       QCoreApplication::translate("WarmWorker", "The worker did not say hello within %1 s.").arg(m_options.helloMs / 1000),
                       QCoreApplication::translate("WarmWorker",
                                                   "It is tried again by itself; close other programs if the machine is busy.")),
                 false);
        else
            lookAtCancel();
    }
    m_worker.reset();  // kills and reaps it
}

void WorkerLoop::takeOrders()
{
    std::deque<Request> fresh;
    std::set<int> cancels;
    {
        const std::lock_guard lock(m_mutex);
        fresh.swap(m_new);
        cancels.swap(m_cancels);
    }
    for (Request &request : fresh)
        m_waiting.push_back(std::move(request));
    if (cancels.empty())
        return;
    std::erase_if(m_waiting, [&](const Request &request) { return cancels.contains(request.id); });
    if (m_current && cancels.contains(m_current->id) && !m_currentCancelled) {
        m_currentCancelled = true;
        m_killAt = host::monotonicSeconds() + kCooperativeSeconds;
        if (m_worker)
            m_worker->send(QStringLiteral("cancel"), {{QStringLiteral("of"), m_currentRemote}});
    }
}

void WorkerLoop::startWorker()
{
    m_greeted = false;
    m_startedAt = host::monotonicSeconds();
    auto started = host::Worker::start(m_options);
    if (!started) {
        lose(started.error(), false);
        return;
    }
    m_worker = std::move(*started);
}

void WorkerLoop::sendNext()
{
    if (!m_worker || !m_greeted || m_current || m_waiting.empty())
        return;
    m_current = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_currentCancelled = false;
    m_killAt = 0;
    m_eventSaid = 0;
    m_currentRemote = m_worker->send(m_current->name, m_current->body());
}

void WorkerLoop::take(const QJsonObject &message)
{
    const int id = message.value(QStringLiteral("id")).toInt(-1);
    const bool answer = message.value(QStringLiteral("event")) == QLatin1String("answer");
    if (!m_greeted) {
        if (!answer || id != m_worker->helloId())
            return;
        const auto hello = m_worker->judgeHello(message);
        if (!hello) {
            lose(hello.error(), false);
            return;
        }
        m_greeted = true;
        m_callbacks.available(true);
        return;
    }
    if (!m_current || id != m_currentRemote)
        return;
    if (!answer) {
        if (m_currentCancelled)
            return;
        if (host::monotonicSeconds() - m_eventSaid >= kEventSeconds)
            sayEvent(message);
        else
            m_eventKept = message;
        return;
    }
    if (m_eventKept)
        sayEvent(*m_eventKept);
    m_failures = 0;
    const int asked = m_current->id;
    const bool cancelled = m_currentCancelled;
    m_current.reset();
    if (cancelled)
        return;
    if (message.value(QStringLiteral("ok")).toBool())
        m_callbacks.answered(asked, message.value(QStringLiteral("result")).toObject());
    else
        m_callbacks.answered(asked, Error::fromJson(message.value(QStringLiteral("error")).toObject()));
}

void WorkerLoop::sayEvent(const QJsonObject &event)
{
    const QJsonObject said = event;  // it may be the kept one
    m_eventKept.reset();
    m_eventSaid = host::monotonicSeconds();
    if (m_current && !m_currentCancelled)
        m_callbacks.event(m_current->id, said);
}

void WorkerLoop::lookAtCancel()
{
    if (m_current && m_currentCancelled && host::monotonicSeconds() >= m_killAt)
        lose(Error(ErrorCode::Cancelled, QString()), true);
}

void WorkerLoop::lose(const Error &why, bool byUs)
{
    const bool started = m_worker != nullptr;
    const bool greeted = std::exchange(m_greeted, false);
    m_eventKept.reset();
    if (m_worker)
        m_worker->process().kill();
    m_worker.reset();
    if (greeted)
        m_callbacks.available(false);
    const std::optional<Request> asked = std::exchange(m_current, std::nullopt);
    if (byUs)
        return;  // starts again at once
    ++m_failures;
    m_notBefore = host::monotonicSeconds() + (m_failures == 1 && started ? 0.0 : std::min(kLongestPause, 0.1 * std::pow(2.0, m_failures)));
    if (asked && !m_currentCancelled)
        m_callbacks.answered(asked->id, why);
    if (!greeted) {
        // It does not even start: whoever waits is told, rather than left waiting.
        for (const Request &request : std::exchange(m_waiting, {}))
            m_callbacks.answered(request.id, why);
    }
    m_callbacks.died(why);
}

int WorkerLoop::waitMs() const
{
    double until = host::monotonicSeconds() + 10;
    if (!m_worker)
        until = std::min(until, m_notBefore);
    if (m_worker && !m_greeted)
        until = std::min(until, m_startedAt + m_options.helloMs / 1000.0 + 0.01);
    if (m_current && m_currentCancelled)
        until = std::min(until, m_killAt);
    if (m_eventKept)
        until = std::min(until, m_eventSaid + kEventSeconds);
    return std::max(0, int(std::ceil((until - host::monotonicSeconds()) * 1000)));
}

}  // namespace headrace
