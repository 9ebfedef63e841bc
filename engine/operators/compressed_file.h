// SPDX-License-Identifier: GPL-3.0-or-later
// Makes sure that compressed files are whole: DuckDB reads a cut .gz or .zst up to the cut and says nothing.
#pragma once

#include "engine/base/result.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace headrace {

enum class Compression { None, Gzip, Zstd };

/// By the ending of the name, as DuckDB does with compression = auto.
Compression compressionOf(const QString &path);
bool anyCompressed(const QStringList &files);

/// Unpacks the file to nowhere and checks lengths and checksums. Corrupt where it is cut or damaged, Cancelled when `stop` says so.
Result<void> verifyCompressed(const QString &path, const std::function<bool()> &stop);

}  // namespace headrace
