// SPDX-License-Identifier: GPL-3.0-or-later
// headrace-worker: answers requests, one JSON object a line, on standard input and output. Private to Headrace.
//   --catalog   prints the operators this build knows, as JSON (the build embeds it into the other programs)
#include "engine/base/json_writer.h"
#include "engine/execution/requests.h"
#include "engine/execution/views.h"
#include "engine/operators/builtin.h"
#include "engine/protocol/messages.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <unistd.h>

using namespace headrace;

namespace {

/// Writes lines in order from a thread of its own: a burst of events becomes few writes, a single one goes at once.
class LineWriter
{
public:
    explicit LineWriter(int descriptor) : m_descriptor(descriptor), m_thread([this] { work(); }) {}
    ~LineWriter()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_wake.notify_one();
        m_thread.join();
    }
    void write(const QByteArray &line)
    {
        bool wake = false;
        {
            const std::lock_guard lock(m_mutex);
            m_buffer += line;
            wake = m_idle || m_buffer.size() > kEnough;
        }
        if (wake)
            m_wake.notify_one();
    }

private:
    static constexpr std::chrono::milliseconds kBurst{1};
    static constexpr qsizetype kEnough = 32 << 10;

    void work()
    {
        using Clock = std::chrono::steady_clock;
        auto written = Clock::now() - kBurst;
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_idle = true;
            m_wake.wait(lock, [this] { return m_stop || !m_buffer.isEmpty(); });
            m_idle = false;
            if (m_buffer.isEmpty())
                return;
            // What follows closely upon the last write waits a moment for company.
            m_wake.wait_until(lock, written + kBurst, [this] { return m_stop || m_buffer.size() > kEnough; });
            written = Clock::now();
            QByteArray bytes;
            bytes.swap(m_buffer);
            lock.unlock();
            for (qsizetype at = 0; at < bytes.size();) {
                const ssize_t count = ::write(m_descriptor, bytes.constData() + at, size_t(bytes.size() - at));
                if (count < 0 && errno == EINTR)
                    continue;
                if (count < 0)
                    _exit(1);  // the host is gone; nobody is left to work for
                at += count;
            }
            lock.lock();
        }
    }

    int m_descriptor;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    QByteArray m_buffer;
    bool m_stop = false;
    bool m_idle = false;  ///< the thread waits for the first byte
    std::thread m_thread;
};

/// Puts the request's id and the time on every event.
class RequestEvents : public execution::EventSink
{
public:
    RequestEvents(LineWriter &writer, const QJsonValue &id) : m_writer(writer), m_end(protocol::eventEnd(id)) {}
    void emitEvent(QJsonObject event) override
    {
        const QByteArray line = protocol::encode(event);
        emitMembers(QByteArray::fromRawData(line.constData() + 1, line.size() - 3));  // without braces and line end
    }
    void emitMembers(const QByteArray &members) override
    {
        QByteArray line;
        line.reserve(members.size() + m_end.size() + 32);
        line += '{';
        line += members;
        if (!members.isEmpty())
            line += ',';
        line += m_end;
        appendJson(line, qint64(QDateTime::currentMSecsSinceEpoch()));
        line += "}\n";
        m_writer.write(line);
    }

private:
    LineWriter &m_writer;
    QByteArray m_end;  ///< what every event ends with, up to the time
};

class Worker
{
public:
    explicit Worker(int output) : m_writer(output) {}

    int serve()
    {
        std::thread reader([this] { read(); });
        for (;;) {
            QJsonObject request;
            std::shared_ptr<execution::CancelToken> token;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait(lock, [this] { return m_ended || !m_requests.empty(); });
                if (m_requests.empty())
                    break;
                request = m_requests.front();
                m_requests.pop_front();
                token = m_tokens[request.value(QStringLiteral("id")).toInteger()];
            }
            const QJsonValue id = request.value(QStringLiteral("id"));
            RequestEvents events(m_writer, id);
            auto result = execution::answer(request, events, token, m_views);
            QJsonObject line{
                {QStringLiteral("event"), QStringLiteral("answer")}, {QStringLiteral("id"), id}, {QStringLiteral("ok"), result.ok()}};
            line.insert(result.ok() ? QStringLiteral("result") : QStringLiteral("error"), result.ok() ? *result : result.error().toJson());
            m_writer.write(protocol::encode(line));
            const std::lock_guard lock(m_mutex);
            m_tokens.erase(id.toInteger());
            if (request.value(QStringLiteral("request")).toString() == QLatin1String("shutdown")) {
                reader.detach();  // it waits for bytes that need not come
                return 0;
            }
        }
        reader.join();
        return 0;
    }

private:
    void read()
    {
        protocol::Decoder decoder;
        QByteArray block(1 << 16, Qt::Uninitialized);
        for (;;) {
            const ssize_t count = ::read(STDIN_FILENO, block.data(), size_t(block.size()));
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                break;
            auto messages = decoder.feed(block.left(count));
            if (!messages) {
                m_writer.write(protocol::encode({{QStringLiteral("event"), QStringLiteral("answer")},
                                                 {QStringLiteral("id"), QJsonValue()},
                                                 {QStringLiteral("ok"), false},
                                                 {QStringLiteral("error"), messages.error().toJson()}}));
                break;
            }
            for (const QJsonObject &message : *messages)
                take(message);
        }
        // The other side is gone: stop what runs, then end.
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        for (const auto &[id, token] : m_tokens)
            token->request();
        m_wake.notify_all();
    }

    void take(const QJsonObject &message)
    {
        const QString request = message.value(QStringLiteral("request")).toString();
        const std::unique_lock lock(m_mutex);
        if (request == QLatin1String("cancel")) {
            // Answered here, while the worker's main thread is busy with what is to be cancelled.
            const auto token = m_tokens.find(message.value(QStringLiteral("of")).toInteger());
            if (token != m_tokens.end())
                std::thread([token = token->second] { token->request(); }).detach();
            m_writer.write(protocol::encode({{QStringLiteral("event"), QStringLiteral("answer")},
                                             {QStringLiteral("id"), message.value(QStringLiteral("id"))},
                                             {QStringLiteral("ok"), true},
                                             {QStringLiteral("result"), QJsonObject()}}));
            return;
        }
        m_tokens[message.value(QStringLiteral("id")).toInteger()] = std::make_shared<execution::CancelToken>();
        m_requests.push_back(message);
        m_wake.notify_all();
    }

    LineWriter m_writer;
    execution::Views m_views;  ///< of serve()'s thread
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<QJsonObject> m_requests;
    std::map<qint64, std::shared_ptr<execution::CancelToken>> m_tokens;
    bool m_ended = false;
};

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("headrace-worker"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HEADRACE_VERSION));
    if (app.arguments().contains(QStringLiteral("--catalog"))) {
        const QByteArray json = QJsonDocument(builtinCatalog().toJson()).toJson(QJsonDocument::Indented);
        return std::fwrite(json.constData(), 1, size_t(json.size()), stdout) == size_t(json.size()) ? 0 : 1;
    }
    std::signal(SIGPIPE, SIG_IGN);
    // Libraries (and children) that print must not garble the protocol: what they call standard output is our standard error.
    const int output = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    return Worker(output).serve();
}
