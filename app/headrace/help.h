// SPDX-License-Identifier: GPL-3.0-or-later
// What is generated from the declared commands: help, shell completion, the man page.
#pragma once

#include "app/headrace/command.h"

namespace headrace::cli {

QString usageOf(const Command &command);  ///< one line: headrace run FILE [options]
QString helpOf(const Command &command);
QString generalHelp();
QString bashCompletion();
QString zshCompletion();
QString manPage();  ///< troff, man(7) macros

}  // namespace headrace::cli
