// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

namespace headrace::host {

namespace {

QByteArray readSmall(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString systemSays()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

void setNonBlocking(int descriptor)
{
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

/// The fields of /proc/PID/stat behind the command's name, which may hold anything.
QList<QByteArray> statFields(qint64 pid)
{
    const QByteArray stat = readSmall(QStringLiteral("/proc/%1/stat").arg(pid));
    const qsizetype end = stat.lastIndexOf(')');
    return end < 0 ? QList<QByteArray>() : stat.mid(end + 2).split(' ');
}

struct Pipe {
    Descriptor read, write;
    bool make()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return false;
        read = Descriptor(ends[0]);
        write = Descriptor(ends[1]);
        return true;
    }
    /// A socket instead, since writing to one whose reader has gone need not raise SIGPIPE.
    bool makeSocket()
    {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            return false;
        read = Descriptor(ends[0]);
        write = Descriptor(ends[1]);
        return true;
    }
};

/// In the child between fork and exec: only calls that are safe there.
[[noreturn]] void becomeProgram(const char *program, char *const *arguments, int in, int out, int err, int failure, pid_t parent)
{
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(127);  // the parent died before that took effect
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(err, 2);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        ::signal(number, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execv(program, arguments);
    const int code = errno;
    [[maybe_unused]] const ssize_t written = ::write(failure, &code, sizeof code);
    ::_exit(127);
}

}  // namespace

void Descriptor::close()
{
    if (m_number >= 0)
        ::close(std::exchange(m_number, -1));
}

QString ExitStatus::toString() const
{
    if (signal == 0)
        return QStringLiteral("ended with exit code %1").arg(code);
    QString name = QString::fromLocal8Bit(::strsignal(signal)).toLower();
    return QStringLiteral("was killed by signal %1 (%2)").arg(signal).arg(name);
}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const QString &program, const QStringList &arguments)
{
    Pipe in, out, err, failure;
    if (!in.makeSocket() || !out.make() || !err.make() || !failure.make())
        return Error(ErrorCode::Io, QStringLiteral("No pipe could be made (%1).").arg(systemSays()),
                     QStringLiteral("Close other programs."));
    QList<QByteArray> words{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words << argument.toLocal8Bit();
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0)
        return Error(ErrorCode::Io, QStringLiteral("No process could be started (%1).").arg(systemSays()),
                     QStringLiteral("Close other programs."));
    if (pid == 0)
        becomeProgram(words[0].constData(), pointers.data(), in.read.number(), out.write.number(), err.write.number(),
                      failure.write.number(), parent);
    ::setpgid(pid, pid);  // by both, so that neither has to wait for the other
    std::unique_ptr<ChildProcess> child(new ChildProcess);
    child->m_pid = pid;
    failure.write.close();
    int code = 0;
    ssize_t got = 0;
    do
        got = ::read(failure.read.number(), &code, sizeof code);
    while (got < 0 && errno == EINTR);
    if (got == ssize_t(sizeof code)) {
        child->wait(1000);
        return Error(ErrorCode::NotFound,
                     QStringLiteral("The program %1 could not be started (%2).").arg(program, QString::fromLocal8Bit(std::strerror(code))),
                     QStringLiteral("Install Headrace again, or set HEADRACE_WORKER to the program headrace-worker."))
            .inFile(program);
    }
    child->m_input = std::move(in.write);
    child->m_output = std::move(out.read);
    child->m_errors = std::move(err.read);
    for (const Descriptor *descriptor : {&child->m_input, &child->m_output, &child->m_errors})
        setNonBlocking(descriptor->number());
    ::fcntl(child->m_output.number(), F_SETPIPE_SZ, 1 << 20);  // fewer switches between the processes; not vital
    return child;
}

ChildProcess::~ChildProcess()
{
    if (!m_status) {
        kill();
        wait(5000);
    }
}

void ChildProcess::kill()
{
    if (m_status)
        return;
    m_killed = true;
    if (::kill(pid_t(-m_pid), SIGKILL) != 0)
        ::kill(pid_t(m_pid), SIGKILL);
}

std::optional<ExitStatus> ChildProcess::wait(int milliseconds)
{
    const double until = monotonicSeconds() + milliseconds / 1000.0;
    while (!m_status) {
        siginfo_t info = {};
        const int looked = ::waitid(P_PID, id_t(m_pid), &info, WEXITED | WNOHANG | WNOWAIT);
        if (looked != 0 || info.si_pid == pid_t(m_pid)) {
            // The group first: once the child is reaped its number may belong to others.
            ::kill(pid_t(-m_pid), SIGKILL);
            int status = 0;
            ExitStatus result;
            if (::waitpid(pid_t(m_pid), &status, 0) == pid_t(m_pid)) {
                if (WIFSIGNALED(status))
                    result.signal = WTERMSIG(status);
                else
                    result.code = WEXITSTATUS(status);
            }
            m_status = result;
        } else if (monotonicSeconds() >= until) {
            break;
        } else {
            ::usleep(1000);
        }
    }
    return m_status;
}

qint64 ChildProcess::memory() const
{
    for (const QByteArray &line : readSmall(QStringLiteral("/proc/%1/status").arg(m_pid)).split('\n'))
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').value(0).toLongLong() * 1024;
    return 0;
}

qint64 memoryKills()
{
    qint64 kills = 0;
    for (const QByteArray &line : readSmall(QStringLiteral("/proc/vmstat")).split('\n'))
        if (line.startsWith("oom_kill "))
            kills += line.mid(9).toLongLong();
    const QByteArray group = readSmall(QStringLiteral("/proc/self/cgroup")).split('\n').value(0);
    if (group.startsWith("0::"))
        for (const QByteArray &line :
             readSmall(QStringLiteral("/sys/fs/cgroup") + QString::fromLocal8Bit(group.mid(3)) + QStringLiteral("/memory.events"))
                 .split('\n'))
            if (line.startsWith("oom_kill "))
                kills += line.mid(9).toLongLong();
    return kills;
}

qint64 readSome(const Descriptor &descriptor, QByteArray &into, qint64 maximum)
{
    into.resize(maximum);
    ssize_t got = 0;
    do
        got = ::read(descriptor.number(), into.data(), size_t(maximum));
    while (got < 0 && errno == EINTR);
    into.resize(std::max<ssize_t>(got, 0));
    return got >= 0 ? got : errno == EAGAIN ? -1 : -2;
}

qint64 writeSome(const Descriptor &descriptor, const char *bytes, qint64 count)
{
    ssize_t put = 0;
    do
        put = ::send(descriptor.number(), bytes, size_t(count), MSG_NOSIGNAL);
    while (put < 0 && errno == EINTR);
    return put >= 0 ? put : errno == EAGAIN ? -1 : -2;
}

void waitFor(std::vector<Watch> &watches, int milliseconds)
{
    std::vector<pollfd> list;
    for (const Watch &watch : watches)
        list.push_back({watch.descriptor, short(POLLIN | (watch.write ? POLLOUT : 0)), 0});
    const int ready = ::poll(list.data(), nfds_t(list.size()), milliseconds);
    for (size_t i = 0; i < list.size(); ++i) {
        const short events = ready > 0 ? list[i].revents : short(0);
        watches[i].readable = events & (POLLIN | POLLHUP);
        watches[i].writable = events & POLLOUT;
        watches[i].closed = events & (POLLERR | POLLNVAL);
    }
}

static int s_stopPipe = -1;  // a signal handler can reach nothing but a global

static void onStopSignal(int)
{
    const int saved = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(s_stopPipe, &byte, 1);
    errno = saved;
}

StopSignals::StopSignals()
{
    Pipe pipe;
    if (pipe.make()) {
        m_read = std::move(pipe.read);
        m_write = std::move(pipe.write);
        setNonBlocking(m_read.number());
        setNonBlocking(m_write.number());
        s_stopPipe = m_write.number();
    }
    struct sigaction action = {};
    action.sa_handler = &onStopSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(number, &action, nullptr);
}

StopSignals::~StopSignals()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        ::signal(number, SIG_DFL);
    s_stopPipe = -1;
}

int StopSignals::count()
{
    QByteArray bytes;
    const qint64 got = m_read.isOpen() ? readSome(m_read, bytes, 64) : 0;
    m_count += int(std::max<qint64>(got, 0));
    return m_count;
}

Wake::Wake()
{
    Pipe pipe;
    if (pipe.make()) {
        m_read = std::move(pipe.read);
        m_write = std::move(pipe.write);
        setNonBlocking(m_read.number());
        setNonBlocking(m_write.number());
    }
}

void Wake::wake() const
{
    const char byte = 1;  // a full pipe wakes as well
    [[maybe_unused]] const ssize_t written = ::write(m_write.number(), &byte, 1);
}

void Wake::drain() const
{
    char bytes[256];
    while (::read(m_read.number(), bytes, sizeof bytes) > 0) {}
}

namespace {

/// The address of a socket in a folder whose path may be longer than an address can hold: through the open folder.
bool localAddress(const Descriptor &folder, const QString &name, sockaddr_un &address)
{
    address = {};
    address.sun_family = AF_UNIX;
    const QByteArray path = "/proc/self/fd/" + QByteArray::number(folder.number()) + '/' + QFile::encodeName(name);
    if (path.size() >= qsizetype(sizeof address.sun_path))
        return false;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    return true;
}

Descriptor openFolder(const QString &folder)
{
    return Descriptor(::open(QFile::encodeName(folder).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

bool sameUser(int socket)
{
    ucred peer = {};
    socklen_t length = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.uid == ::getuid();
}

}  // namespace

Result<LocalListener> LocalListener::listen(const QString &folder, const QString &name)
{
    const Descriptor directory = openFolder(folder);
    sockaddr_un address;
    LocalListener listener;
    listener.m_descriptor = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const auto refused = [&] {
        return Error(ErrorCode::Io, QStringLiteral("The socket of the run could not be made (%1).").arg(systemSays()),
                     QStringLiteral("Check that %1 can be written.").arg(folder))
            .inFile(folder + QLatin1Char('/') + name);
    };
    if (!directory.isOpen() || !listener.m_descriptor.isOpen() || !localAddress(directory, name, address))
        return refused();
    ::unlinkat(directory.number(), QFile::encodeName(name).constData(), 0);  // of a host that died
    // The mode of the socket file is what the mask leaves; before listen() nobody can connect.
    if (::bind(listener.m_descriptor.number(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0
        || ::chmod(address.sun_path, 0600) != 0 || ::listen(listener.m_descriptor.number(), 8) != 0)
        return refused();
    listener.m_folder = folder;
    listener.m_name = name;
    return listener;
}

LocalListener::~LocalListener()
{
    if (m_descriptor.isOpen())
        QFile::remove(m_folder + QLatin1Char('/') + m_name);
}

std::optional<Descriptor> LocalListener::accept()
{
    Descriptor client(::accept4(m_descriptor.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client.isOpen() || !sameUser(client.number()))
        return std::nullopt;
    return client;
}

Result<Descriptor> connectLocal(const QString &folder, const QString &name)
{
    const Descriptor directory = openFolder(folder);
    sockaddr_un address;
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!directory.isOpen() || !socket.isOpen() || !localAddress(directory, name, address)
        || ::connect(socket.number(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return Error(ErrorCode::NotFound, QStringLiteral("The run's host does not answer (%1).").arg(systemSays()),
                     QStringLiteral("It has ended; 'headrace runs' shows how."));
    if (!sameUser(socket.number()))
        return Error(ErrorCode::Denied, QStringLiteral("The run's socket belongs to another user."), QStringLiteral("Ask that user."));
    setNonBlocking(socket.number());
    return socket;
}

void leaveSession()
{
    ::setsid();  // fails harmlessly where it leads one already
    const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    for (int stream = 0; stream < 3 && nothing.isOpen(); ++stream)
        ::dup2(nothing.number(), stream);
}

ProcessIdentity ownIdentity()
{
    char space[64] = {};
    [[maybe_unused]] const ssize_t length = ::readlink("/proc/self/ns/pid", space, sizeof space - 1);
    ProcessIdentity identity;
    identity.pid = ::getpid();
    identity.started = statFields(identity.pid).value(19).toLongLong();
    identity.boot = QString::fromLatin1(readSmall(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed()) + QLatin1Char(' ')
        + QString::fromLatin1(space);
    return identity;
}

bool isAlive(qint64 pid, qint64 started)
{
    const QList<QByteArray> fields = statFields(pid);
    return fields.size() > 19 && fields[19].toLongLong() == started && fields[0] != "Z" && fields[0] != "X";
}

qint64 machineMemory()
{
    return qint64(::sysconf(_SC_PHYS_PAGES)) * qint64(::sysconf(_SC_PAGESIZE));
}

FileLock::FileLock(const QString &path, int milliseconds)
    : m_descriptor(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    const double until = monotonicSeconds() + milliseconds / 1000.0;
    while (m_descriptor.isOpen()) {
        m_held = ::flock(m_descriptor.number(), LOCK_EX | LOCK_NB) == 0;
        if (m_held || (errno != EWOULDBLOCK && errno != EINTR) || monotonicSeconds() >= until)
            return;
        ::usleep(1000);
    }
}

QJsonObject machineFacts()
{
    utsname system = {};
    ::uname(&system);
    QString processor;
    for (const QByteArray &line : readSmall(QStringLiteral("/proc/cpuinfo")).split('\n'))
        if (line.startsWith("model name")) {
            processor = QString::fromUtf8(line.mid(line.indexOf(':') + 1).trimmed());
            break;
        }
    return {{QStringLiteral("host"), QString::fromLocal8Bit(system.nodename)},
            {QStringLiteral("system"),
             QStringLiteral("%1 %2 %3").arg(QLatin1String(system.sysname), QLatin1String(system.release), QLatin1String(system.machine))},
            {QStringLiteral("processor"), processor},
            {QStringLiteral("cores"), int(::sysconf(_SC_NPROCESSORS_ONLN))},
            {QStringLiteral("memory"), double(machineMemory())}};
}

QString userName()
{
    const passwd *entry = ::getpwuid(::getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(::getuid());
}

QString programFolder()
{
    return QFileInfo(QFile::symLinkTarget(QStringLiteral("/proc/self/exe"))).absolutePath();
}

double monotonicSeconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

bool syncFile(const QString &path)
{
    for (const QString &name : {path, QFileInfo(path).absolutePath()}) {
        const Descriptor file(::open(QFile::encodeName(name).constData(), O_RDONLY | O_CLOEXEC));
        if (!file.isOpen() || ::fsync(file.number()) != 0)
            return false;
    }
    return true;
}

}  // namespace headrace::host
