// SPDX-License-Identifier: GPL-3.0-or-later
// Writing a file so that neither a crash nor a full disk can leave a part of it, and whose workspace's folder it goes to.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace headrace {

/// The file is the old or the new one, never a part, and on the disk when this returns. Makes missing folders. Any thread.
Result<void> writeDurably(const QString &path, const QByteArray &bytes);

/// All bytes of a file; Io with words where it cannot be read. Any thread.
Result<QByteArray> readWhole(const QString &path);

/// Where the window keeps files of its own for a document: `part` (autosave, backups) in the .headrace folder of `workspace`, or
/// in the user's data folder where the workspace has none or cannot be written. A .headrace folder is never made by it: that
/// would make a folder a workspace, and its files readable without asking.
QString privateFolder(const QString &workspace, const QString &part);
/// The one in the user's data folder.
QString userFolder(const QString &part);
/// Makes a private folder, with a note that keeps it out of git.
Result<void> makePrivateFolder(const QString &folder);

/// A name for an absolute path that no other path has.
QString nameForPath(const QString &path);

}  // namespace headrace
