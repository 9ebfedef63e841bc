// SPDX-License-Identifier: GPL-3.0-or-later
// Workers for tests: the real one, and the one that misbehaves; and a watch over the event loop.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/host/worker.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace headrace::tests {

inline host::WorkerOptions realWorker()
{
    host::WorkerOptions options;
    options.program = QStringLiteral(HEADRACE_BIN_DIR "/headrace-worker");
    options.catalogFingerprint = embeddedCatalog().fingerprint();
    return options;
}

inline host::WorkerOptions fakeWorker()
{
    host::WorkerOptions options;
    options.program = QStringLiteral(HEADRACE_BIN_DIR "/fake_worker");
    options.helloMs = 5000;
    return options;
}

/// The body of a request about one node 'a' of the fake worker's operators.
inline QJsonObject fakePipeline(const QString &op, const QJsonObject &params = {})
{
    return {
        {QStringLiteral("pipeline"),
         QJsonObject{{QStringLiteral("nodes"),
                      QJsonObject{{QStringLiteral("a"), QJsonObject{{QStringLiteral("op"), op}, {QStringLiteral("params"), params}}}}}}},
        {QStringLiteral("options"), QJsonObject()}};
}

/// The longest the window's loop may be kept from its work, in ms; sanitizers slow all down.
#ifdef __SANITIZE_ADDRESS__
inline constexpr double kMostStallMs = 250;
inline constexpr double kMostFrameMs = 100;
#else
inline constexpr double kMostStallMs = 50;
inline constexpr double kMostFrameMs = 16;
#endif

/// Processor time of this thread, in ms: what work costs, however many others share the machine.
inline double threadMs()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// How long the event loop of this thread was kept from its work at the most, in ms, since it was made or reset; less what it
/// waited for a processor, since tests share theirs.
class StallWatch : public QObject
{
    static double waitedMs()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() / 1e6 : 0;
    }

public:
    StallWatch()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double waited = waitedMs();
            m_worst = std::max(m_worst, double(m_clock.nsecsElapsed()) / 1e6 - m_timer.interval() - (waited - m_waited));
            m_clock.restart();
            m_waited = waited;
        });
        m_timer.start(2);
        m_clock.start();
    }
    void reset()
    {
        m_worst = 0;
        m_waited = waitedMs();
        m_clock.restart();
    }
    double worst() const { return m_worst; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_worst = 0;
    double m_waited = waitedMs();
};

}  // namespace headrace::tests
