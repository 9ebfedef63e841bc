// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the files of subpipelines, confined like every other path.
#pragma once

#include "engine/base/paths.h"
#include "engine/pipeline/resolve.h"

namespace headrace::execution {

/// `contents`, by absolute path, stand for what the files hold; the paths are confined all the same.
std::function<Result<SubpipelineFile>(const QString &path, const QString &folder)> subpipelineReader(
    const PathPolicy &paths, const QMap<QString, Pipeline> &contents = {});

}  // namespace headrace::execution
