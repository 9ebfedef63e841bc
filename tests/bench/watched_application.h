// SPDX-License-Identifier: GPL-3.0-or-later
// An application that notes what keeps its event loop from the next event. Window's thread; times in milliseconds.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QJsonArray>
#include <QJsonObject>
#include <QMetaEnum>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <vector>

namespace headrace::bench {

/// Processor time of this thread, milliseconds: what the code takes, however busy the machine is.
inline double processorMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    /// One event and all that it caused at once.
    struct Slice {
        double ms = 0;
        double processorMs = 0;
        QString what;
    };

    void forget() { m_slices.clear(); }
    /// The longest first.
    std::vector<Slice> slices() const
    {
        std::vector<Slice> sorted = m_slices;
        std::sort(sorted.begin(), sorted.end(), [](const Slice &a, const Slice &b) { return a.ms > b.ms; });
        return sorted;
    }
    double longest() const { return m_slices.empty() ? 0 : slices().front().ms; }
    QJsonArray longestSlices(size_t count) const
    {
        QJsonArray told;
        const std::vector<Slice> all = slices();
        for (size_t i = 0; i < std::min(count, all.size()); ++i)
            told.append(QJsonObject{{QStringLiteral("ms"), std::round(all[i].ms * 10) / 10},
                                    {QStringLiteral("cpu"), std::round(all[i].processorMs * 10) / 10},
                                    {QStringLiteral("what"), all[i].what}});
        return told;
    }

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_within || QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        m_within = true;
        const QEvent::Type type = event->type();
        const QString name = QLatin1String(receiver->metaObject()->className()) + QLatin1Char(' ') + receiver->objectName();
        QElapsedTimer timer;
        const double before = processorMs();
        timer.start();
        const bool done = QApplication::notify(receiver, event);
        const double ms = double(timer.nsecsElapsed()) / 1e6;
        m_within = false;
        if (ms > kNoted)
            m_slices.push_back({ms, processorMs() - before,
                                name + QLatin1Char(' ') + QLatin1String(QMetaEnum::fromType<QEvent::Type>().valueToKey(type))});
        return done;
    }

private:
    static constexpr double kNoted = 4;
    std::vector<Slice> m_slices;
    bool m_within = false;
};

}  // namespace headrace::bench
