// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/python_server.h"

#include "engine/learning/shared_file.h"

#include <QDir>
#include <QFile>
#include <QUuid>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace headrace::learning {

namespace {

constexpr int kStartMilliseconds = 30'000;
constexpr int kChannelFd = 3;
const QByteArray kTokenVariable = "HEADRACE_PYTHON_TOKEN";

/// This process's environment without what a script must not see.
std::vector<QByteArray> environmentFor(const QByteArray &token)
{
    std::vector<QByteArray> result;
    for (char **entry = environ; *entry; ++entry) {
        const QByteArray variable(*entry);
        if (!variable.startsWith("HEADRACE_SECRET") && !variable.startsWith(kTokenVariable))
            result.push_back(variable);
    }
    result.push_back(kTokenVariable + '=' + token);
    return result;
}

std::vector<char *> pointersTo(std::vector<QByteArray> &texts)
{
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Processes that carry the token in the environment they were started with.
std::vector<pid_t> carriersOf(const QByteArray &token)
{
    std::vector<pid_t> found;
    const QByteArray wanted = kTokenVariable + '=' + token;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isPid = false;
        const pid_t pid = entry.toInt(&isPid);
        if (!isPid)
            continue;
        QFile file(QStringLiteral("/proc/%1/environ").arg(entry));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(wanted))
            found.push_back(pid);
    }
    return found;
}

QString tailOf(const SharedFile &file)
{
    const auto size = file.size();
    if (!size || *size <= 0)
        return {};
    QByteArray tail(qsizetype(std::min<qint64>(*size, 2000)), '\0');
    if (!file.read(*size - tail.size(), tail.data(), tail.size()))
        return {};
    return QString::fromUtf8(tail).trimmed().section(QLatin1Char('\n'), -1);
}

/// What the child process is given, destroyed at the end of its life.
struct SpawnSettings {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    SpawnSettings()
    {
        posix_spawn_file_actions_init(&files);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnSettings()
    {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings &) = delete;
    SpawnSettings &operator=(const SpawnSettings &) = delete;
};

}  // namespace

Result<std::unique_ptr<PythonServer>> PythonServer::start(const PythonInterpreter &python, const QString &module, const QString &workspace)
{
    std::unique_ptr<PythonServer> server(new PythonServer);
    server->m_executable = python.executable;
    server->m_workspace = workspace;
    server->m_token = QUuid::createUuid().toByteArray(QUuid::Id128);
    HR_ASSIGN(auto pair, PythonChannel::pair());
    server->m_channel = std::move(pair.first);
    HR_ASSIGN(const SharedFile said, SharedFile::inMemory("headrace-python-output"));

    std::vector<QByteArray> arguments{QFile::encodeName(python.executable), QFile::encodeName(module), QByteArray::number(kChannelFd)};
    std::vector<QByteArray> variables = environmentFor(server->m_token);
    const std::vector<char *> argumentList = pointersTo(arguments);
    const std::vector<char *> variableList = pointersTo(variables);
    const QByteArray folder = QFile::encodeName(workspace);

    SpawnSettings settings;
    // The descriptors to pass may be the very numbers that are overwritten: first out of the way, then in place.
    const Descriptor channelCopy(::fcntl(pair.second.get(), F_DUPFD_CLOEXEC, 10));
    const Descriptor outputCopy(::fcntl(said.fd(), F_DUPFD_CLOEXEC, 10));
    posix_spawn_file_actions_addopen(&settings.files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&settings.files, outputCopy.get(), 1);
    posix_spawn_file_actions_adddup2(&settings.files, outputCopy.get(), 2);
    posix_spawn_file_actions_adddup2(&settings.files, channelCopy.get(), kChannelFd);
    posix_spawn_file_actions_addclosefrom_np(&settings.files, kChannelFd + 1);
    posix_spawn_file_actions_addchdir_np(&settings.files, folder.constData());
    sigset_t none;
    sigset_t usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int number : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGQUIT})
        sigaddset(&usual, number);
    posix_spawnattr_setsigmask(&settings.attributes, &none);
    posix_spawnattr_setsigdefault(&settings.attributes, &usual);
    posix_spawnattr_setpgroup(&settings.attributes, 0);
    posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int failed = posix_spawn(&server->m_pid, arguments[0].constData(), &settings.files, &settings.attributes, argumentList.data(),
                                   variableList.data());
    if (failed != 0) {
        server->m_pid = -1;
        return Error(ErrorCode::Failed,
                     QStringLiteral("The Python interpreter %1 does not start: %2.")
                         .arg(python.executable, QString::fromLocal8Bit(std::strerror(failed))),
                     QStringLiteral("Choose another interpreter in .headrace/settings.json: {\"python\": path}."));
    }
    pair.second.close();

    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(kStartMilliseconds);
    for (;;) {
        QJsonObject hello;
        std::vector<Descriptor> descriptors;
        const auto received = server->m_channel.receive(hello, descriptors);
        if (received == PythonChannel::Received::Message && hello.value(QStringLiteral("event")).toString() == QLatin1String("hello"))
            return server;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        if (received != PythonChannel::Received::Nothing || left <= 0) {
            server->kill();
            const QString words = tailOf(said);
            return Error(ErrorCode::Failed,
                         QStringLiteral("Python (%1) could not be made ready for a step%2")
                             .arg(python.executable, words.isEmpty() ? QStringLiteral(".") : QStringLiteral(": ") + words.left(500)),
                         QStringLiteral("Try it by hand: %1 -c 'import json, mmap, socket'.").arg(python.executable));
        }
        pollfd wait{server->m_channel.fd(), POLLIN, 0};
        ::poll(&wait, 1, int(left));
    }
}

PythonServer::~PythonServer()
{
    kill();
}

bool PythonServer::alive()
{
    if (m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) != 0)
        m_pid = -1;
    return m_pid > 0;
}

void PythonServer::kill()
{
    if (m_pid <= 0 && m_token.isEmpty())
        return;
    // Whatever carries the token was started below this server: killed until nothing new appears, the server last, since it is the
    // one that collects the others.
    for (int round = 0; round < 100; ++round) {
        bool any = false;
        for (const pid_t pid : carriersOf(m_token)) {
            if (pid == m_pid)
                continue;
            any = ::kill(pid, SIGKILL) == 0 || any;
        }
        if (!any)
            break;
        ::usleep(2000);
        // A server that hangs collects nobody; the killed then stay as zombies, which have no environment any more.
    }
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {}
        m_pid = -1;
    }
    m_token.clear();
    m_channel.close();
}

}  // namespace headrace::learning
