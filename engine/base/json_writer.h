// SPDX-License-Identifier: GPL-3.0-or-later
// Writes JSON text piece by piece, for the few messages of which there are tens of thousands: building them as values costs
// ten times as much.
#pragma once

#include <QByteArray>
#include <QString>

namespace headrace {

/// Appends a text as JSON, quotes included: the same bytes that canonicalJson() gives.
void appendJson(QByteArray &out, const QString &text);
/// The shortest number that reads back equal; null for what JSON has no number for.
void appendJson(QByteArray &out, double number);
void appendJson(QByteArray &out, qint64 number);

}  // namespace headrace
