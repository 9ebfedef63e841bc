// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_feed.h"

#include "engine/host/run_clients.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace headrace {

namespace {
constexpr double kTellSeconds = 1.0 / 30;
constexpr qint64 kBlock = 1 << 20;
constexpr int kLookMs = 15;  // while the host is still starting

Error lost(const char *text, const char *hint)
{
    return Error(ErrorCode::Crashed, QCoreApplication::translate("RunFeed", text), QCoreApplication::translate("RunFeed", hint));
}
}  // namespace

RunFeed::RunFeed(What what, std::function<Result<void>()> begin, std::function<void(RunDelta)> tell)
    : m_what(std::move(what)), m_begin(std::move(begin)), m_tell(std::move(tell)), m_thread([this] { work(); })
{}

RunFeed::~RunFeed()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.wake();
    m_thread.join();
}

void RunFeed::cancel()
{
    {
        const std::lock_guard lock(m_mutex);
        m_cancel = true;
    }
    m_wake.wake();
}

void RunFeed::ready()
{
    m_ready = true;
    m_wake.wake();
}

bool RunFeed::stopped()
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

void RunFeed::pause(int ms)
{
    std::vector<host::Watch> watches{{m_wake.descriptor()}};
    host::waitFor(watches, ms);
    m_wake.drain();
}

void RunFeed::work()
{
    if (m_begin)
        if (const auto begun = m_begin(); !begun)
            m_progress.end(QStringLiteral("failed"), {begun.error()});
    const double started = host::monotonicSeconds();
    bool seen = false;
    while (!stopped() && !m_progress.ended()) {
        if (!m_socket.isOpen())
            connectHost();
        if (m_socket.isOpen()) {
            seen = true;
            listen();
            continue;
        }
        // No host listens: it is still starting, or it is over.
        readFile(true);
        lookForReport();
        if (m_progress.ended())
            break;
        const bool wrote = m_progress.lastSequence() > 0;
        const double waited = host::monotonicSeconds() - started;
        if ((seen || wrote) && waited > 1) {
            // Once more, since its last line may have come after the socket was closed.
            pause(200);
            readFile(true);
            lookForReport();
            m_progress.end(QStringLiteral("interrupted"),
                           {lost("The run's host has gone: it was killed, or the machine went down.",
                                 "Run again; finished steps come from the cache.")});
        } else if (waited > m_what.patience) {
            m_progress.end(QStringLiteral("failed"),
                           {lost("The run's host did not start.", "Try again; look at the log of the system if it happens again.")});
        } else {
            pause(kLookMs);
        }
        tell(false);
    }
    while (!stopped() && !m_outcomeTold) {
        tell(true);
        if (!m_outcomeTold)
            pause(50);
    }
}

void RunFeed::connectHost()
{
    auto socket = host::connectLocal(m_what.folder, QLatin1String(host::RunClients::kSocketName));
    if (!socket)
        return;
    m_socket = std::move(*socket);
    m_decoder = {};
    m_attached = false;
    m_cancelSent = false;
    const QByteArray request = protocol::encode({{QStringLiteral("id"), 1}, {QStringLiteral("request"), QStringLiteral("attach")}});
    if (host::writeSome(m_socket, request.constData(), request.size()) != request.size())
        m_socket.close();
}

/// One turn: what has come by the socket, what was asked of us, what is to be told.
void RunFeed::listen()
{
    bool cancel = false;
    {
        const std::lock_guard lock(m_mutex);
        cancel = m_cancel;
    }
    if (cancel && !m_cancelSent) {
        m_cancelSent = true;
        const QByteArray request = protocol::encode({{QStringLiteral("id"), 2}, {QStringLiteral("request"), QStringLiteral("cancel")}});
        host::writeSome(m_socket, request.constData(), request.size());
    }
    std::vector<host::Watch> watches{{m_socket.number()}, {m_wake.descriptor()}};
    host::waitFor(watches, 33);
    m_wake.drain();
    QByteArray bytes;
    // Bounded, so that a flood does not keep us from telling.
    for (int round = 0; round < 4 && m_socket.isOpen(); ++round) {
        const qint64 got = host::readSome(m_socket, bytes, kBlock);
        if (got == -1)
            break;
        const auto messages = got > 0 ? m_decoder.feed(bytes) : Result<QList<QJsonObject>>(QList<QJsonObject>());
        if (got <= 0 || !messages) {
            m_socket.close();
            readFile(true);  // the end of it stands there
            break;
        }
        for (const QJsonObject &message : *messages) {
            if (message.value(QStringLiteral("event")) != QLatin1String("answer")) {
                m_progress.apply(message);
                continue;
            }
            if (message.value(QStringLiteral("id")).toInt() != 1)
                continue;
            // What was said before we listened stands in the file, a moment later.
            const qint64 until = message.value(QStringLiteral("result")).toObject().value(QStringLiteral("seq")).toInteger();
            const double patience = host::monotonicSeconds() + 1;
            for (readFile(false); m_progress.lastSequence() < until && host::monotonicSeconds() < patience && !stopped();) {
                pause(20);
                readFile(false);
                tell(false);
            }
            m_attached = true;
        }
    }
    tell(false);
}

void RunFeed::readFile(bool toItsEnd)
{
    if (!m_file.isOpen()) {
        m_file.setFileName(m_what.folder + QStringLiteral("/events.ndjson"));
        if (!QFileInfo::exists(m_file.fileName()) || !m_file.open(QIODevice::ReadOnly))
            return;
    }
    for (;;) {
        const QByteArray block = m_file.read(kBlock);
        if (block.isEmpty() || stopped())
            return;
        m_rest += block;
        qsizetype at = 0;
        for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', at)) {
            const QJsonDocument line = QJsonDocument::fromJson(m_rest.mid(at, end - at));
            if (line.isObject())
                m_progress.apply(line.object());
            at = end + 1;
        }
        m_rest.remove(0, at);
        if (toItsEnd)
            tell(false);
    }
}

void RunFeed::lookForReport()
{
    QFile file(m_what.reportFile);
    if (m_what.reportFile.isEmpty() || m_progress.ended() || !file.exists() || !file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject report = QJsonDocument::fromJson(file.readAll()).object();
    file.remove();
    QList<Error> errors;
    for (const QJsonValue &value : report.value(QStringLiteral("errors")).toArray())
        errors << Error::fromJson(value.toObject());
    m_progress.end(report.value(QStringLiteral("status")).toString(QStringLiteral("failed")), errors);
}

void RunFeed::tell(bool whole)
{
    const double now = host::monotonicSeconds();
    if (!m_ready || (!whole && now - m_told < kTellSeconds))
        return;
    RunDelta delta = m_progress.take();
    if (delta.isEmpty())
        return;
    m_told = now;
    m_ready = false;
    m_outcomeTold = m_outcomeTold || delta.outcome;
    m_tell(std::move(delta));
}

}  // namespace headrace
