// SPDX-License-Identifier: GPL-3.0-or-later
// Sets a damaged store aside and brings what can be read of it into a new one.
#pragma once

#include "engine/base/result.h"

#include <QString>

namespace headrace::record {

/// Copies the damaged files to <path>.damaged-<time>, writes every readable row into a new store and puts that at `path`.
/// Gives the sentence to say to the person. The caller holds the store's lock exclusively. Io if the disk refuses; then
/// the damaged store stays where it is.
Result<QString> recoverStore(const QString &path);

/// Whether SQLite finds every page of the file in order. Reads the whole file.
bool isIntact(const QString &path);

}  // namespace headrace::record
