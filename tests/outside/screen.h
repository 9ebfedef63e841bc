// SPDX-License-Identifier: GPL-3.0-or-later
// A virtual screen with a window manager, and someone at its keyboard. Needs Xvfb, openbox and xdotool (cmake/debian-packages).
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>

#include <memory>

namespace headrace::tests {

/// Any one thread. What goes wrong is in error(), in words; nothing is skipped in silence.
class Screen
{
public:
    Screen()
    {
        for (const char *program : {"Xvfb", "openbox", "xdotool"})
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty()) {
                m_error = QStringLiteral("%1 is not installed: see cmake/debian-packages").arg(QLatin1String(program));
                return;
            }
        m_server.start(QStringLiteral("Xvfb"),
                       {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                        QStringLiteral("1440x900x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        QByteArray number;
        while (!number.contains('\n') && m_server.waitForReadyRead(20'000))
            number += m_server.readAllStandardOutput();
        if (!number.contains('\n')) {
            m_error = QStringLiteral("Xvfb does not start");
            return;
        }
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(QStringLiteral("DISPLAY"), QLatin1Char(':') + QString::fromLatin1(number.trimmed()));
        m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        m_manager.setProcessEnvironment(m_environment);
        m_manager.start(QStringLiteral("openbox"), {QStringLiteral("--sm-disable")});
        if (!m_manager.waitForStarted())
            m_error = QStringLiteral("openbox does not start");
    }
    ~Screen()
    {
        for (QProcess *process : {&m_program, &m_manager, &m_server})
            if (process->state() != QProcess::NotRunning) {
                process->kill();
                process->waitForFinished(5000);
            }
    }

    const QString &error() const { return m_error; }
    QProcess &program() { return m_program; }

    /// Starts a program whose files are below `home`, and waits for a window with these words in its title.
    bool start(const QString &path, const QStringList &arguments, const QString &home, const QString &title)
    {
        QProcessEnvironment environment = m_environment;
        environment.insert(QStringLiteral("HEADRACE_HOME"), home);
        m_program.setProcessEnvironment(environment);
        m_program.setProcessChannelMode(QProcess::MergedChannels);
        m_program.start(path, arguments);
        return m_program.waitForStarted() && waitForWindow(title);
    }
    /// Waits until a window with these words in its title is to be seen, and gives it the keyboard.
    bool waitForWindow(const QString &title, int ms = 60'000)
    {
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < ms) {
            if (run({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), title}) && !m_output.isEmpty()
                && run({QStringLiteral("windowfocus"), QStringLiteral("--sync"), m_output.split(QLatin1Char('\n')).first()}))
                return true;
            QThread::msleep(50);
        }
        m_error = QStringLiteral("no window with '%1' in its title").arg(title);
        return false;
    }
    bool shows(const QString &title)
    {
        return run({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), title}) && !m_output.isEmpty();
    }
    /// xdotool's names: ctrl+n, Tab, Return.
    bool key(const QString &keys) { return run({QStringLiteral("key"), keys}); }
    bool type(const QString &text) { return run({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("12"), text}); }
    /// A person looks up now and then; slow machines need it.
    static void pause(int ms) { QThread::msleep(ulong(ms)); }

private:
    bool run(const QStringList &arguments)
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral("xdotool"), arguments);
        if (!process.waitForFinished(30'000))
            return false;
        m_output = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }

    QString m_error, m_output;
    QProcessEnvironment m_environment;
    QProcess m_server, m_manager, m_program;
};

}  // namespace headrace::tests
