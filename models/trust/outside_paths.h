// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a pipeline names that lie outside its workspace.
#pragma once

#include "engine/base/paths.h"
#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/pipeline.h"

#include <QHash>

namespace headrace {

struct OutsidePath {
    QString node;  ///< outer/inner within subpipelines
    QString parameter;
    QString path;      ///< as written
    QString absolute;  ///< what has to be allowed: the file, or the folder where the path is a pattern
    bool writes = false;
    bool operator==(const OutsidePath &) const = default;
};

struct LookOutside {
    QList<OutsidePath> paths;
    /// Code that stands in the pipeline itself, by its SHA-256: what is shown before it is trusted.
    QHash<QString, QByteArray> embeddedCode;
};

/// Resolves the pipeline with these values; of the disk it reads subpipelines within the workspace and what was allowed, nothing
/// else: no path outside is opened. Any thread.
LookOutside lookOutside(const Pipeline &pipeline, const Catalog &catalog, const PathPolicy &policy,
                        const QMap<QString, QJsonValue> &values);

}  // namespace headrace
