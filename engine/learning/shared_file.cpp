// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/shared_file.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headrace::learning {

namespace {

Error failure(const char *what)
{
    const int code = errno;
    if (code == ENOSPC || code == EDQUOT)
        return Error(ErrorCode::Io, QStringLiteral("The disk is full: a table could not be handed to or from Python."),
                     QStringLiteral("Free some space, or give the step fewer rows or columns."));
    if (code == ENOMEM)
        return Error(ErrorCode::OutOfMemory, QStringLiteral("There is no memory left to hand a table to or from Python."),
                     QStringLiteral("Give the step fewer rows or columns."));
    return Error(ErrorCode::Io, QStringLiteral("%1: %2.").arg(QString::fromLatin1(what), QString::fromLocal8Bit(std::strerror(code))),
                 QStringLiteral("Run again; if it stays, look at the limits of open files and memory."));
}

}  // namespace

SharedFile::~SharedFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<SharedFile> SharedFile::inMemory(const char *name)
{
    const int fd = ::memfd_create(name, MFD_CLOEXEC);
    if (fd < 0)
        return failure("Shared memory could not be made");
    return SharedFile(fd);
}

Result<SharedFile> SharedFile::inFolder(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder);
    int fd = ::open(path.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        // Some file systems know no nameless files.
        QByteArray name = path + "/.handoff.XXXXXX";
        fd = ::mkostemp(name.data(), O_CLOEXEC);
        if (fd < 0)
            return failure("A file for a table could not be made").inFile(folder);
        ::unlink(name.constData());
    }
    return SharedFile(fd);
}

Result<void> SharedFile::write(qint64 offset, const void *bytes, qint64 count) const
{
    const char *from = static_cast<const char *>(bytes);
    while (count > 0) {
        const ssize_t done = ::pwrite(m_fd, from, size_t(count), offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return failure("A table could not be written for Python");
        from += done;
        offset += done;
        count -= done;
    }
    return {};
}

Result<void> SharedFile::read(qint64 offset, void *bytes, qint64 count) const
{
    char *to = static_cast<char *>(bytes);
    while (count > 0) {
        const ssize_t done = ::pread(m_fd, to, size_t(count), offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return failure("A table of Python could not be read");
        if (done == 0)
            return Error(ErrorCode::Corrupt, QStringLiteral("A table that Python handed back ends too early."),
                         QStringLiteral("The script must not change what it has returned; run the step again."));
        to += done;
        offset += done;
        count -= done;
    }
    return {};
}

Result<qint64> SharedFile::size() const
{
    struct stat info {
    };
    if (::fstat(m_fd, &info) != 0)
        return failure("A table of Python could not be read");
    if (!S_ISREG(info.st_mode))
        return Error(ErrorCode::Corrupt, QStringLiteral("Python handed back something that is no table."),
                     QStringLiteral("Run the step again."));
    return qint64(info.st_size);
}

Result<void> SharedFile::resize(qint64 bytes) const
{
    if (::ftruncate(m_fd, bytes) != 0)
        return failure("A table could not be written for Python");
    return {};
}

}  // namespace headrace::learning
