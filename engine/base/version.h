// SPDX-License-Identifier: GPL-3.0-or-later
// The version of this program, from CMakeLists.txt.
#pragma once

#include <QString>

namespace headrace {

QString programVersion();

}  // namespace headrace
