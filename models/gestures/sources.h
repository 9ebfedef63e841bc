// SPDX-License-Identifier: GPL-3.0-or-later
// Data files dropped on the canvas become the source that reads them. Pure; any thread.
#pragma once

#include "models/gestures/nodes.h"

namespace headrace {

/// The operator that reads files of this name, by its ending (csv, tsv, json, ndjson, parquet, db, …, also .gz); empty: none.
QString sourceForFile(const QString &path, const Catalog &catalog);

/// How a path is written into a pipeline: relative to its folder where the file is in or below it, else absolute.
QString pathInPipeline(const QString &path, const QString &folder);

/// One source for each file that can be read, one below the other. Files that none can read are given in `unread`.
Added addSources(const Pipeline &pipeline, const Catalog &catalog, const QStringList &files, const QString &folder, QPointF position,
                 QStringList *unread = nullptr);

}  // namespace headrace
