// SPDX-License-Identifier: GPL-3.0-or-later
// headrace lineage FILE: where a file or model comes from, by its content.
#pragma once

#include "app/headrace/command.h"

namespace headrace::cli {

int lineageOfFile(const Arguments &arguments);

}  // namespace headrace::cli
