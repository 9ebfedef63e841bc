// SPDX-License-Identifier: GPL-3.0-or-later
// Finds operators by what a person types, and those that fit a port. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"

#include <QList>

#include <functional>

namespace headrace {

struct OperatorMatch {
    const OperatorSpec *spec = nullptr;  ///< of the catalog that was searched
    int score = 0;
};

/// The operators whose title, keywords or id match, best first, ties in the catalog's order. An empty query gives all in the
/// catalog's order. `fits` leaves out what it says no to; empty: nothing.
QList<OperatorMatch> searchOperators(const Catalog &catalog, const QString &query,
                                     const std::function<bool(const OperatorSpec &)> &fits = {});

/// Whether an operator can take what a port of this type gives (`fromOutput`), or can feed an input of this type.
bool fitsPort(const OperatorSpec &spec, PortType type, bool fromOutput);

/// The port at which such an operator is connected: its first of the type; nullptr where there is none.
const PortSpec *fittingPort(const Signature &signature, PortType type, bool fromOutput);

}  // namespace headrace
