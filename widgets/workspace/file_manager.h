// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a file in the desktop's file manager.
#pragma once

#include <QString>

namespace headrace {

/// Asks the file manager over D-Bus to select the file; where there is none its folder is opened. Does not wait. Window's thread.
void showInFileManager(const QString &path);

}  // namespace headrace
