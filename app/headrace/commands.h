// SPDX-License-Identifier: GPL-3.0-or-later
// One function a command, each in commands/<name>.cpp.
#pragma once

#include "app/headrace/command.h"

namespace headrace::cli {

Command cacheCommand();
Command cancelCommand();
Command completionCommand();
Command describeCommand();
Command diffCommand();
Command helpCommand();
Command hostCommand();
Command initCommand();
Command lineageCommand();
Command manCommand();
Command openLineageCourierCommand();
Command operatorsCommand();
Command planCommand();
Command previewCommand();
Command reproduceCommand();
Command runCommand();
Command runsCommand();
Command showCommand();
Command trustCommand();
Command validateCommand();

}  // namespace headrace::cli
