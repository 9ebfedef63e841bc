// SPDX-License-Identifier: GPL-3.0-or-later
// Work off the window's thread of which only the latest outcome counts.
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>

namespace headrace {

/// Belongs to one thread; the work runs on another, one piece at a time. What is asked while one runs waits, and replaces what
/// waited before. `done` is called on this thread with the outcome of the last piece asked.
class Background : public QObject
{
public:
    explicit Background(QObject *parent = nullptr) : QObject(parent) { m_pool.setMaxThreadCount(1); }
    ~Background() override { m_pool.waitForDone(); }

    template <class Work, class Done> void start(Work work, Done done)
    {
        const int number = ++m_number;
        m_next = [this, number, work = std::move(work), done = std::move(done)] {
            m_pool.start([this, number, work, done] {
                auto outcome = work();
                QMetaObject::invokeMethod(
                    this,
                    [this, number, done, outcome = std::move(outcome)]() mutable {
                        m_busy = false;
                        if (number == m_number)
                            done(std::move(outcome));
                        begin();
                    },
                    Qt::QueuedConnection);
            });
        };
        begin();
    }
    /// No outcome comes any more of what was asked so far.
    void drop()
    {
        ++m_number;
        m_next = nullptr;
    }
    bool isBusy() const { return m_busy; }

private:
    void begin()
    {
        if (m_busy || !m_next)
            return;
        m_busy = true;
        std::exchange(m_next, nullptr)();
    }
    QThreadPool m_pool;
    std::function<void()> m_next;
    int m_number = 0;
    bool m_busy = false;
};

}  // namespace headrace
