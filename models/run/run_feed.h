// SPDX-License-Identifier: GPL-3.0-or-later
// Follows one run from outside, on a thread of its own: what its host has written, then what it says, to its end.
#pragma once

#include "engine/host/process.h"
#include "engine/protocol/messages.h"
#include "models/run/run_progress.h"

#include <QFile>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace headrace {

/// cancel() and ready() may be called from any thread and never wait. What is told comes on the feed's thread, at most 30 times a
/// second, and never while the last piece has not been taken: whoever shows it sets the pace.
class RunFeed
{
public:
    struct What {
        QString folder;        ///< of the run; host.sock and events.ndjson are there
        QString reportFile;    ///< appears where the run never began; may be empty
        double patience = 30;  ///< seconds for the host to show itself
    };
    /// `begin` starts the host, on the feed's thread; may be empty. Where it fails the run is over.
    RunFeed(What what, std::function<Result<void>()> begin, std::function<void(RunDelta)> tell);
    ~RunFeed();

    /// Asks the host to end the run; as soon as it listens, if it does not yet.
    void cancel();
    /// The last piece has been taken.
    void ready();

private:
    void work();
    bool stopped();
    void connectHost();
    void readFile(bool toItsEnd);
    void listen();
    void lookForReport();
    void tell(bool whole);
    void pause(int ms);

    What m_what;
    std::function<Result<void>()> m_begin;
    std::function<void(RunDelta)> m_tell;
    host::Wake m_wake;
    std::mutex m_mutex;
    bool m_stop = false;    ///< guarded by m_mutex
    bool m_cancel = false;  ///< guarded by m_mutex
    std::atomic<bool> m_ready = true;

    // Of the feed's thread alone.
    RunProgress m_progress;
    host::Descriptor m_socket;
    protocol::Decoder m_decoder;
    bool m_attached = false;
    bool m_cancelSent = false;
    QFile m_file;
    QByteArray m_rest;  ///< a line of the file that is not whole yet
    double m_told = 0;
    bool m_outcomeTold = false;

    std::thread m_thread;
};

}  // namespace headrace
