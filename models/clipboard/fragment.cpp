// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clipboard/fragment.h"

#include "engine/pipeline/format.h"
#include "models/gestures/fresh_ids.h"
#include "models/gestures/references.h"

#include <QCoreApplication>
#include <QSet>

namespace headrace {

QString fragmentText(const Pipeline &pipeline, const CanvasItems &items)
{
    Pipeline fragment;
    const QSet<QString> inside(items.nodes.cbegin(), items.nodes.cend());
    for (const QString &id : items.nodes) {
        const auto found = pipeline.nodes.constFind(id);
        if (found == pipeline.nodes.cend())
            continue;
        Node node = *found;
        for (QList<PortRef> &refs : node.inputs)
            refs.removeIf([&inside](const PortRef &ref) { return !inside.contains(ref.node); });
        node.inputs.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
        fragment.nodes.insert(id, node);
        fragment.layout.positions.insert(id, pipeline.layout.positions.value(id));
        for (const QString &name : parametersSpokenOf(node, pipeline.parameters))
            fragment.parameters.insert(name, pipeline.parameters.value(name));
    }
    for (const QString &id : items.frames)
        if (pipeline.layout.frames.contains(id))
            fragment.layout.frames.insert(id, pipeline.layout.frames.value(id));
    for (const QString &id : items.notes)
        if (pipeline.layout.notes.contains(id))
            fragment.layout.notes.insert(id, pipeline.layout.notes.value(id));
    return QString::fromUtf8(writePipeline(fragment));
}

Result<Pipeline> fragmentFromText(const QString &text)
{
    const auto nothing = [] {
        return Error(ErrorCode::Invalid, QCoreApplication::translate("Clipboard", "The clipboard holds no part of a pipeline."),
                     QCoreApplication::translate("Clipboard", "Copy nodes on a canvas, or the text of a pipeline file."));
    };
    if (!text.trimmed().startsWith(QLatin1Char('{')))
        return nothing();
    auto read = readPipeline(text.toUtf8());
    if (!read)
        return nothing();
    const Pipeline &fragment = read->pipeline;
    if (fragment.nodes.isEmpty() && fragment.layout.frames.isEmpty() && fragment.layout.notes.isEmpty())
        return nothing();
    return std::move(read->pipeline);
}

Added pasteFragment(const Pipeline &pipeline, const Pipeline &fragment, QPointF middle)
{
    CanvasItems all{fragment.nodes.keys(), fragment.layout.frames.keys(), fragment.layout.notes.keys()};
    const QPointF offset = snapped(middle - rectOf(fragment, all).center());
    Added added;
    FreshIds ids(pipeline);
    QHash<QString, QString> names;
    for (auto it = fragment.nodes.cbegin(); it != fragment.nodes.cend(); ++it)
        names.insert(it.key(), ids.next(it.key()));
    for (auto it = fragment.parameters.cbegin(); it != fragment.parameters.cend(); ++it)
        if (!pipeline.parameters.contains(it.key()))
            added.edits << SetParameter{it.key(), *it};
    for (auto it = fragment.nodes.cbegin(); it != fragment.nodes.cend(); ++it) {
        Node node = *it;
        // An edge from a node that did not come along would meet a stranger of that name here.
        for (QList<PortRef> &refs : node.inputs) {
            refs.removeIf([&names](const PortRef &ref) { return !names.contains(ref.node); });
            for (PortRef &ref : refs)
                ref.node = names.value(ref.node);
        }
        node.inputs.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
        const QString id = names.value(it.key());
        added.edits << SetNode{id, node} << SetPosition{id, fragment.layout.positions.value(it.key()) + offset};
        added.items.nodes << id;
    }
    for (auto it = fragment.layout.frames.cbegin(); it != fragment.layout.frames.cend(); ++it) {
        Frame frame = *it;
        frame.rect.translate(offset);
        added.items.frames << ids.next(it.key());
        added.edits << SetFrame{added.items.frames.last(), frame};
    }
    for (auto it = fragment.layout.notes.cbegin(); it != fragment.layout.notes.cend(); ++it) {
        Note note = *it;
        note.rect.translate(offset);
        added.items.notes << ids.next(it.key());
        added.edits << SetNote{added.items.notes.last(), note};
    }
    return added;
}

}  // namespace headrace
