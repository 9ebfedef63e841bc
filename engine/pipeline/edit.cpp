// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/edit.h"

#include "engine/pipeline/format_members.h"

#include <algorithm>
#include <cmath>

namespace headrace {

namespace {

using namespace members;
using Inverse = QList<PipelineEdit>;

constexpr double kFarthest = 1e9;  // as in the reader

Error refused(const QString &text, const QString &hint)
{
    return Error(ErrorCode::Invalid, text, hint);
}

Error noNode(const QString &id)
{
    return Error(ErrorCode::NotFound, QStringLiteral("There is no node '%1'.").arg(id),
                 QStringLiteral("It may have been renamed or removed."));
}

/// What the file holds in a form that this version does not understand must not be written over unseen.
bool isOccupied(const QJsonObject &unknown, const QString &section, const QString &key)
{
    const auto member = unknown.constFind(section);
    return member != unknown.constEnd() && (!member->isObject() || member->toObject().contains(key));
}

Error occupied(const QString &section, const QString &key)
{
    return refused(QStringLiteral("The file holds '%1.%2' in a form that this version does not understand.").arg(section, key),
                   QStringLiteral("Mend or remove it in the file first; see the list of problems."));
}

/// Whether a reference reads back as it is written.
bool isWritable(const PortRef &ref)
{
    return PortRef::fromString(ref.toString()) == ref;
}

bool isPlace(const QRectF &rect)
{
    const auto near = [](double value) { return std::abs(value) <= kFarthest; };  // false for NaN
    return near(rect.x()) && near(rect.y()) && near(rect.width()) && near(rect.height());
}

template <class Map> void dropEmpty(Map &inputs)
{
    inputs.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
}

/// Removes from a node's unknown members those in whose place a known one now stands; they could not be written.
bool dropShadowed(Node &node)
{
    bool dropped = false;
    const auto drop = [&](const QString &key, bool known) {
        if (known && node.unknown.contains(key)) {
            node.unknown.remove(key);
            dropped = true;
        }
    };
    drop(kTitle, !node.title.isEmpty());
    drop(kNote, !node.note.isEmpty());
    drop(kDisabled, node.disabled);
    drop(kFrozen, node.frozen);
    drop(kMaterialize, node.materialize);
    drop(kParams, !node.params.isEmpty());
    drop(kOp, !node.op.isEmpty());
    drop(kVersion, node.version != 1);
    drop(kPolicy, node.policy != RunPolicy());
    if (const QJsonValue value = node.unknown.value(kInputs); !value.isUndefined() && !node.inputs.isEmpty()) {
        QJsonObject unread = value.toObject();
        const qsizetype before = unread.size();
        for (auto input = node.inputs.cbegin(); input != node.inputs.cend(); ++input)
            unread.remove(input.key());
        if (!value.isObject() || unread.size() != before) {
            dropped = true;
            node.unknown.remove(kInputs);
            if (!unread.isEmpty())
                node.unknown.insert(kInputs, unread);
        }
    }
    return dropped;
}

/// Applies one edit; gives what undoes it.
struct Apply {
    Pipeline &pipeline;

    Result<Inverse> operator()(const SetNode &edit)
    {
        const auto present = pipeline.nodes.find(edit.id);
        const bool exists = present != pipeline.nodes.end();
        const SetNode inverse{edit.id, exists ? std::optional(*present) : std::nullopt, true};
        if (!edit.node) {
            if (exists)
                pipeline.nodes.erase(present);
            return Inverse{inverse};
        }
        if (!exists && !edit.restore && !isNodeId(edit.id))
            return malformed(edit.id);
        if (!exists && (isOccupied(pipeline.unknown, kNodes, edit.id)))
            return occupied(kNodes, edit.id);
        Node node = *edit.node;
        dropEmpty(node.inputs);
        for (auto input = node.inputs.cbegin(); input != node.inputs.cend(); ++input)
            HR_TRY(checkRefs({edit.id, input.key()}, *input));
        if (!edit.restore)
            dropShadowed(node);
        pipeline.nodes.insert(edit.id, node);
        return Inverse{inverse};
    }

    Result<Inverse> operator()(const RenameNode &edit)
    {
        if (!pipeline.nodes.contains(edit.from))
            return noNode(edit.from);
        if (edit.from == edit.to)
            return Inverse{edit};
        if (!edit.restore && !isNodeId(edit.to))
            return malformed(edit.to);
        if (pipeline.nodes.contains(edit.to))
            return refused(QStringLiteral("There is a node '%1' already.").arg(edit.to), QStringLiteral("Choose another id."));
        if (isOccupied(pipeline.unknown, kNodes, edit.to))
            return occupied(kNodes, edit.to);
        if (isOccupied(pipeline.layout.unknown, kPositions, edit.to))
            return occupied(kPositions, edit.to);

        // Edges and a position may speak of the new name before there is a node of that name; undoing must not rename them.
        Inverse inverse{RenameNode{edit.to, edit.from, true}};
        const auto follow = [&](QList<PortRef> &refs) {
            bool spoken = false;
            for (PortRef &ref : refs) {
                spoken = spoken || ref.node == edit.to;
                if (ref.node == edit.from)
                    ref.node = edit.to;
            }
            return spoken;
        };
        const PipelinePorts ports = pipeline.ports;
        bool portsSpoken = false;
        for (QList<PortRef> &refs : pipeline.ports.inputs)
            portsSpoken = follow(refs) || portsSpoken;
        for (PortRef &ref : pipeline.ports.outputs) {
            portsSpoken = portsSpoken || ref.node == edit.to;
            if (ref.node == edit.from)
                ref.node = edit.to;
        }
        if (portsSpoken)
            inverse << SetPorts{ports};
        for (auto node = pipeline.nodes.begin(); node != pipeline.nodes.end(); ++node)
            for (auto input = node->inputs.begin(); input != node->inputs.end(); ++input) {
                const bool concerned = std::any_of(input->cbegin(), input->cend(),
                                                   [&](const PortRef &ref) { return ref.node == edit.from || ref.node == edit.to; });
                if (!concerned)
                    continue;
                const QList<PortRef> before = *input;
                if (follow(*input))
                    inverse << SetInput{{node.key(), input.key()}, before};
            }
        pipeline.nodes.insert(edit.to, pipeline.nodes.take(edit.from));
        if (const auto stray = pipeline.layout.positions.constFind(edit.to); stray != pipeline.layout.positions.cend())
            inverse << SetPosition{edit.to, *stray};
        if (pipeline.layout.positions.contains(edit.from))
            pipeline.layout.positions.insert(edit.to, pipeline.layout.positions.take(edit.from));
        else
            pipeline.layout.positions.remove(edit.to);
        return inverse;
    }

    Result<Inverse> operator()(const SetNodeParam &edit)
    {
        return change(edit.id, [&](Node &node) -> Result<Inverse> {
            const auto present = node.params.constFind(edit.name);
            const SetNodeParam inverse{edit.id, edit.name,
                                       present == node.params.constEnd() ? std::nullopt : std::optional<QJsonValue>(*present)};
            if (edit.value && !edit.value->isUndefined())
                node.params.insert(edit.name, *edit.value);
            else
                node.params.remove(edit.name);
            return Inverse{inverse};
        });
    }

    Result<Inverse> operator()(const SetNodeFlags &edit)
    {
        return change(edit.id, [&](Node &node) -> Result<Inverse> {
            const SetNodeFlags inverse{edit.id, node.title, node.note, node.disabled, node.materialize, node.frozen, node.policy};
            node.title = edit.title;
            node.note = edit.note;
            node.disabled = edit.disabled;
            node.materialize = edit.materialize;
            node.frozen = edit.frozen;
            node.policy = edit.policy;
            return Inverse{inverse};
        });
    }

    Result<Inverse> operator()(const SetInput &edit)
    {
        HR_TRY(checkRefs(edit.to, edit.from));
        return change(edit.to.node, [&](Node &node) -> Result<Inverse> {
            const SetInput inverse{edit.to, node.inputs.value(edit.to.port)};
            if (edit.from.isEmpty())
                node.inputs.remove(edit.to.port);
            else
                node.inputs.insert(edit.to.port, edit.from);
            return Inverse{inverse};
        });
    }

    Result<Inverse> operator()(const SetPosition &edit)
    {
        if (edit.id.startsWith(QLatin1Char('$')))
            return malformed(edit.id);
        if (edit.position && !isPlace(QRectF(*edit.position, QSizeF())))
            return tooFar(edit.id);
        return set<SetPosition>(pipeline.layout.positions, kPositions, edit.id, edit.position);
    }

    Result<Inverse> operator()(const SetFrame &edit)
    {
        if (edit.frame && !isPlace(edit.frame->rect))
            return tooFar(edit.id);
        return set<SetFrame>(pipeline.layout.frames, kFrames, edit.id, edit.frame);
    }

    Result<Inverse> operator()(const SetNote &edit)
    {
        if (edit.note && !isPlace(edit.note->rect))
            return tooFar(edit.id);
        return set<SetNote>(pipeline.layout.notes, kNotes, edit.id, edit.note);
    }

    Result<Inverse> operator()(const SetParameter &edit)
    {
        if (edit.parameter && isOccupied(pipeline.unknown, kParameters, edit.name))
            return occupied(kParameters, edit.name);
        return put<SetParameter>(pipeline.parameters, edit.name, edit.parameter);
    }

    Result<Inverse> operator()(const SetPorts &edit)
    {
        PipelinePorts ports = edit.ports;
        dropEmpty(ports.inputs);
        if (const QJsonValue unread = pipeline.unknown.value(kPorts); !unread.isUndefined()) {
            for (auto port = ports.inputs.cbegin(); port != ports.inputs.cend(); ++port)
                if (!unread.isObject() || isOccupied(unread.toObject(), kInputs, port.key()))
                    return occupied(kPorts, port.key());
            for (auto port = ports.outputs.cbegin(); port != ports.outputs.cend(); ++port)
                if (!unread.isObject() || isOccupied(unread.toObject(), kOutputs, port.key()))
                    return occupied(kPorts, port.key());
        }
        for (auto port = ports.inputs.cbegin(); port != ports.inputs.cend(); ++port)
            HR_TRY(checkRefs({kPorts, port.key()}, *port));
        for (auto port = ports.outputs.cbegin(); port != ports.outputs.cend(); ++port)
            HR_TRY(checkRefs({kPorts, port.key()}, {*port}));
        return Inverse{SetPorts{std::exchange(pipeline.ports, ports)}};
    }

    Result<Inverse> operator()(const SetHeader &edit)
    {
        if (!edit.name.isEmpty() && pipeline.unknown.contains(kName))
            return occupied(QStringLiteral("pipeline"), kName);
        if (!edit.doc.isEmpty() && pipeline.unknown.contains(kDoc))
            return occupied(QStringLiteral("pipeline"), kDoc);
        return Inverse{SetHeader{std::exchange(pipeline.name, edit.name), std::exchange(pipeline.doc, edit.doc)}};
    }

private:
    static Error malformed(const QString &id)
    {
        return refused(QStringLiteral("'%1' cannot be an id.").arg(id.left(80)),
                       QStringLiteral("Use small letters, digits, '_' and '-', beginning with a letter, at most 255."));
    }

    static Error tooFar(const QString &id)
    {
        return refused(QStringLiteral("The place of '%1' is outside the canvas.").arg(id),
                       QStringLiteral("Keep coordinates within a thousand million pixels."));
    }

    static Result<void> checkRefs(const PortRef &to, const QList<PortRef> &refs)
    {
        for (const PortRef &ref : refs)
            if (!isWritable(ref))
                return refused(QStringLiteral("'%1' is no output that '%2' could be connected to.").arg(ref.toString(), to.toString()),
                               QStringLiteral("An output is written NODE:PORT."));
        return {};
    }

    template <class Change> Result<Inverse> change(const QString &id, Change change)
    {
        const auto node = pipeline.nodes.find(id);
        if (node == pipeline.nodes.end())
            return noNode(id);
        if (node->unknown.isEmpty())
            return change(*node);
        const Node before = *node;
        Result<Inverse> inverse = change(*node);
        if (dropShadowed(*node))
            return Inverse{SetNode{id, before, true}};
        return inverse;
    }

    template <class Edit, class Value>
    static Result<Inverse> put(QMap<QString, Value> &map, const QString &key, const std::optional<Value> &value)
    {
        const auto present = map.constFind(key);
        const Edit inverse{key, present == map.cend() ? std::nullopt : std::optional(*present)};
        if (value)
            map.insert(key, *value);
        else
            map.remove(key);
        return Inverse{inverse};
    }

    template <class Edit, class Value>
    Result<Inverse> set(QMap<QString, Value> &map, const QString &section, const QString &key, const std::optional<Value> &value)
    {
        if (value && (isOccupied(pipeline.layout.unknown, section, key) || pipeline.unknown.contains(kLayout)))
            return occupied(section, key);
        return put<Edit>(map, key, value);
    }
};

}  // namespace

Result<QList<PipelineEdit>> applyEdits(Pipeline &pipeline, const QList<PipelineEdit> &edits)
{
    QList<Inverse> inverses;
    inverses.reserve(edits.size());
    for (const PipelineEdit &edit : edits) {
        Result<Inverse> inverse = std::visit(Apply{pipeline}, edit);
        if (!inverse) {
            for (auto made = inverses.crbegin(); made != inverses.crend(); ++made)
                for (const PipelineEdit &back : *made) {
                    const auto undone = std::visit(Apply{pipeline}, back);
                    Q_ASSERT(undone.ok());
                }
            return std::move(inverse).error();
        }
        inverses << *std::move(inverse);
    }
    QList<PipelineEdit> undo;
    for (auto made = inverses.crbegin(); made != inverses.crend(); ++made)
        undo << *made;
    return undo;
}

QList<PipelineEdit> removeNodeEdits(const Pipeline &pipeline, const QString &id)
{
    QList<PipelineEdit> edits;
    const auto touches = [&id](const PortRef &ref) { return ref.node == id; };
    PipelinePorts ports = pipeline.ports;
    for (QList<PortRef> &refs : ports.inputs)
        refs.removeIf(touches);
    dropEmpty(ports.inputs);
    ports.outputs.removeIf([&](const auto &entry) { return touches(entry.value()); });
    if (ports != pipeline.ports)
        edits << SetPorts{ports};
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node) {
        if (node.key() == id)
            continue;
        for (auto input = node->inputs.cbegin(); input != node->inputs.cend(); ++input) {
            QList<PortRef> kept = *input;
            if (kept.removeIf(touches) > 0)
                edits << SetInput{{node.key(), input.key()}, kept};
        }
    }
    if (pipeline.layout.positions.contains(id))
        edits << SetPosition{id, std::nullopt};
    edits << SetNode{id, std::nullopt};
    return edits;
}

bool isLayoutOnly(const PipelineEdit &edit)
{
    return std::holds_alternative<SetPosition>(edit) || std::holds_alternative<SetFrame>(edit) || std::holds_alternative<SetNote>(edit);
}

}  // namespace headrace
