// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/job_pool.h"

namespace headrace::execution {

JobPool::JobPool(int threads)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

JobPool::~JobPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void JobPool::start(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void JobPool::wait()
{
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_jobs.empty() && m_running == 0; });
}

void JobPool::waitFor(std::chrono::steady_clock::duration longest)
{
    std::unique_lock lock(m_mutex);
    m_idle.wait_for(lock, longest, [this] { return m_jobs.empty() && m_running == 0; });
}

void JobPool::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stop || !m_jobs.empty(); });
        if (m_jobs.empty())
            return;
        std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        ++m_running;
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
        if (--m_running == 0 && m_jobs.empty())
            m_idle.notify_all();
    }
}

}  // namespace headrace::execution
