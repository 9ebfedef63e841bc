// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the graph of what came of what out of the run store. Any thread, on one connection.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/record/store.h"
#include "models/lineage/lineage_graph.h"

namespace headrace {

/// Which runs are drawn upon.
struct LineageScope {
    QString filter;         ///< in the language of run_query.h; empty: all
    qint64 sinceMs = 0;     ///< only runs that started then or later; 0: whenever
    QString run;            ///< id of the only run; empty: all
    int mostThings = 5000;  ///< older runs are left out beyond
    int mostRuns = 2000;
};

Result<LineageGraph> readLineage(record::Store &store, const Catalog &catalog, const LineageScope &scope);

}  // namespace headrace
