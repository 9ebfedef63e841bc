// SPDX-License-Identifier: GPL-3.0-or-later
// The version of a file that the last commit of its git repository holds.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace headrace {

struct GitVersion {
    QByteArray bytes;
    QString commit;  ///< abbreviated
};

/// Asks the program git, which may take seconds on a slow disk (10 s at most): any thread but the window's. Only reads, fetches
/// nothing, and runs nothing that the repository brings: a workspace may come from elsewhere. The Error says which of these it
/// is: no git on this machine, no repository, no commit, not in the commit.
Result<GitVersion> readGitHead(const QString &file);

}  // namespace headrace
