// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes without a name that two processes share: in memory, or in an unlinked file where memory would not hold them.
#pragma once

#include "engine/base/result.h"

#include <QString>

#include <utility>

namespace headrace::learning {

/// Owns a file descriptor. Written and read by position, never through a mapping: a full disk and a file that the other
/// side cut short are then errors, not signals. write() and read() may be called from several threads at once.
class SharedFile
{
public:
    SharedFile() = default;
    explicit SharedFile(int fd) : m_fd(fd) {}
    SharedFile(SharedFile &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    SharedFile &operator=(SharedFile &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~SharedFile();

    /// In memory; `name` shows up in /proc only.
    static Result<SharedFile> inMemory(const char *name);
    /// In `folder`, without a name from the start.
    static Result<SharedFile> inFolder(const QString &folder);

    int fd() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

    Result<void> write(qint64 offset, const void *bytes, qint64 count) const;
    /// Corrupt when the file ends before.
    Result<void> read(qint64 offset, void *bytes, qint64 count) const;
    Result<qint64> size() const;
    /// Gives the file its final length, so that empty buffers at its end can be mapped.
    Result<void> resize(qint64 bytes) const;

private:
    int m_fd = -1;
};

}  // namespace headrace::learning
