// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes: SHA-256 for keys and provenance, XXH3-128 for the bytes of artifacts.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <functional>

namespace headrace {

/// Lower-case hexadecimal SHA-256.
QString sha256(const QByteArray &bytes);
/// Lower-case hexadecimal SHA-256 of a file, read in blocks; `stop` is asked between blocks.
Result<QString> sha256OfFile(const QString &path, const std::function<bool()> &stop = {});
/// Lower-case hexadecimal XXH3-128 (canonical, big-endian form).
QString xxh3(const QByteArray &bytes);
Result<QString> xxh3OfFile(const QString &path, const std::function<bool()> &stop = {});
/// Both in one pass.
struct FileHashes {
    QString sha256;
    QString xxh3;
};
Result<FileHashes> hashesOfFile(const QString &path, const std::function<bool()> &stop = {});

/// A JSON value as canonical bytes: sorted keys, no white space, shortest round-trip numbers. Equal values give equal bytes.
QByteArray canonicalJson(const QJsonValue &value);

}  // namespace headrace
