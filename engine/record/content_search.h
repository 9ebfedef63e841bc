// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs read or wrote a content, found by its fingerprints in the store.
#pragma once

#include "engine/record/store.h"

namespace headrace::record {

/// A place at which a content met a run.
struct ContentUse {
    qint64 run = 0;  ///< key inside the store
    QString node;
    QString role;  ///< input, output, or artifact
    QString kind;  ///< of an artifact: model, transform, table …; else dataset
    QString name;
    QString path;  ///< where it lay then
    std::optional<qint64> bytes;
    std::optional<qint64> rows;
};

/// The newest run first. `digests` are SHA-256 and XXH3 of one content; empty ones match nothing. Deleted runs are left out.
Result<QList<ContentUse>> usesOfContent(Store &store, const QStringList &digests);

}  // namespace headrace::record
