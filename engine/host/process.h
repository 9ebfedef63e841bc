// SPDX-License-Identifier: GPL-3.0-or-later
// What the system gives: child processes that die with us, signals, local sockets, identity and memory of processes.
// Implemented for Linux in process_linux.cpp; nothing else in this room names a system call.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace headrace::host {

/// An open descriptor that closes itself.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor() { close(); }
    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }
    void close();

private:
    int m_number = -1;
};

/// How a process ended.
struct ExitStatus {
    int code = 0;  ///< exit code, where signal is 0
    int signal = 0;
    /// "ended with exit code 3", "was killed by signal 11 (segmentation fault)".
    QString toString() const;
};

/// A child in a process group of its own, with its three standard streams as non-blocking pipes (its input is a socket). It is killed when the
/// thread that started it ends, however that comes about. Belongs to one thread.
class ChildProcess
{
public:
    static Result<std::unique_ptr<ChildProcess>> start(const QString &program, const QStringList &arguments);
    ~ChildProcess();  ///< kills and reaps
    ChildProcess(const ChildProcess &) = delete;

    qint64 pid() const { return m_pid; }
    Descriptor &input() { return m_input; }
    Descriptor &output() { return m_output; }
    Descriptor &errors() { return m_errors; }
    /// SIGKILL to the whole group.
    void kill();
    bool killedByUs() const { return m_killed; }
    /// The status once it has ended; waits at most `milliseconds`. Its group is killed then, so that no grandchild stays.
    std::optional<ExitStatus> wait(int milliseconds);
    /// Memory of the child that is its own (not mapped from files), in bytes; 0 where it cannot be read.
    qint64 memory() const;

private:
    ChildProcess() = default;
    qint64 m_pid = 0;
    bool m_killed = false;
    std::optional<ExitStatus> m_status;
    Descriptor m_input, m_output, m_errors;
};

/// How often the kernel's memory killer struck, in our control group and in all; a growth while a child was killed means it was that.
qint64 memoryKills();

/// Reads what is there: 0 at the end of the stream, -1 where nothing is there yet, -2 on an error.
qint64 readSome(const Descriptor &descriptor, QByteArray &into, qint64 maximum);
/// Writes what fits to a socket or a child's input; -1 where nothing fits now, -2 on an error (the reader is gone).
qint64 writeSome(const Descriptor &descriptor, const char *bytes, qint64 count);

/// Waits on several descriptors at once.
struct Watch {
    int descriptor = -1;
    bool write = false;                                       ///< also wait until it can be written
    bool readable = false, writable = false, closed = false;  ///< the answer
};
void waitFor(std::vector<Watch> &watches, int milliseconds);

/// While it lives, SIGINT, SIGTERM and SIGHUP are counted instead of ending the process. One at a time.
class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    int descriptor() const { return m_read.number(); }  ///< readable when a signal has come
    int count();                                        ///< how many have come so far

private:
    Descriptor m_read, m_write;
    int m_count = 0;
};

/// Ends another thread's waitFor(): that thread waits on descriptor() and then calls drain().
class Wake
{
public:
    Wake();
    Wake(const Wake &) = delete;
    void wake() const;  ///< from any thread; never waits
    void drain() const;
    int descriptor() const { return m_read.number(); }

private:
    Descriptor m_read, m_write;
};

/// A Unix socket in a folder, reachable only by the same user.
class LocalListener
{
public:
    static Result<LocalListener> listen(const QString &folder, const QString &name);
    LocalListener() = default;
    LocalListener(LocalListener &&) = default;
    LocalListener &operator=(LocalListener &&) = default;
    ~LocalListener();
    int descriptor() const { return m_descriptor.number(); }
    /// A new client of the same user; nothing where none waits or it was another user's (it is closed then).
    std::optional<Descriptor> accept();

private:
    Descriptor m_descriptor;
    QString m_folder, m_name;
};
Result<Descriptor> connectLocal(const QString &folder, const QString &name);

/// Leaves the terminal and session that started this process, so that their end is not its own.
void leaveSession();

/// Which process this is, in a way that survives the reuse of pids.
struct ProcessIdentity {
    qint64 pid = 0;
    qint64 started = 0;  ///< clock ticks since boot
    QString boot;        ///< boot id and pid namespace
};
ProcessIdentity ownIdentity();
/// Whether that process still runs; only for one with our own `boot`.
bool isAlive(qint64 pid, qint64 started);

/// The memory of the machine in bytes.
qint64 machineMemory();
/// Keeps other processes out while it lives; the kernel lets it go when the process dies. Not held where the file cannot be made
/// or another holds it for `milliseconds`.
class FileLock
{
public:
    FileLock(const QString &path, int milliseconds);
    bool isHeld() const { return m_held; }

private:
    Descriptor m_descriptor;
    bool m_held = false;
};

/// Host name, system, processor, cores, memory.
QJsonObject machineFacts();
QString userName();
/// Folder of the running program.
QString programFolder();
/// Seconds that only ever grow, whatever is done to the clock.
double monotonicSeconds();
/// Puts what was written to the file, and its name in the folder, on the disk.
bool syncFile(const QString &path);

}  // namespace headrace::host
