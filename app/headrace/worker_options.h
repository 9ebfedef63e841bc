// SPDX-License-Identifier: GPL-3.0-or-later
// How this program starts its worker; every command that needs one asks through here.
#pragma once

#include "engine/host/worker_client.h"

namespace headrace::cli {

/// Options for host::withWorker(): the worker beside this program.
host::AskOptions askOptions();

}  // namespace headrace::cli
