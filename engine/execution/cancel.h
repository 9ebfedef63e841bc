// SPDX-License-Identifier: GPL-3.0-or-later
// Asking work to stop, from any thread, with callbacks for what cannot look at a flag.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace headrace::execution {

/// Thread-safe. A callback added after the request is called at once.
class CancelToken : public std::enable_shared_from_this<CancelToken>
{
public:
    enum class Reason { None, Cancelled, TimedOut };

    void request(Reason reason = Reason::Cancelled)
    {
        std::unique_lock lock(m_mutex);
        if (m_reason.load() != Reason::None)
            return;
        m_reason = reason;
        m_caller = std::this_thread::get_id();
        while (!m_callbacks.empty()) {
            auto next = m_callbacks.extract(m_callbacks.begin());
            m_called = next.key();
            lock.unlock();
            next.mapped()();
            lock.lock();
            m_called = kNone;
            m_returned.notify_all();
        }
    }
    bool requested() const { return m_reason.load(std::memory_order_relaxed) != Reason::None; }
    Reason reason() const { return m_reason.load(); }

    /// The callback is removed when the guard dies. Where it is running in another thread just then the guard waits for it, so
    /// that what the callback uses may be destroyed afterwards; so a callback must not wait for whoever destroys its guard.
    std::shared_ptr<void> onCancel(std::function<void()> callback)
    {
        std::unique_lock lock(m_mutex);
        if (m_reason.load() != Reason::None) {
            lock.unlock();
            callback();
            return nullptr;
        }
        const int id = m_next++;
        m_callbacks.emplace(id, std::move(callback));
        lock.unlock();
        return std::shared_ptr<void>(nullptr, [self = shared_from_this(), id](void *) {
            std::unique_lock erasing(self->m_mutex);
            self->m_callbacks.erase(id);
            self->m_returned.wait(erasing, [&] { return self->m_called != id || self->m_caller == std::this_thread::get_id(); });
        });
    }

private:
    std::atomic<Reason> m_reason = Reason::None;
    std::mutex m_mutex;
    std::map<int, std::function<void()>> m_callbacks;
    int m_next = 0;
    static constexpr int kNone = -1;
    int m_called = kNone;  ///< the callback that runs now, in m_caller
    std::thread::id m_caller;
    std::condition_variable m_returned;
};

}  // namespace headrace::execution
