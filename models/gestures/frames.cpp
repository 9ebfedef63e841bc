// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/frames.h"

#include "models/gestures/fresh_ids.h"

#include <QSet>

namespace headrace {

CanvasItems withContents(const Pipeline &pipeline, const CanvasItems &items)
{
    CanvasItems all = items;
    if (items.frames.isEmpty())
        return all;
    QSet<QString> nodes(items.nodes.cbegin(), items.nodes.cend());
    QSet<QString> frames(items.frames.cbegin(), items.frames.cend());
    QSet<QString> notes(items.notes.cbegin(), items.notes.cend());
    const auto take = [](QSet<QString> &there, QStringList &list, const QString &id) {
        if (!there.contains(id)) {
            there.insert(id);
            list.append(id);
        }
    };
    for (const QString &id : items.frames) {
        const QRectF rect = pipeline.layout.frames.value(id).rect;
        for (auto it = pipeline.nodes.cbegin(); it != pipeline.nodes.cend(); ++it)
            if (rect.contains(nodeRect(pipeline, it.key()).center()))
                take(nodes, all.nodes, it.key());
        for (auto it = pipeline.layout.notes.cbegin(); it != pipeline.layout.notes.cend(); ++it)
            if (rect.contains(it->rect.center()))
                take(notes, all.notes, it.key());
        for (auto it = pipeline.layout.frames.cbegin(); it != pipeline.layout.frames.cend(); ++it)
            if (it.key() != id && rect.contains(it->rect))
                take(frames, all.frames, it.key());
    }
    return all;
}

Added addFrame(const Pipeline &pipeline, const CanvasItems &items, QPointF position, const QString &title, const QString &colour)
{
    constexpr double kSide = 16;
    constexpr double kTop = 48;
    Frame frame;
    frame.title = title;
    frame.color = colour;
    const QRectF around = rectOf(pipeline, items);
    frame.rect = around.isNull() ? QRectF(snapped(position), QSizeF(320, 192)) : around.adjusted(-kSide, -kTop, kSide, kSide);
    const QString id = FreshIds(pipeline).next(QStringLiteral("frame"));
    return {{SetFrame{id, frame}}, {{}, {id}, {}}};
}

Added addNote(const Pipeline &pipeline, QPointF position, const QString &text)
{
    Note note;
    note.text = text;
    note.rect = QRectF(snapped(position), QSizeF(224, 96));
    const QString id = FreshIds(pipeline).next(QStringLiteral("note"));
    return {{SetNote{id, note}}, {{}, {}, {id}}};
}

QList<PipelineEdit> frameEdits(const Pipeline &pipeline, const QString &id, const Frame &changed)
{
    if (!pipeline.layout.frames.contains(id) || pipeline.layout.frames.value(id) == changed)
        return {};
    return {SetFrame{id, changed}};
}

QList<PipelineEdit> noteEdits(const Pipeline &pipeline, const QString &id, const Note &changed)
{
    if (!pipeline.layout.notes.contains(id) || pipeline.layout.notes.value(id) == changed)
        return {};
    return {SetNote{id, changed}};
}

}  // namespace headrace
