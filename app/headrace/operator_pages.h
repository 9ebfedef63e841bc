// SPDX-License-Identifier: GPL-3.0-or-later
// The reference of operators as Markdown, from their declarations: docs/operators is made of it.
#pragma once

#include "engine/catalog/operator_spec.h"

namespace headrace::cli {

QString operatorPage(const OperatorSpec &spec);
/// All operators by category, with links to their pages.
QString operatorIndex(const Catalog &catalog);

/// Writes README.md and a page for each operator, and removes pages of operators that are no more. Io.
Result<void> writeOperatorPages(const Catalog &catalog, const QString &folder);

}  // namespace headrace::cli
