// SPDX-License-Identifier: GPL-3.0-or-later
// headrace lineage --sql FILE --schema FILE: the column lineage of a bare statement.
#pragma once

#include "app/headrace/command.h"

namespace headrace::cli {

/// The options it takes: sql, schema, json.
QList<Option> lineageOfSqlOptions();
/// Asks the worker and prints the answer; gives the exit code.
int lineageOfSql(const Arguments &arguments);

}  // namespace headrace::cli
