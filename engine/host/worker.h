// SPDX-License-Identifier: GPL-3.0-or-later
// The worker as its host sees it: a program that answers requests, line by line, and may at any moment die, hang or babble.
#pragma once

#include "engine/host/process.h"
#include "engine/protocol/messages.h"

#include <QFile>
#include <QJsonObject>
#include <QList>

#include <memory>

namespace headrace::host {

struct WorkerOptions {
    QString program;  ///< empty: found by findWorker()
    QStringList arguments;
    QString catalogFingerprint;  ///< empty: not compared
    int helloMs = 20000;         ///< how long the worker may take to say hello
    QString logFile;             ///< takes what the worker writes to standard error; empty: only the end is kept
};

/// $HEADRACE_WORKER, or headrace-worker beside this program, or in ../libexec/headrace.
Result<QString> findWorker();

/// Belongs to the thread that started it, whose end it does not survive.
class Worker
{
public:
    /// Starts the program and sends hello; does not wait for the answer.
    static Result<std::unique_ptr<Worker>> start(const WorkerOptions &options);

    /// Waits for the answer to hello and compares versions and catalogs; gives what the worker said. A signal ends the wait (Cancelled).
    Result<QJsonObject> awaitHello(StopSignals *stop = nullptr);

    /// For one that must not wait: the id of hello, and what its answer comes to (as awaitHello() gives it).
    int helloId() const { return m_helloId; }
    Result<QJsonObject> judgeHello(const QJsonObject &answer) const;

    /// Queues a request and gives its id. Never waits.
    int send(const QString &request, QJsonObject body = {});
    /// The same with further members as JSON text.
    int send(const QString &request, QJsonObject body, const QByteArray &members);

    /// Adds the descriptors to wait on; after waitFor() pump() takes the same list.
    void addWatches(std::vector<Watch> &watches) const;
    /// Moves bytes and gives the messages that have come. An Error (Corrupt) where the worker does not keep to the protocol.
    Result<QList<QJsonObject>> pump();
    /// The same with the lines in which they came.
    Result<QList<protocol::Received>> pumpLines();
    /// The worker has closed its output: nothing will come any more.
    bool outputOver() const { return m_outputOver; }

    ChildProcess &process() { return *m_process; }
    /// The last lines it wrote to standard error, for a person.
    QString lastWords() const;
    /// Why it died, in words, once it has ended: signal, memory killer, exit code. Waits at most a second, then kills it.
    Error deathError();

    /// Asks it to end, waits a moment, then kills it.
    void end();

private:
    Worker() = default;
    void readErrors();

    std::unique_ptr<ChildProcess> m_process;
    protocol::Decoder m_decoder;
    WorkerOptions m_options;
    QByteArray m_outgoing;
    qsizetype m_sent = 0;
    QByteArray m_errorTail;
    std::unique_ptr<QFile> m_log;
    int m_nextId = 1;
    int m_helloId = 0;
    bool m_outputOver = false;
    qint64 m_memoryKills = 0;
    std::optional<Error> m_breach;      ///< the worker did not keep to the protocol
    QList<protocol::Received> m_early;  ///< came before hello was answered
};

}  // namespace headrace::host
