// SPDX-License-Identifier: GPL-3.0-or-later
// The rows at which a node would fail, as a pipeline that gives them: to be looked at, never to be run. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "models/schema/port_schemas.h"

#include <functional>
#include <optional>

namespace headrace {

/// One reason why rows may fail: a cast, an expression, lines of a file, expectations.
struct FailureCause {
    QString node;    ///< where it stands, with outer/inner within embedded subpipelines
    int record = 0;  ///< of the columns of table.derive, each of which may use those before it
    bool operator==(const FailureCause &) const = default;
};

/// A pipeline and the port of it (NODE:PORT) whose rows are those that fail.
struct FailedRows {
    Pipeline pipeline;
    QString port;
};

/// What may be wrong with rows at a node that failed: a run names the last node of a chain that it computes in one query, so
/// all above it come into question, the first ones first, since what fails above hides what comes after.
QList<FailureCause> causesOf(const Pipeline &pipeline, const Catalog &catalog, const QString &node);

/// `schemas` tells the columns of a file whose node declares none. Nothing where the pipeline has no such cause (any more).
std::optional<FailedRows> failedRows(const Pipeline &pipeline, const Catalog &catalog, const FailureCause &cause,
                                     const std::function<PortSchema(const QString &port)> &schemas);

}  // namespace headrace
