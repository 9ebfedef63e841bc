// SPDX-License-Identifier: GPL-3.0-or-later
// The release programs, with a store of their own.
#pragma once

#include "engine/base/paths.h"
#include "tests/commands/program.h"

#include <QFileInfo>

namespace headrace::tests {

class ReleaseProgram : public Program
{
public:
    ReleaseProgram() : Program(false)
    {
        useProgram(path());
        environment().remove(QStringLiteral("HEADRACE_PYTHON_MODULE"));
    }
    static QString path() { return QStringLiteral(HEADRACE_RELEASE_DIR "/bin/headrace"); }
    static bool isThere() { return QFileInfo(path()).isExecutable(); }
    StorePaths paths() const { return {home() + QStringLiteral("/data"), home() + QStringLiteral("/cache")}; }
};

}  // namespace headrace::tests
