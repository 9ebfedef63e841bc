// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of a pipeline as values, each with its exact inverse.
#pragma once

#include "engine/base/result.h"
#include "engine/pipeline/pipeline.h"

#include <optional>
#include <variant>

namespace headrace {

/// Each edit names one thing and its value afterwards; nullopt removes it. Setting what is already so is allowed.
/// Add, replace or remove a node; edges at other nodes stay. `restore`: set in inverses, for ids from a file that are malformed.
struct SetNode {
    QString id;
    std::optional<Node> node;
    bool restore = false;
};
struct RenameNode {
    QString from;
    QString to;
    bool restore = false;
};  ///< follows in edges, ports and layout
struct SetNodeParam {
    QString id;
    QString name;
    std::optional<QJsonValue> value;
};
struct SetNodeFlags {
    QString id;
    QString title;
    QString note;
    bool disabled = false;
    bool materialize = false;
    bool frozen = false;
    RunPolicy policy;
};
struct SetInput {
    PortRef to;
    QList<PortRef> from;
};  ///< all edges into one input port
struct SetPosition {
    QString id;
    std::optional<QPointF> position;
};
struct SetFrame {
    QString id;
    std::optional<Frame> frame;
};
struct SetNote {
    QString id;
    std::optional<Note> note;
};
struct SetParameter {
    QString name;
    std::optional<PipelineParameter> parameter;
};
struct SetPorts {
    PipelinePorts ports;
};
struct SetHeader {
    QString name;
    QString doc;
};

using PipelineEdit = std::variant<SetNode, RenameNode, SetNodeParam, SetNodeFlags, SetInput, SetPosition, SetFrame, SetNote, SetParameter,
                                  SetPorts, SetHeader>;

/// (Not named apply: std::apply would be found for lists of variants.) Applies the edits in order and gives the list that undoes them, in the order to apply it: pipeline and bytes are then equal.
/// On an Error (unknown node, taken or malformed id) the pipeline is unchanged.
Result<QList<PipelineEdit>> applyEdits(Pipeline &pipeline, const QList<PipelineEdit> &edits);

/// Convenience: removes a node with every edge that touches it, its place in the ports and on the canvas.
QList<PipelineEdit> removeNodeEdits(const Pipeline &pipeline, const QString &id);

/// Whether an edit concerns the layout only.
bool isLayoutOnly(const PipelineEdit &edit);

}  // namespace headrace
