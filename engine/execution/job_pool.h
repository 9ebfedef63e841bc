// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that run jobs, and one more for work that nobody waits for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace headrace::execution {

/// Runs functions on a fixed number of threads, in the order given. The destructor waits for all that was given.
class JobPool
{
public:
    explicit JobPool(int threads);
    ~JobPool();
    void start(std::function<void()> job);
    /// Waits until nothing is queued or running.
    void wait();
    /// The same, but not longer than this.
    void waitFor(std::chrono::steady_clock::duration longest);

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    std::deque<std::function<void()>> m_jobs;
    std::vector<std::thread> m_threads;
    int m_running = 0;
    bool m_stop = false;
};

}  // namespace headrace::execution
