// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/worker.h"

#include "engine/base/version.h"

#include <QFile>
#include <QFileInfo>

#include <csignal>

namespace headrace::host {

namespace {
constexpr qsizetype kErrorTail = 16 << 10;
constexpr qint64 kLogLimit = 16 << 20;
constexpr qint64 kChunk = 1 << 18;
}  // namespace

Result<QString> findWorker()
{
    const QString named = qEnvironmentVariable("HEADRACE_WORKER");
    if (!named.isEmpty())
        return named;
    const QString folder = programFolder();
    for (const QString &place :
         {folder + QStringLiteral("/headrace-worker"), folder + QStringLiteral("/../libexec/headrace/headrace-worker")})
        if (QFileInfo(place).isExecutable())
            return QFileInfo(place).absoluteFilePath();
    return Error(ErrorCode::NotFound, QStringLiteral("The program headrace-worker is not beside headrace."),
                 QStringLiteral("Install Headrace again, or set HEADRACE_WORKER to that program."));
}

Result<std::unique_ptr<Worker>> Worker::start(const WorkerOptions &options)
{
    std::unique_ptr<Worker> worker(new Worker);
    worker->m_options = options;
    if (worker->m_options.program.isEmpty()) {
        HR_ASSIGN(worker->m_options.program, findWorker());
    }
    worker->m_memoryKills = memoryKills();
    HR_ASSIGN(worker->m_process, ChildProcess::start(worker->m_options.program, options.arguments));
    if (!options.logFile.isEmpty()) {
        worker->m_log = std::make_unique<QFile>(options.logFile);
        if (!worker->m_log->open(QIODevice::WriteOnly | QIODevice::Append))
            worker->m_log.reset();
    }
    worker->m_helloId = worker->send(QStringLiteral("hello"),
                                     {{QStringLiteral("protocol"), protocol::kVersion},
                                      {QStringLiteral("version"), programVersion()},
                                      {QStringLiteral("catalog"), options.catalogFingerprint}});
    return worker;
}

int Worker::send(const QString &request, QJsonObject body)
{
    return send(request, std::move(body), {});
}

int Worker::send(const QString &request, QJsonObject body, const QByteArray &members)
{
    const int id = m_nextId++;
    body.insert(QStringLiteral("id"), id);
    body.insert(QStringLiteral("request"), request);
    QByteArray line = protocol::encode(body);
    if (!members.isEmpty())
        line.insert(line.size() - 2, ',' + members);  // before the brace and the line's end
    m_outgoing += line;
    return id;
}

void Worker::addWatches(std::vector<Watch> &watches) const
{
    if (!m_outputOver)
        watches.push_back({m_process->output().number(), false});
    if (m_process->errors().isOpen())
        watches.push_back({m_process->errors().number(), false});
    if (m_sent < m_outgoing.size() && m_process->input().isOpen()) {
        // Only for writing; a pipe's writing end is never readable.
        watches.push_back({m_process->input().number(), true});
    }
}

void Worker::readErrors()
{
    QByteArray bytes;
    // Bounded, so that a worker that floods its log cannot keep its host from its other duties.
    for (int round = 0; round < 8 && m_process->errors().isOpen(); ++round) {
        const qint64 got = readSome(m_process->errors(), bytes, kChunk);
        if (got == 0 || got == -2)
            m_process->errors().close();
        if (got <= 0)
            return;
        m_errorTail = (m_errorTail + bytes).right(kErrorTail);
        if (m_log && m_log->size() < kLogLimit) {
            m_log->write(bytes);
            m_log->flush();
        }
    }
}

Result<QList<QJsonObject>> Worker::pump()
{
    auto received = pumpLines();
    if (!received)
        return std::move(received.error());
    QList<QJsonObject> messages;
    messages.reserve(received->size());
    for (protocol::Received &one : *received)
        messages << std::move(one.message);
    return messages;
}

Result<QList<protocol::Received>> Worker::pumpLines()
{
    if (m_breach)
        return *m_breach;
    while (m_sent < m_outgoing.size() && m_process->input().isOpen()) {
        const qint64 put = writeSome(m_process->input(), m_outgoing.constData() + m_sent, m_outgoing.size() - m_sent);
        if (put == -2)
            m_process->input().close();  // it has ended; what it said last is still to be read
        if (put <= 0)
            break;
        m_sent += put;
    }
    if (m_sent == m_outgoing.size()) {
        m_outgoing.clear();
        m_sent = 0;
    }
    readErrors();
    QList<protocol::Received> messages = std::exchange(m_early, {});
    QByteArray bytes;
    // Looked at before reading: after the end nothing is added, though a grandchild may hold the pipe open.
    const bool ended = m_process->wait(0).has_value();
    for (int round = 0; round < 8 && !m_outputOver; ++round) {
        const qint64 got = readSome(m_process->output(), bytes, kChunk);
        if (got == -1 && ended)
            m_outputOver = true;
        if (got == 0 || got == -2)
            m_outputOver = true;
        if (got <= 0)
            break;
        protocol::Decoder before = m_decoder;
        auto more = m_decoder.feedLines(bytes);
        if (!more) {
            // What was said before the breach still counts; the error comes with the next call.
            m_breach = more.error();
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype end = bytes.indexOf('\n', at);
                const auto line = before.feedLines(bytes.mid(at, end < 0 ? -1 : end + 1 - at));
                if (!line || end < 0)
                    break;
                messages += *line;
                at = end + 1;
            }
            break;
        }
        if (messages.isEmpty())
            messages = std::move(*more);
        else
            messages += *more;
    }
    return messages;
}

Result<QJsonObject> Worker::awaitHello(StopSignals *stop)
{
    const double until = monotonicSeconds() + m_options.helloMs / 1000.0;
    QList<protocol::Received> early;
    while (monotonicSeconds() < until) {
        std::vector<Watch> watches;
        addWatches(watches);
        if (stop)
            watches.push_back({stop->descriptor(), false});
        if (stop && stop->count() > 0) {
            m_process->kill();
            return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        }
        waitFor(watches, std::max(1, std::min(200, int((until - monotonicSeconds()) * 1000))));
        HR_ASSIGN(const auto messages, pumpLines());
        for (qsizetype i = 0; i < messages.size(); ++i) {
            const QJsonObject &message = messages[i].message;
            if (message.value(QStringLiteral("id")).toInt() != m_helloId
                || message.value(QStringLiteral("event")) != QLatin1String("answer")) {
                early << messages[i];
                continue;
            }
            m_early = early + messages.mid(i + 1);
            return judgeHello(message);
        }
        if (m_outputOver)
            return deathError();
    }
    m_process->kill();
    return Error(ErrorCode::TimedOut, QStringLiteral("The worker did not say hello within %1 s.").arg(m_options.helloMs / 1000.0),
                 QStringLiteral("Try again when the machine is less busy."));
}

Result<QJsonObject> Worker::judgeHello(const QJsonObject &answer) const
{
    if (!answer.value(QStringLiteral("ok")).toBool())
        return Error::fromJson(answer.value(QStringLiteral("error")).toObject());
    const QJsonObject hello = answer.value(QStringLiteral("result")).toObject();
    const QString reinstall = QStringLiteral("Install Headrace again, so that headrace and headrace-worker are of one build.");
    if (hello.value(QStringLiteral("protocol")).toInt() != protocol::kVersion)
        return Error(ErrorCode::Internal,
                     QStringLiteral("The worker speaks protocol %1, this program protocol %2.")
                         .arg(hello.value(QStringLiteral("protocol")).toInt())
                         .arg(protocol::kVersion),
                     reinstall);
    const QString catalog = hello.value(QStringLiteral("catalog")).toString();
    if (!m_options.catalogFingerprint.isEmpty() && catalog != m_options.catalogFingerprint)
        return Error(ErrorCode::Internal, QStringLiteral("The worker knows other operators than this program."), reinstall);
    return hello;
}

QString Worker::lastWords() const
{
    QStringList lines = QString::fromUtf8(m_errorTail).trimmed().split(QLatin1Char('\n'));
    return lines.mid(std::max<qsizetype>(0, lines.size() - 5)).join(QLatin1Char('\n'));
}

Error Worker::deathError()
{
    auto status = m_process->wait(1000);
    if (!status) {
        m_process->kill();
        status = m_process->wait(2000);
        return Error(ErrorCode::Crashed, QStringLiteral("The worker closed its output and did not end; it was killed."),
                     QStringLiteral("Run it again, and report it if it happens again."));
    }
    readErrors();
    const QString words = lastWords();
    const QString last = words.isEmpty() ? QString() : QStringLiteral(" Its last words: ") + words;
    if (status->signal == SIGKILL && memoryKills() > m_memoryKills)
        return Error(ErrorCode::OutOfMemory,
                     QStringLiteral("The worker was killed by the system's memory killer: the machine ran out of memory."),
                     QStringLiteral("Give the run less with --memory, take fewer rows, or close other programs."));
    if (status->signal == SIGKILL)
        return Error(ErrorCode::Crashed, QStringLiteral("The worker was killed (signal 9) by someone or something else."),
                     QStringLiteral("Run it again with 'headrace run --resume'; finished steps come from the cache."));
    return Error(ErrorCode::Crashed, QStringLiteral("The worker %1.%2").arg(status->toString(), last),
                 QStringLiteral("Run it again with 'headrace run --resume'; report it if it happens again."));
}

void Worker::end()
{
    if (!m_outputOver) {
        send(QStringLiteral("shutdown"));
        (void)pump();
    }
    m_process->input().close();
    if (!m_process->wait(200))
        m_process->kill();
    m_process->wait(2000);
}

}  // namespace headrace::host
