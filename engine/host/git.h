// SPDX-License-Identifier: GPL-3.0-or-later
// The commit a folder is checked out at, read from git's own files (no program is started).
#pragma once

#include <QString>

namespace headrace::host {

/// 40 (or 64) hexadecimal digits, or empty where the folder is in no repository or has no commit.
QString gitCommitOf(const QString &folder);

}  // namespace headrace::host
