// SPDX-License-Identifier: GPL-3.0-or-later
// Values of parameters as a person reads and types them in one line, and back. Pure.
#pragma once

#include "engine/pipeline/signature.h"

namespace headrace {

/// The text of a value in a one-line field: 0.3, $rounds for {"$param": "rounds"}, a text as it is. Empty for Undefined.
QString textOfValue(const QJsonValue &value);

/// What a typed number means: Undefined for an empty text, {"$param"} for $name, else the number; what is no number stays a
/// text, so that nothing that was typed is lost and the check can say what is wrong with it.
QJsonValue numberOfText(const QString &text);

/// A scalar of a map as it is typed: numbers, true, false and null bare, texts bare unless they would read as something else
/// (then in quotes), $name for a reference. The two are inverse to each other.
QString textOfScalar(const QJsonValue &value);
QJsonValue scalarOfText(const QString &text);

/// The value some steps (of a key, of the wheel) away, within the range. A number moves in its second digit.
double steppedValue(const ParamSpec &spec, double value, int steps);

/// A choice or other stored word as it is shown: squared_error becomes 'Squared error', utf-8 stays.
QString choiceTitle(const QString &choice);

/// A text that the catalog declares (titles, docs), in the language of the window.
QString catalogText(const QString &text);

/// The title of a parameter, made from its name where none is declared.
QString titleOf(const ParamSpec &spec);

/// A DuckDB type in a word or two: whole number, text, date and time; DECIMAL(18,2) and nested ones as they are.
QString typeTitle(const QString &type);

/// 1234567 as 1,234,567, with the separators of the locale.
QString groupedNumber(qint64 number);

}  // namespace headrace
