// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the library's functions aggregate, and which give another value at each run.
#pragma once

#include "engine/data/memo.h"
#include "engine/data/session.h"

namespace headrace::data {

/// Remembered for all sessions of the process; for the version of DuckDB that we build with they are known without asking,
/// which takes 20 ms. On the connection's thread.
Result<std::shared_ptr<const FunctionFacts>> functionFacts(Connection &connection);

/// What the library says itself.
Result<FunctionFacts> askFunctionFacts(Connection &connection);
/// What is known of one version; nothing for another.
std::optional<FunctionFacts> knownFunctionFacts(const QString &libraryVersion);

}  // namespace headrace::data
