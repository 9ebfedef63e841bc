// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/python_step.h"

#include "engine/learning/log_lines.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace headrace::learning {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr auto kPolitePatience = 600ms;  ///< after a cancel; the server itself kills after 300 ms
constexpr auto kExitPatience = 5s;       ///< for exit handlers, after the result is there
constexpr size_t kWarmServers = 2;

Result<std::pair<Descriptor, Descriptor>> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return Error(ErrorCode::Io,
                     QStringLiteral("A pipe to Python could not be made: %1.").arg(QString::fromLocal8Bit(std::strerror(errno))),
                     QStringLiteral("Raise the limit of open files."));
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return std::pair(Descriptor(ends[0]), Descriptor(ends[1]));
}

/// How many processes the system has killed for want of memory.
qint64 outOfMemoryKills()
{
    QFile file(QStringLiteral("/proc/vmstat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf("oom_kill ");
    return at < 0 ? 0 : text.mid(at + 9, text.indexOf('\n', at) - at - 9).toLongLong();
}

Error cancelledError()
{
    return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
}

/// One run of a step over one server, from the request to the last of its output.
class Conversation
{
public:
    Conversation(const PythonStep &step, const PythonListener &listener, PythonServer &server)
        : m_step(step),
          m_listener(listener),
          m_server(server),
          m_out([this](const QString &line) { m_listener.log(QStringLiteral("info"), line); }),
          m_err([this](const QString &line) { m_listener.log(QStringLiteral("warning"), line); }),
          m_killsBefore(outOfMemoryKills())
    {}

    Result<void> begin(const std::vector<std::pair<QString, const Handoff *>> &inputs);
    Result<std::map<QString, TableReader>> finish(const CancelSignal &cancel);
    /// Whether the server can take another step.
    bool reusable() const { return m_ended && !m_broken; }

private:
    void readOutput(Descriptor &pipe, LogLines &lines);
    void readChannel();
    void readServer();
    void hear(const QJsonObject &message, std::vector<Descriptor> &descriptors);
    void nonsense();
    void askToEnd();
    Result<std::map<QString, TableReader>> verdict();

    const PythonStep &m_step;
    const PythonListener &m_listener;
    PythonServer &m_server;
    PythonChannel m_channel;
    Descriptor m_outPipe;
    Descriptor m_errPipe;
    LogLines m_out;
    LogLines m_err;
    qint64 m_killsBefore;

    bool m_cancelled = false;
    bool m_asked = false;   ///< the server was asked to end the step
    bool m_broken = false;  ///< the server does not answer, or is gone
    bool m_ended = false;   ///< the step's process has ended
    bool m_channelOpen = true;
    std::optional<Error> m_error;
    std::optional<std::map<QString, TableReader>> m_result;
    Clock::time_point m_endBy = Clock::time_point::max();
    int m_exit = 0;
    int m_signal = 0;
};

Result<void> Conversation::begin(const std::vector<std::pair<QString, const Handoff *>> &inputs)
{
    HR_ASSIGN(auto channel, PythonChannel::pair());
    HR_ASSIGN(auto out, makePipe());
    HR_ASSIGN(auto err, makePipe());
    m_channel = std::move(channel.first);
    m_outPipe = std::move(out.first);
    m_errPipe = std::move(err.first);
    HR_TRY(m_server.channel().send({{QStringLiteral("op"), QStringLiteral("step")},
                                    {QStringLiteral("workspace"), m_step.workspace},
                                    {QStringLiteral("imports"), QJsonArray::fromStringList(importsOf(m_step.script))},
                                    {QStringLiteral("memory"), m_step.memoryLimit}},
                                   {channel.second.get(), out.second.get(), err.second.get()}));

    QJsonArray tables;
    for (const auto &[name, handoff] : inputs)
        tables << QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("table"), handoff->layout.toJson()}};
    QStringList path{m_step.workspace};
    path << m_step.searchPath;
    path.removeDuplicates();
    const QJsonObject task{{QStringLiteral("node"), m_step.node},
                           {QStringLiteral("script"), QString::fromUtf8(m_step.script)},
                           {QStringLiteral("script_name"), m_step.scriptName},
                           {QStringLiteral("params"), m_step.params},
                           {QStringLiteral("packages"), QJsonArray::fromStringList(m_step.packages)},
                           {QStringLiteral("outputs"), QJsonArray::fromStringList(m_step.outputs)},
                           {QStringLiteral("seed"), qint64(m_step.seed)},
                           {QStringLiteral("folder"), m_step.folder},
                           {QStringLiteral("workspace"), m_step.workspace},
                           {QStringLiteral("path"), QJsonArray::fromStringList(path)},
                           {QStringLiteral("most_in_memory"), m_step.mostInMemory},
                           {QStringLiteral("inputs"), tables}};
    // Larger than a socket's buffer, perhaps: so it goes beside, as a file.
    HR_ASSIGN(const SharedFile file, SharedFile::inMemory("headrace-task"));
    const QByteArray bytes = QJsonDocument(task).toJson(QJsonDocument::Compact);
    HR_TRY(file.write(0, bytes.constData(), bytes.size()));
    std::vector<int> descriptors{file.fd()};
    for (const auto &[name, handoff] : inputs) {
        if (descriptors.size() == kMostDescriptors) {
            HR_TRY(m_channel.send({{QStringLiteral("op"), QStringLiteral("files")}}, descriptors));
            descriptors.clear();
        }
        descriptors.push_back(handoff->file.fd());
    }
    return m_channel.send({{QStringLiteral("op"), QStringLiteral("start")}}, descriptors);
}

void Conversation::readOutput(Descriptor &pipe, LogLines &lines)
{
    // At most a megabyte at a time: a step that floods must not keep the others waiting.
    char bytes[65536];
    for (int i = 0; i < 16 && pipe; ++i) {
        const ssize_t got = ::read(pipe.get(), bytes, sizeof bytes);
        if (got > 0) {
            lines.add(bytes, got);
            continue;
        }
        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0 || errno != EAGAIN)
            pipe.close();
        return;
    }
}

void Conversation::nonsense()
{
    if (!m_error)
        m_error = Error(ErrorCode::Corrupt, QStringLiteral("The step said something on its channel that makes no sense."),
                        QStringLiteral("The script must not write to descriptors that it has not opened itself."));
    m_channelOpen = false;
    askToEnd();
}

void Conversation::readChannel()
{
    while (m_channelOpen) {
        QJsonObject message;
        std::vector<Descriptor> descriptors;
        switch (m_channel.receive(message, descriptors)) {
        case PythonChannel::Received::Message:
            hear(message, descriptors);
            break;
        case PythonChannel::Received::Nothing:
            return;
        case PythonChannel::Received::Closed:
            m_channelOpen = false;
            return;
        case PythonChannel::Received::Nonsense:
            nonsense();
            return;
        }
    }
}

void Conversation::hear(const QJsonObject &message, std::vector<Descriptor> &descriptors)
{
    const auto text = [&message](const char *key) { return message.value(QLatin1String(key)).toString(); };
    const auto number = [&message](const char *key) { return message.value(QLatin1String(key)).toInteger(); };
    const QString event = text("event");
    if (event == QLatin1String("metric")) {
        m_listener.metric(text("key"), message.value(QStringLiteral("value")).toDouble(), number("step"));
    } else if (event == QLatin1String("progress")) {
        m_listener.progress(number("done"), number("total"));
    } else if (event == QLatin1String("log")) {
        m_listener.log(text("level"), text("text"));
    } else if (event == QLatin1String("artifact")) {
        const QString folder = QFileInfo(m_step.folder).canonicalFilePath();
        const QString path = QFileInfo(text("path")).canonicalFilePath();
        if (path.startsWith(folder + QLatin1Char('/')))
            m_listener.artifact(text("name"), path);
        else
            m_listener.log(QStringLiteral("warning"),
                           QStringLiteral("Artifact '%1' is not in the node's folder and was left out.").arg(text("name")));
    } else if (event == QLatin1String("error")) {
        const QString kind = text("kind");
        const ErrorCode code = kind == QLatin1String("cancelled") ? ErrorCode::Cancelled
            : kind == QLatin1String("memory")                     ? ErrorCode::OutOfMemory
            : kind == QLatin1String("package")                    ? ErrorCode::NotFound
            : kind == QLatin1String("syntax")                     ? ErrorCode::Invalid
                                                                  : ErrorCode::Failed;
        m_error = Error(code, text("text"), text("hint"));
        m_error->line = int(number("line"));
        for (const QString &line : text("traceback").split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            m_listener.log(QStringLiteral("error"), line);
        m_endBy = std::min(m_endBy, Clock::now() + kExitPatience);
    } else if (event == QLatin1String("result")) {
        const QJsonArray outputs = message.value(QStringLiteral("outputs")).toArray();
        if (size_t(outputs.size()) != descriptors.size())
            return nonsense();
        std::map<QString, TableReader> tables;
        for (qsizetype i = 0; i < outputs.size(); ++i) {
            const QJsonObject output = outputs[i].toObject();
            auto reader = TableReader::open(SharedFile(descriptors[size_t(i)].release()), output.value(QStringLiteral("table")).toObject());
            if (!reader) {
                m_error = std::move(reader).error();
                break;
            }
            tables.insert_or_assign(output.value(QStringLiteral("port")).toString(), std::move(*reader));
        }
        m_result = std::move(tables);
        m_endBy = std::min(m_endBy, Clock::now() + kExitPatience);
    }
}

void Conversation::readServer()
{
    for (;;) {
        QJsonObject message;
        std::vector<Descriptor> descriptors;
        const auto received = m_server.channel().receive(message, descriptors);
        if (received == PythonChannel::Received::Nothing)
            return;
        if (received != PythonChannel::Received::Message) {
            m_broken = true;
            return;
        }
        if (message.value(QStringLiteral("event")).toString() != QLatin1String("ended"))
            continue;
        m_ended = true;
        m_exit = int(message.value(QStringLiteral("exit")).toInteger());
        m_signal = int(message.value(QStringLiteral("signal")).toInteger());
        if (const qint64 left = message.value(QStringLiteral("left")).toInteger(); left > 0 && !m_asked)
            m_listener.log(QStringLiteral("warning"), QStringLiteral("The step left %1 processes running; they were ended.").arg(left));
        return;
    }
}

void Conversation::askToEnd()
{
    if (m_asked)
        return;
    m_asked = true;
    if (!m_server.channel().send({{QStringLiteral("op"), QStringLiteral("cancel")}}))
        m_broken = true;
    m_endBy = Clock::now() + kPolitePatience;
}

Result<std::map<QString, TableReader>> Conversation::finish(const CancelSignal &cancel)
{
    while (!m_ended && !m_broken) {
        pollfd fds[] = {{m_server.channel().fd(), POLLIN, 0},
                        {m_channelOpen ? m_channel.fd() : -1, POLLIN, 0},
                        {m_outPipe.get(), POLLIN, 0},
                        {m_errPipe.get(), POLLIN, 0},
                        {m_cancelled ? -1 : cancel.fd(), POLLIN, 0}};
        int wait = -1;
        if (m_endBy != Clock::time_point::max())
            wait = int(std::max<qint64>(0, std::chrono::ceil<std::chrono::milliseconds>(m_endBy - Clock::now()).count()));
        if (::poll(fds, std::size(fds), wait) < 0 && errno != EINTR) {
            m_broken = true;
            break;
        }
        if (fds[4].revents) {
            m_cancelled = true;
            askToEnd();
        }
        readOutput(m_outPipe, m_out);
        readOutput(m_errPipe, m_err);
        readChannel();
        readServer();
        if (Clock::now() >= m_endBy && !m_ended) {
            if (m_asked)
                m_broken = true;
            else
                askToEnd();
        }
    }
    if (m_broken)
        m_server.kill();
    // What was said before the end is still in the pipes.
    readChannel();
    for (int i = 0; i < 64 && m_outPipe; ++i)
        readOutput(m_outPipe, m_out);
    for (int i = 0; i < 64 && m_errPipe; ++i)
        readOutput(m_errPipe, m_err);
    m_out.finish();
    m_err.finish();
    return verdict();
}

Result<std::map<QString, TableReader>> Conversation::verdict()
{
    if (m_cancelled)
        return cancelledError();
    if (m_error)
        return *std::move(m_error);
    if (m_result) {
        if (m_signal != 0 && !m_asked)
            m_listener.log(QStringLiteral("warning"),
                           QStringLiteral("Python crashed after it had handed back its result (signal %1).").arg(m_signal));
        else if (m_asked)
            m_listener.log(QStringLiteral("warning"),
                           QStringLiteral("Python did not end after it had handed back its result, and was ended."));
        return *std::move(m_result);
    }
    if (m_signal == SIGKILL || (m_broken && !m_ended)) {
        if (outOfMemoryKills() > m_killsBefore)
            return Error(ErrorCode::OutOfMemory, QStringLiteral("The system ended the Python step because memory ran out."),
                         QStringLiteral("Give it fewer rows or columns, or let it work in pieces."));
    }
    if (m_signal != 0) {
        const QString name = QString::fromLatin1(::sigabbrev_np(m_signal) ? ::sigabbrev_np(m_signal) : "?");
        return Error(ErrorCode::Crashed,
                     QStringLiteral("Python was ended by a signal: SIG%1 (%2).").arg(name, QString::fromLocal8Bit(::strsignal(m_signal))),
                     m_signal == SIGKILL
                         ? QStringLiteral("Something outside the script killed it; run the step again.")
                         : QStringLiteral("A library with native code failed; the log shows the line of the script, if it is known."));
    }
    if (!m_ended)
        return Error(ErrorCode::Crashed, QStringLiteral("The Python process that runs the steps ended."),
                     QStringLiteral("The script must not end its parent process; run the step again."));
    return Error(
        ErrorCode::Failed, QStringLiteral("The script ended its process (exit code %1) before run() returned a table.").arg(m_exit),
        QStringLiteral("Return a table from run(); raise an exception to fail. os._exit() and closing all descriptors end a step so."));
}

}  // namespace

CancelSignal::CancelSignal()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
        m_read = Descriptor(ends[0]);
        m_write = Descriptor(ends[1]);
    }
}

void CancelSignal::trigger() const
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t done = ::write(m_write.get(), &byte, 1);
}

bool CancelSignal::triggered() const
{
    pollfd look{m_read.get(), POLLIN, 0};
    return ::poll(&look, 1, 0) > 0;
}

Result<std::unique_ptr<PythonServer>> PythonPool::take(const PythonStep &step)
{
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_idle.begin(); it != m_idle.end(); ++it) {
            if ((*it)->executable() != step.python.executable || (*it)->workspace() != step.workspace)
                continue;
            std::unique_ptr<PythonServer> server = std::move(*it);
            m_idle.erase(it);
            if (server->alive())
                return server;
            break;
        }
    }
    return PythonServer::start(step.python, step.module, step.workspace);
}

void PythonPool::giveBack(std::unique_ptr<PythonServer> server)
{
    std::unique_ptr<PythonServer> surplus;
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(server));
    if (m_idle.size() > kWarmServers) {
        surplus = std::move(m_idle.front());
        m_idle.erase(m_idle.begin());
    }
}

Result<std::map<QString, TableReader>> PythonPool::run(const PythonStep &step,
                                                       const std::vector<std::pair<QString, const Handoff *>> &inputs,
                                                       const PythonListener &listener, const CancelSignal &cancel)
{
    if (cancel.triggered())
        return cancelledError();
    HR_ASSIGN(auto server, take(step));
    Conversation conversation(step, listener, *server);
    if (auto begun = conversation.begin(inputs); !begun) {
        server->kill();
        return std::move(begun).error();
    }
    auto result = conversation.finish(cancel);
    if (conversation.reusable())
        giveBack(std::move(server));
    return result;
}

QStringList importsOf(const QByteArray &script)
{
    static const QRegularExpression line(QStringLiteral("^[ \\t]*(?:from[ \\t]+([\\w.]+)[ \\t]+import|import[ \\t]+([\\w., \\t]+))"),
                                         QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption);
    QStringList modules;
    auto matches = line.globalMatch(QString::fromUtf8(script));
    while (matches.hasNext()) {
        const auto match = matches.next();
        for (const QString &part : (match.captured(1) + match.captured(2)).split(QLatin1Char(',')))
            if (const QString module = part.trimmed().section(QLatin1Char(' '), 0, 0);
                !module.isEmpty() && !module.startsWith(QLatin1Char('.')))
                modules << module;
    }
    modules.removeDuplicates();
    return modules;
}

Result<QString> pythonModule()
{
    QStringList candidates;
    if (const QString chosen = qEnvironmentVariable("HEADRACE_PYTHON_MODULE"); !chosen.isEmpty())
        candidates << chosen;
    const QString beside = QCoreApplication::applicationDirPath();
    for (const char *up : {"/..", "/../.."})  // from bin, and from libexec/headrace
        candidates << beside + QLatin1String(up) + QStringLiteral("/share/headrace/python/headrace_step");
    for (const QString &candidate : std::as_const(candidates))
        if (QFileInfo(candidate + QStringLiteral("/__main__.py")).isFile())
            return QDir::cleanPath(candidate);
    return Error(ErrorCode::NotFound,
                 QStringLiteral("The Python module of Headrace is missing: %1 is not there.").arg(QDir::cleanPath(candidates.last())),
                 QStringLiteral("Install Headrace again, or set HEADRACE_PYTHON_MODULE to the folder headrace_step."));
}

}  // namespace headrace::learning
