// SPDX-License-Identifier: GPL-3.0-or-later
// The list of all operators.
#pragma once

#include "engine/operators/operator.h"

namespace headrace {

/// Every operator, in no particular order. Each is made by a function in a file of its own, named after the operator.
const QList<Operator> &builtinOperators();
const Operator *findOperator(const QString &id);
/// The declarations alone.
Catalog builtinCatalog();

}  // namespace headrace
