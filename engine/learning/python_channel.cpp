// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/python_channel.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace headrace::learning {

void Descriptor::close()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

PythonChannel::PythonChannel(Descriptor socket) : m_socket(std::move(socket))
{
    ::fcntl(m_socket.get(), F_SETFL, ::fcntl(m_socket.get(), F_GETFL) | O_NONBLOCK);
}

Result<std::pair<PythonChannel, Descriptor>> PythonChannel::pair()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return Error(ErrorCode::Io,
                     QStringLiteral("A channel to Python could not be made: %1.").arg(QString::fromLocal8Bit(std::strerror(errno))),
                     QStringLiteral("Raise the limit of open files."));
    return std::pair(PythonChannel(Descriptor(ends[0])), Descriptor(ends[1]));
}

Result<void> PythonChannel::send(QJsonObject message, const std::vector<int> &descriptors)
{
    Q_ASSERT(descriptors.size() <= kMostDescriptors);
    message.insert(QStringLiteral("fds"), qint64(descriptors.size()));
    const QByteArray line = QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
    alignas(cmsghdr) char control[CMSG_SPACE(kMostDescriptors * sizeof(int))] = {};
    for (qsizetype done = 0; done < line.size();) {
        iovec part{const_cast<char *>(line.constData()) + done, size_t(line.size() - done)};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        if (done == 0 && !descriptors.empty()) {
            header.msg_control = control;
            header.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
            cmsghdr *entry = CMSG_FIRSTHDR(&header);
            entry->cmsg_level = SOL_SOCKET;
            entry->cmsg_type = SCM_RIGHTS;
            entry->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
            std::memcpy(CMSG_DATA(entry), descriptors.data(), descriptors.size() * sizeof(int));
        }
        const ssize_t sent = ::sendmsg(m_socket.get(), &header, MSG_NOSIGNAL);
        if (sent >= 0) {
            done += sent;
            continue;
        }
        if (errno == EINTR)
            continue;
        pollfd wait{m_socket.get(), POLLOUT, 0};
        if (errno != EAGAIN || ::poll(&wait, 1, 2000) <= 0)
            return Error(ErrorCode::Crashed, QStringLiteral("The Python process does not listen any more."),
                         QStringLiteral("Run the step again."));
    }
    return {};
}

PythonChannel::Received PythonChannel::take(QJsonObject &message, std::vector<Descriptor> &descriptors)
{
    const qsizetype end = m_buffer.indexOf('\n', m_looked);
    if (end < 0) {
        m_looked = m_buffer.size();
        return m_buffer.size() > kLongestMessage ? Received::Nonsense : Received::Nothing;
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(m_buffer.constData(), end), &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return Received::Nonsense;
    message = document.object();
    const qint64 count = message.value(QStringLiteral("fds")).toInteger();
    if (count < 0 || size_t(count) > m_descriptors.size())
        return Received::Nonsense;  // descriptors arrive with the first byte of their message, never later
    m_buffer.remove(0, end + 1);
    m_looked = 0;
    for (qint64 i = 0; i < count; ++i) {
        descriptors.push_back(std::move(m_descriptors.front()));
        m_descriptors.pop_front();
    }
    return Received::Message;
}

PythonChannel::Received PythonChannel::receive(QJsonObject &message, std::vector<Descriptor> &descriptors)
{
    for (;;) {
        if (const Received taken = take(message, descriptors); taken != Received::Nothing)
            return taken;
        if (m_closed)
            return Received::Closed;
        char bytes[65536];
        alignas(cmsghdr) char control[CMSG_SPACE(253 * sizeof(int))];
        iovec part{bytes, sizeof bytes};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        const ssize_t got = ::recvmsg(m_socket.get(), &header, MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return Received::Nothing;
        for (cmsghdr *entry = got >= 0 ? CMSG_FIRSTHDR(&header) : nullptr; entry; entry = CMSG_NXTHDR(&header, entry)) {
            if (entry->cmsg_level != SOL_SOCKET || entry->cmsg_type != SCM_RIGHTS)
                continue;
            const size_t count = (entry->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (size_t i = 0; i < count; ++i) {
                int fd = -1;
                std::memcpy(&fd, CMSG_DATA(entry) + i * sizeof(int), sizeof fd);
                m_descriptors.emplace_back(fd);
            }
        }
        if (got <= 0)
            m_closed = true;
        else
            m_buffer.append(bytes, got);
    }
}

}  // namespace headrace::learning
