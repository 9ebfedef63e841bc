// SPDX-License-Identifier: GPL-3.0-or-later
// What DuckDB's file readers say about a bad file, as one sentence with file, line and the way out.
#pragma once

#include "engine/base/result.h"

#include <optional>

namespace headrace::data {

/// Nothing where the text does not come from a file reader.
std::optional<Error> fileError(const QString &text);

/// The part of a CSV reader's message that says what is wrong with a line, in our words; `column` and `value` where it names them.
struct CsvComplaint {
    QString reason;
    QString column;
    QString value;
    QString hint;
};
CsvComplaint csvComplaint(const QString &text);

}  // namespace headrace::data
