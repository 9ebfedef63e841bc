// SPDX-License-Identifier: GPL-3.0-or-later
// A fitted transform: what was learned, as a small JSON artifact that applies as SQL.
#pragma once

#include "engine/base/result.h"
#include "engine/data/relation.h"

#include <QJsonObject>

namespace headrace::learning {

/// {"headrace_transform": 1, "kind": impute|standardize|one_hot|ordinal, "node", "columns": {…}, "schema_in", "schema_out"}
struct Transform {
    QJsonObject json;
    QString node;  ///< id of the node that fitted it
    bool operator==(const Transform &) const = default;
};

/// A SELECT over `handle` that applies the transform: visible columns of the result, then the given hidden columns unchanged.
Result<QString> applySql(const Transform &transform, const QString &handle, const data::Schema &schema, const QStringList &hidden);
/// The schema after applying, without running.
Result<data::Schema> schemaAfter(const Transform &transform, const data::Schema &schema);

/// The rows with the transform applied, as a step `node` of the chain. Columns of the identity that the transform changes or
/// removes travel on as hidden columns, so that the rows keep their order.
Result<data::Relation> applyTransform(const Transform &transform, const QString &handle, const data::Schema &schema,
                                      const QStringList &identity, const QList<data::ChainStep> &chain, const QString &node,
                                      const QString &op);

}  // namespace headrace::learning
