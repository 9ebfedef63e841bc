// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/worker_options.h"

namespace headrace::cli {

host::AskOptions askOptions() { return {}; }

}  // namespace headrace::cli
