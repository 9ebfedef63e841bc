// SPDX-License-Identifier: GPL-3.0-or-later
// headrace lineage RUN --column NODE:PORT.COLUMN: what a column of a recorded run came from and what came of it.
#pragma once

#include "app/headrace/command.h"

namespace headrace::cli {

int lineageOfRun(const Arguments &arguments);

}  // namespace headrace::cli
