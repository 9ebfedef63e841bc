// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions of a pipeline on one canvas, and what differs in a table: one HTML page that needs nothing else.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/pipeline.h"

#include <QByteArray>

namespace headrace::cli {

/// Pure. The names say where each version comes from. Everything from the pipelines is escaped.
QByteArray diffPage(const Pipeline &before, const Pipeline &after, const QString &beforeName, const QString &afterName,
                    const Catalog &catalog);

}  // namespace headrace::cli
