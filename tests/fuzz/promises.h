// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for any bytes given to the readers: no crash, and what was read is written so that it reads the same.
#pragma once

#include <QByteArray>

namespace headrace::fuzz {

/// Reads, checks, resolves and writes; ends the program where a promise is broken.
void pipeline(const QByteArray &bytes);
/// Decodes the bytes whole and in pieces; both must give the same messages.
void protocol(const QByteArray &bytes);

}  // namespace headrace::fuzz
