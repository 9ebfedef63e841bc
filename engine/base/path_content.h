// SPDX-License-Identifier: GPL-3.0-or-later
// The content of a file, or of a folder that is one thing (a model): the hashes by which runs and people name it. Any thread.
#pragma once

#include "engine/base/result.h"

#include <QString>

#include <functional>

namespace headrace {

struct PathContent {
    QString xxh3;    ///< of a folder: over the names and hashes of its files
    QString sha256;  ///< empty for a folder, and where it was not asked for
    qint64 bytes = 0;
};

/// NotFound where there is nothing, Io where it cannot be read, Cancelled where `stop` says so.
Result<PathContent> contentOfPath(const QString &path, bool withSha256 = false, const std::function<bool()> &stop = {});

}  // namespace headrace
