// SPDX-License-Identifier: GPL-3.0-or-later
// Workers for tests: the real one, and the one that misbehaves; and a watch over the event loop.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/host/worker.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <algorithm>

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
