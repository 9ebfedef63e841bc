// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/version.h"

namespace headrace {

QString programVersion()
{
    return QStringLiteral(HEADRACE_VERSION);
}

}  // namespace headrace
