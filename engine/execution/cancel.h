// SPDX-License-Identifier: GPL-3.0-or-later
// Asking work to stop, from any thread, with callbacks for what cannot look at a flag.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace headrace::execution {

/// Thread-safe. A callback added after the request is called at once.
class CancelToken : public std::enable_shared_from_this<CancelToken>
{
public:
    enum class Reason { None, Cancelled, TimedOut };

    void request(Reason reason = Reason::Cancelled)
    {
        std::map<int, std::function<void()>> callbacks;
        {
            const std::lock_guard lock(m_mutex);
            if (m_reason.load() != Reason::None)
                return;
            m_reason = reason;
            callbacks.swap(m_callbacks);
        }
        for (const auto &[id, callback] : callbacks)
            callback();
    }
    bool requested() const { return m_reason.load(std::memory_order_relaxed) != Reason::None; }
    Reason reason() const { return m_reason.load(); }

    /// The callback is removed when the guard dies; it may be running in another thread just then.
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
            const std::lock_guard erasing(self->m_mutex);
            self->m_callbacks.erase(id);
        });
    }

private:
    std::atomic<Reason> m_reason = Reason::None;
    std::mutex m_mutex;
    std::map<int, std::function<void()>> m_callbacks;
    int m_next = 0;
};

}  // namespace headrace::execution
