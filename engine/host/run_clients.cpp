// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/run_clients.h"

#include <algorithm>

namespace headrace::host {

namespace {
constexpr qsizetype kMostUnsent = 8 << 20;
constexpr size_t kMostClients = 32;
constexpr qsizetype kLongestRequest = 64 << 10;
}  // namespace

Result<void> RunClients::listen(const QString &runFolder)
{
    HR_ASSIGN(m_listener, LocalListener::listen(runFolder, QLatin1String(kSocketName)));
    return {};
}

void RunClients::addWatches(std::vector<Watch> &watches) const
{
    if (m_listener.descriptor() >= 0)
        watches.push_back({m_listener.descriptor(), false});
    for (const Client &client : m_clients)
        watches.push_back({client.socket.number(), !client.outgoing.isEmpty()});
}

void RunClients::write(Client &client)
{
    while (!client.outgoing.isEmpty()) {
        const qint64 put = writeSome(client.socket, client.outgoing.constData(), client.outgoing.size());
        if (put == -2)
            client.gone = true;
        if (put <= 0)
            break;
        client.outgoing.remove(0, put);
    }
    client.gone = client.gone || client.outgoing.size() > kMostUnsent;
}

bool RunClients::pump(const QString &run, qint64 seq)
{
    while (auto socket = m_listener.descriptor() >= 0 ? m_listener.accept() : std::nullopt) {
        if (m_clients.size() >= kMostClients)
            continue;
        m_clients.emplace_back();
        m_clients.back().socket = std::move(*socket);
    }
    bool cancel = false;
    QByteArray bytes;
    for (Client &client : m_clients) {
        const qint64 got = readSome(client.socket, bytes, kLongestRequest);
        client.gone = got == 0 || got == -2;
        const auto messages = got > 0 ? client.decoder.feed(bytes) : Result<QList<QJsonObject>>(QList<QJsonObject>());
        if (!messages) {
            client.gone = true;
            continue;
        }
        for (const QJsonObject &message : *messages) {
            const QString request = message.value(QStringLiteral("request")).toString();
            QJsonObject answer{{QStringLiteral("event"), QStringLiteral("answer")},
                               {QStringLiteral("id"), message.value(QStringLiteral("id"))},
                               {QStringLiteral("ok"), true},
                               {QStringLiteral("result"), QJsonObject{{QStringLiteral("run"), run}, {QStringLiteral("seq"), seq}}}};
            if (request == QLatin1String("cancel")) {
                cancel = true;
            } else if (request == QLatin1String("attach")) {
                client.attached = true;
            } else {
                answer.remove(QStringLiteral("result"));
                answer.insert(QStringLiteral("ok"), false);
                answer.insert(QStringLiteral("error"),
                              Error(ErrorCode::Usage, QStringLiteral("A run's host knows no request '%1'.").arg(request),
                                    QStringLiteral("It knows cancel and attach."))
                                  .toJson());
            }
            client.outgoing += protocol::encode(answer);
        }
        write(client);
    }
    std::erase_if(m_clients, [](const Client &client) { return client.gone; });
    return cancel;
}

bool RunClients::anyAttached() const
{
    return std::any_of(m_clients.begin(), m_clients.end(), [](const Client &client) { return client.attached; });
}

void RunClients::tell(const QByteArray &line)
{
    for (Client &client : m_clients)
        if (client.attached && !client.gone) {
            client.outgoing += line;
            write(client);
        }
}

void RunClients::close()
{
    const double until = monotonicSeconds() + 0.1;
    while (monotonicSeconds() < until
           && std::any_of(m_clients.begin(), m_clients.end(), [](const Client &c) { return !c.outgoing.isEmpty() && !c.gone; })) {
        std::vector<Watch> watches;
        for (const Client &client : m_clients)
            watches.push_back({client.socket.number(), true});
        waitFor(watches, 20);
        for (Client &client : m_clients)
            write(client);
    }
    m_clients.clear();
    m_listener = LocalListener();
}

Result<void> cancelRun(const QString &runFolder)
{
    HR_ASSIGN(const Descriptor socket, connectLocal(runFolder, QLatin1String(RunClients::kSocketName)));
    const QByteArray request = protocol::encode({{QStringLiteral("id"), 1}, {QStringLiteral("request"), QStringLiteral("cancel")}});
    const Error silent(ErrorCode::TimedOut, QStringLiteral("The run's host does not answer."),
                       QStringLiteral("Try again; 'headrace runs' shows whether it still runs."));
    if (writeSome(socket, request.constData(), request.size()) != request.size())
        return silent;
    protocol::Decoder decoder;
    const double until = monotonicSeconds() + 5;
    while (monotonicSeconds() < until) {
        std::vector<Watch> watches{{socket.number()}};
        waitFor(watches, 100);
        QByteArray bytes;
        const qint64 got = readSome(socket, bytes, 1 << 16);
        if (got == 0 || got == -2)
            return silent;
        if (got < 0)
            continue;
        HR_ASSIGN(const auto messages, decoder.feed(bytes));
        if (!messages.isEmpty())
            return {};
    }
    return silent;
}

}  // namespace headrace::host
