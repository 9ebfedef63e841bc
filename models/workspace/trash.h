// SPDX-License-Identifier: GPL-3.0-or-later
// Puts files into the desktop's trash and takes them back.
#pragma once

#include "engine/base/result.h"

#include <QString>

namespace headrace {

struct TrashedFile {
    QString path;     ///< where it was
    QString inTrash;  ///< where it lies now
};

/// Io where there is no trash for its disk: the file then stays where it is. Any thread.
Result<TrashedFile> moveToTrash(const QString &path);
/// Refuses to overwrite what has come to its place since.
Result<void> takeBack(const TrashedFile &file);

}  // namespace headrace
