// SPDX-License-Identifier: GPL-3.0-or-later
// What two pipelines differ in: logic and layout apart.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QJsonObject>

namespace headrace {

enum class ChangeKind { Added, Removed, Changed };

struct ParamChange {
    QString path;  ///< params.condition, title, inputs.rows, …
    QJsonValue before = QJsonValue(QJsonValue::Undefined);
    QJsonValue after = QJsonValue(QJsonValue::Undefined);
    bool operator==(const ParamChange &) const = default;
};

struct NodeChange {
    QString id;
    ChangeKind kind = ChangeKind::Changed;
    QString formerId;  ///< where a node was only renamed
    QList<ParamChange> changes;
    bool operator==(const NodeChange &) const = default;
};

struct PipelineDiff {
    QList<NodeChange> nodes;
    QList<ParamChange> header;  ///< name, doc, parameters.*, ports.*
    QStringList layout;         ///< ids of moved nodes, frames and notes
    bool sameLogic() const { return nodes.isEmpty() && header.isEmpty(); }
    QJsonObject toJson() const;
};

PipelineDiff diff(const Pipeline &before, const Pipeline &after);

}  // namespace headrace
