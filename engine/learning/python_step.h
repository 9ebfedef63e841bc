// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a script's run(inputs, params, ctx) in the user's Python and brings back its tables.
#pragma once

#include "engine/learning/python_server.h"
#include "engine/learning/table_handoff.h"

#include <QJsonObject>

#include <functional>
#include <map>
#include <mutex>

namespace headrace::learning {

struct PythonStep {
    PythonInterpreter python;
    QString module;     ///< the folder headrace_step
    QString workspace;  ///< where it runs, and the first folder its imports are looked for
    QString node;
    QByteArray script;       ///< UTF-8
    QString scriptName;      ///< as tracebacks show it
    QStringList searchPath;  ///< further folders for imports, in order
    QJsonObject params;
    QStringList packages;  ///< modules that must be there before the script starts
    QStringList outputs;   ///< ports
    quint64 seed = 0;
    QString folder;           ///< the node's own
    qint64 memoryLimit = 0;   ///< bytes beyond what Python itself needs; 0: none
    qint64 mostInMemory = 0;  ///< a returned table above it goes through a file in `folder`; 0: never
};

/// What a step says while it runs. Called on the thread of run().
struct PythonListener {
    std::function<void(const QString &level, const QString &text)> log;
    std::function<void(const QString &key, double value, qint64 step)> metric;
    std::function<void(qint64 done, qint64 total)> progress;
    std::function<void(const QString &name, const QString &path)> artifact;
};

/// Can be triggered from any thread, and waited for together with descriptors.
class CancelSignal
{
public:
    CancelSignal();
    void trigger() const;
    int fd() const { return m_read.get(); }
    bool triggered() const;

private:
    Descriptor m_read;
    Descriptor m_write;
};

/// The interpreters kept warm. Thread-safe: steps that run at once get a server each.
class PythonPool
{
public:
    /// A step's own failure names the line of its script in Error::line. Cancelled within a second of the signal, with nothing left running.
    Result<std::map<QString, TableReader>> run(const PythonStep &step, const std::vector<std::pair<QString, const Handoff *>> &inputs,
                                               const PythonListener &listener, const CancelSignal &cancel);

private:
    Result<std::unique_ptr<PythonServer>> take(const PythonStep &step);
    void giveBack(std::unique_ptr<PythonServer> server);

    std::mutex m_mutex;
    std::vector<std::unique_ptr<PythonServer>> m_idle;
};

/// The top-level modules that a script imports at the start of a line, without running or parsing it in full.
QStringList importsOf(const QByteArray &script);

/// headrace_step beside the program, in the build tree or installed; HEADRACE_PYTHON_MODULE comes first.
Result<QString> pythonModule();

}  // namespace headrace::learning
