// SPDX-License-Identifier: GPL-3.0-or-later
// The script of a Python step, as it is run and trusted.
#pragma once

#include "engine/base/paths.h"
#include "engine/catalog/params.h"

namespace headrace {

struct PythonScript {
    QByteArray source;
    QString path;  ///< absolute; empty for a script that stands in the pipeline
    /// What trust is stored for.
    QString sha256() const;
};

/// The content of the parameter "file" if it is set, else of "code".
Result<PythonScript> pythonScript(const Params &params, const PathPolicy &paths);

}  // namespace headrace
