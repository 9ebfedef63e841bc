// SPDX-License-Identifier: GPL-3.0-or-later
// A pipeline as JSON: which member holds which fact, and what this version does not know merged back in.
#include "engine/pipeline/format.h"
#include "engine/pipeline/format_members.h"

#include <QJsonArray>

#include <cmath>

namespace headrace {

namespace {

using namespace members;

/// Puts back what was not understood. What is known by now wins; objects are merged, because an unknown member may stand
/// in one whose other members are known.
void mergeUnknown(QJsonObject &object, const QJsonObject &unknown)
{
    for (auto member = unknown.constBegin(); member != unknown.constEnd(); ++member) {
        const auto present = object.constFind(member.key());
        if (present == object.constEnd()) {
            object.insert(member.key(), member.value());
        } else if (present->isObject() && member.value().isObject()) {
            QJsonObject inner = present->toObject();
            mergeUnknown(inner, member.value().toObject());
            object.insert(member.key(), inner);
        }
    }
}

void putText(QJsonObject &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

void putFlag(QJsonObject &object, const QString &key, bool flag)
{
    if (flag)
        object.insert(key, true);
}

void putObject(QJsonObject &object, const QString &key, const QJsonObject &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

QJsonValue coordinate(double value)
{
    return std::isfinite(value) ? value : 0.0;
}

QJsonArray rectToJson(const QRectF &rect)
{
    return {coordinate(rect.x()), coordinate(rect.y()), coordinate(rect.width()), coordinate(rect.height())};
}

QJsonValue refsToJson(const QList<PortRef> &refs)
{
    if (refs.size() == 1)
        return refs.first().toString();
    QJsonArray list;
    for (const PortRef &ref : refs)
        list << ref.toString();
    return list;
}

QJsonObject refMapToJson(const QMap<QString, QList<PortRef>> &map)
{
    QJsonObject object;
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
        if (!entry->isEmpty())
            object.insert(entry.key(), refsToJson(*entry));
    return object;
}

QJsonObject policyToJson(const RunPolicy &policy)
{
    const RunPolicy usual;
    QJsonObject object;
    if (policy.timeoutSeconds != usual.timeoutSeconds)
        object.insert(kTimeout, coordinate(policy.timeoutSeconds));
    if (policy.retries != usual.retries)
        object.insert(kRetries, policy.retries);
    if (policy.retryDelaySeconds != usual.retryDelaySeconds)
        object.insert(kRetryDelay, coordinate(policy.retryDelaySeconds));
    return object;
}

QJsonObject nodeToJson(const Node &node)
{
    QJsonObject object;
    // Always there, but for the place of a member that was not understood.
    if (!node.op.isEmpty() || !node.unknown.contains(kOp))
        object.insert(kOp, node.op);
    if (node.version != 1 || !node.unknown.contains(kVersion))
        object.insert(kVersion, node.version);
    putText(object, kTitle, node.title);
    putText(object, kNote, node.note);
    putFlag(object, kDisabled, node.disabled);
    putFlag(object, kFrozen, node.frozen);
    putFlag(object, kMaterialize, node.materialize);
    putObject(object, kPolicy, policyToJson(node.policy));
    putObject(object, kInputs, refMapToJson(node.inputs));
    putObject(object, kParams, node.params);
    mergeUnknown(object, node.unknown);
    return object;
}

QJsonObject parametersToJson(const QMap<QString, PipelineParameter> &parameters)
{
    QJsonObject object;
    for (auto entry = parameters.cbegin(); entry != parameters.cend(); ++entry) {
        QJsonObject parameter{{kType, toString(entry->type)}};
        if (!entry->defaultValue.isUndefined())
            parameter.insert(kDefault, entry->defaultValue);
        putText(parameter, kDoc, entry->doc);
        mergeUnknown(parameter, entry->unknown);
        object.insert(entry.key(), parameter);
    }
    return object;
}

QJsonObject portsToJson(const PipelinePorts &ports)
{
    QJsonObject outputs;
    for (auto entry = ports.outputs.cbegin(); entry != ports.outputs.cend(); ++entry)
        outputs.insert(entry.key(), entry->toString());
    QJsonObject object;
    putObject(object, kInputs, refMapToJson(ports.inputs));
    putObject(object, kOutputs, outputs);
    return object;
}

QJsonObject layoutToJson(const Layout &layout)
{
    QJsonObject positions;
    for (auto entry = layout.positions.cbegin(); entry != layout.positions.cend(); ++entry)
        positions.insert(entry.key(), QJsonArray{coordinate(entry->x()), coordinate(entry->y())});
    if (!positions.isEmpty() && !layout.unknown.value(kPositions).toObject().contains(kUnit))
        positions.insert(kUnit, kPixels);
    QJsonObject frames;
    for (auto entry = layout.frames.cbegin(); entry != layout.frames.cend(); ++entry) {
        QJsonObject frame;
        putText(frame, kTitle, entry->title);
        frame.insert(kRect, rectToJson(entry->rect));
        putText(frame, kColor, entry->color);
        mergeUnknown(frame, entry->unknown);
        frames.insert(entry.key(), frame);
    }
    QJsonObject notes;
    for (auto entry = layout.notes.cbegin(); entry != layout.notes.cend(); ++entry) {
        QJsonObject note{{kRect, rectToJson(entry->rect)}};
        if (!entry->text.isEmpty() || !entry->unknown.contains(kText))
            note.insert(kText, entry->text);
        mergeUnknown(note, entry->unknown);
        notes.insert(entry.key(), note);
    }
    QJsonObject object;
    putObject(object, kPositions, positions);
    putObject(object, kFrames, frames);
    putObject(object, kNotes, notes);
    mergeUnknown(object, layout.unknown);
    return object;
}

}  // namespace

QJsonObject pipelineToJson(const Pipeline &pipeline)
{
    QJsonObject nodes;
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node)
        nodes.insert(node.key(), nodeToJson(*node));
    QJsonObject object;
    if (!pipeline.unknown.contains(kHeadrace))
        object.insert(kHeadrace, Pipeline::kFormatVersion);
    putText(object, kName, pipeline.name);
    putText(object, kDoc, pipeline.doc);
    putObject(object, kParameters, parametersToJson(pipeline.parameters));
    putObject(object, kPorts, portsToJson(pipeline.ports));
    if (!nodes.isEmpty() || !pipeline.unknown.contains(kNodes))
        object.insert(kNodes, nodes);
    putObject(object, kLayout, layoutToJson(pipeline.layout));
    mergeUnknown(object, pipeline.unknown);
    return object;
}

}  // namespace headrace
