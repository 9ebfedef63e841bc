// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the files of subpipelines, confined like every other path.
#pragma once

#include "engine/base/paths.h"
#include "engine/pipeline/resolve.h"

namespace headrace::execution {

std::function<Result<SubpipelineFile>(const QString &path, const QString &folder)> subpipelineReader(const PathPolicy &paths);

}  // namespace headrace::execution
