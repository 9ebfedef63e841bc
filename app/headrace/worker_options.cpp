// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/worker_options.h"

#include "engine/catalog/operator_spec.h"

namespace headrace::cli {

host::AskOptions askOptions()
{
    host::AskOptions options;
    options.worker.catalogFingerprint = embeddedCatalog().fingerprint();
    return options;
}

}  // namespace headrace::cli
