// SPDX-License-Identifier: GPL-3.0-or-later
// A warm Python process that forks one process a step; starting it, and ending it with everything below it.
#pragma once

#include "engine/learning/python_channel.h"
#include "engine/learning/python_interpreter.h"

#include <memory>

#include <sys/types.h>

namespace headrace::learning {

/// One at a time uses it. It leads a process group of its own; when this process ends, however it does, the channel closes and it ends what it
/// started, then itself.
class PythonServer
{
public:
    /// `module` is the folder headrace_step. Blocks until Python has answered, 30 s at most.
    static Result<std::unique_ptr<PythonServer>> start(const PythonInterpreter &python, const QString &module, const QString &workspace);
    ~PythonServer();
    PythonServer(const PythonServer &) = delete;
    PythonServer &operator=(const PythonServer &) = delete;

    PythonChannel &channel() { return m_channel; }
    const QString &executable() const { return m_executable; }
    const QString &workspace() const { return m_workspace; }
    pid_t pid() const { return m_pid; }
    /// Whether the process still runs.
    bool alive();
    /// Kills the steps, their children wherever they went, and the process; returns when it is gone.
    void kill();

private:
    PythonServer() = default;

    pid_t m_pid = -1;
    PythonChannel m_channel;
    QString m_executable;
    QString m_workspace;
    QByteArray m_token;  ///< in the environment of everything below, so that it is found
};

}  // namespace headrace::learning
