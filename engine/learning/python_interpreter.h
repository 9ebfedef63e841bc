// SPDX-License-Identifier: GPL-3.0-or-later
// Which Python a workspace uses, and what is known of it.
#pragma once

#include "engine/base/result.h"

#include <QMap>
#include <QString>

namespace headrace::learning {

struct PythonInterpreter {
    QString executable;               ///< as Python itself names it: in an environment its own path, behind a launcher the real one
    QString version;                  ///< 3.11.7
    QMap<QString, QString> packages;  ///< installed distributions and their versions
};

/// The interpreter's command: "python" in the workspace's .headrace/settings.json (relative to the workspace), else the active
/// virtual environment's, else python3 on the PATH. NotFound with the ways to choose one.
Result<QString> choosePython(const QString &workspace);

/// Asks the interpreter who it is, isolated (-I) from the workspace and the environment; at least 3.8. The answer is kept in
/// `cacheFolder` until the program or a folder of packages changes; empty: not kept. Blocks, 50 ms or so when asked anew.
Result<PythonInterpreter> probePython(const QString &command, const QString &workspace, const QString &cacheFolder);

}  // namespace headrace::learning
