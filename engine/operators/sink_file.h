// SPDX-License-Identifier: GPL-3.0-or-later
// How a sink's file appears: written in private, then put in its place as a whole, or not at all.
#pragma once

#include "engine/operators/declare.h"

namespace headrace {

/// Runs COPY over the input's visible columns (ordered where asked) into a private file, makes it durable and puts it in the place of
/// parameter `path`, by the policy of parameter `if_exists` (overwrite, fail, keep). `options` are COPY's, without parentheses.
Result<void> writeFile(TaskContext &context, const QString &options, bool ordered);

/// The parameters that all sinks have.
Param targetParam(const QString &example);
Param ifExistsParam();

}  // namespace headrace
