// SPDX-License-Identifier: GPL-3.0-or-later
// One function a command, each in commands/<name>.cpp.
#pragma once

#include "app/headrace/command.h"

namespace headrace::cli {

Command completionCommand();
Command helpCommand();
Command initCommand();
Command manCommand();

}  // namespace headrace::cli
