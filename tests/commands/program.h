// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the program headrace as a person does, with a store of its own and the fake worker (or the real one).
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace headrace::tests {

class Program
{
public:
    struct Result {
        int code = -1;
        QByteArray out, err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };

    explicit Program(bool fakeWorker = true)
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(QStringLiteral("HEADRACE_HOME"), home());
        m_environment.remove(QStringLiteral("HEADRACE_WORKER"));
        if (fakeWorker)
            m_environment.insert(QStringLiteral("HEADRACE_WORKER"), QStringLiteral(HEADRACE_BIN_DIR "/fake_worker"));
        QDir().mkpath(workspace());
    }
    QString home() const { return m_folder.filePath(QStringLiteral("home")); }
    QString workspace() const { return m_folder.filePath(QStringLiteral("ws")); }
    /// Runs another build's program instead, with the worker beside it.
    void useProgram(const QString &path) { m_program = path; }
    QProcessEnvironment &environment() { return m_environment; }

    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(workspace() + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
    }
    /// A pipeline file of the fake worker's operators: "op" or "op{params}" for each node, in order.
    void putPipeline(const QString &name, const QStringList &operators) const
    {
        QByteArray nodes;
        for (qsizetype i = 0; i < operators.size(); ++i) {
            const qsizetype brace = operators[i].indexOf(QLatin1Char('{'));
            nodes += (i ? ",\n" : "")
                + QStringLiteral("\"n%1\": {\"op\": \"%2\", \"params\": %3}")
                      .arg(i, 3, 10, QLatin1Char('0'))
                      .arg(operators[i].left(brace), brace < 0 ? QStringLiteral("{}") : operators[i].mid(brace))
                      .toUtf8();
        }
        put(name,
            "{\"headrace\": 1, \"name\": \"test\", \"parameters\": {\"year\": {\"type\": \"integer\", \"default\": 2000}}, \"nodes\": {"
                + nodes + "}}\n");
    }
    std::unique_ptr<QProcess> start(const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(m_environment);
        process->setWorkingDirectory(workspace());
        process->start(m_program, arguments);
        process->waitForStarted();
        return process;
    }
    static Result finish(QProcess &process, int milliseconds = 120000)
    {
        const bool ended = process.waitForFinished(milliseconds);
        Result result;
        result.code = ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        result.out = process.readAllStandardOutput();
        result.err = process.readAllStandardError();
        return result;
    }
    Result run(const QStringList &arguments) const { return finish(*start(arguments)); }

private:
    QTemporaryDir m_folder;
    QString m_program = QStringLiteral(HEADRACE_BIN_DIR "/headrace");
    QProcessEnvironment m_environment;
};

/// The children of a process, by the kernel's list.
inline QList<qint64> childrenOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
    QList<qint64> list;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &word : file.readAll().split(' '))
            if (word.trimmed().toLongLong() > 0)
                list << word.trimmed().toLongLong();
    return list;
}

/// Whether a process is there and no zombie.
inline bool lives(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

}  // namespace headrace::tests
