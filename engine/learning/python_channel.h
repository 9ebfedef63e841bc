// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to and from Python: one JSON object a line over a Unix socket, file descriptors beside it.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <deque>
#include <utility>
#include <vector>

namespace headrace::learning {

/// Owns a descriptor.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(Descriptor &&other) noexcept : m_fd(other.release()) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Descriptor() { close(); }

    int get() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }
    int release() { return std::exchange(m_fd, -1); }
    void close();

private:
    int m_fd = -1;
};

/// A message longer than this is no message.
inline constexpr qsizetype kLongestMessage = qsizetype(64) << 20;
/// How many descriptors one message carries at most; the system's limit is a little higher.
inline constexpr size_t kMostDescriptors = 200;

/// Belongs to one thread. The other end is not trusted to speak sense.
class PythonChannel
{
public:
    PythonChannel() = default;
    explicit PythonChannel(Descriptor socket);

    /// A connected pair: this end, and the end to pass on.
    static Result<std::pair<PythonChannel, Descriptor>> pair();

    int fd() const { return m_socket.get(); }
    void close() { m_socket.close(); }

    /// Waits at most two seconds for room.
    Result<void> send(QJsonObject message, const std::vector<int> &descriptors = {});

    enum class Received { Message, Nothing, Closed, Nonsense };
    /// Does not wait.
    Received receive(QJsonObject &message, std::vector<Descriptor> &descriptors);

private:
    Received take(QJsonObject &message, std::vector<Descriptor> &descriptors);

    Descriptor m_socket;
    QByteArray m_buffer;
    qsizetype m_looked = 0;  ///< up to here the buffer holds no end of line
    std::deque<Descriptor> m_descriptors;
    bool m_closed = false;
};

}  // namespace headrace::learning
