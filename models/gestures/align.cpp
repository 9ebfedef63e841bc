// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/align.h"

#include <algorithm>

namespace headrace {
namespace {

struct Placed {
    QString id;
    QRectF rect;
};

QList<Placed> placed(const Pipeline &pipeline, const CanvasItems &items)
{
    QList<Placed> all;
    for (const QString &id : items.nodes)
        if (pipeline.nodes.contains(id))
            all.append({id, nodeRect(pipeline, id)});
    for (const QString &id : items.frames)
        if (pipeline.layout.frames.contains(id))
            all.append({id, pipeline.layout.frames.value(id).rect});
    for (const QString &id : items.notes)
        if (pipeline.layout.notes.contains(id))
            all.append({id, pipeline.layout.notes.value(id).rect});
    return all;
}

}  // namespace

QList<PipelineEdit> placeEdits(const Pipeline &pipeline, const QString &id, QPointF corner)
{
    if (pipeline.nodes.contains(id))
        return pipeline.layout.positions.contains(id) && pipeline.layout.positions.value(id) == corner
            ? QList<PipelineEdit>()
            : QList<PipelineEdit>{SetPosition{id, corner}};
    if (auto frame = pipeline.layout.frames.value(id); pipeline.layout.frames.contains(id) && frame.rect.topLeft() != corner) {
        frame.rect.moveTopLeft(corner);
        return {SetFrame{id, frame}};
    }
    if (auto note = pipeline.layout.notes.value(id); pipeline.layout.notes.contains(id) && note.rect.topLeft() != corner) {
        note.rect.moveTopLeft(corner);
        return {SetNote{id, note}};
    }
    return {};
}

QList<PipelineEdit> alignEdits(const Pipeline &pipeline, const CanvasItems &items, Alignment alignment)
{
    const QList<Placed> all = placed(pipeline, items);
    if (all.size() < 2)
        return {};
    QRectF whole = all.first().rect;
    for (const Placed &one : all)
        whole = whole.united(one.rect);
    QList<PipelineEdit> edits;
    for (const Placed &one : all) {
        QRectF rect = one.rect;
        switch (alignment) {
        case Alignment::Left:
            rect.moveLeft(whole.left());
            break;
        case Alignment::Centre:
            rect.moveLeft(whole.center().x() - rect.width() / 2);
            break;
        case Alignment::Right:
            rect.moveRight(whole.right());
            break;
        case Alignment::Top:
            rect.moveTop(whole.top());
            break;
        case Alignment::Middle:
            rect.moveTop(whole.center().y() - rect.height() / 2);
            break;
        case Alignment::Bottom:
            rect.moveBottom(whole.bottom());
            break;
        }
        edits += placeEdits(pipeline, one.id, rect.topLeft());
    }
    return edits;
}

QList<PipelineEdit> distributeEdits(const Pipeline &pipeline, const CanvasItems &items, Qt::Orientation orientation)
{
    QList<Placed> all = placed(pipeline, items);
    if (all.size() < 3)
        return {};
    const bool across = orientation == Qt::Horizontal;
    const auto start = [across](const QRectF &rect) { return across ? rect.left() : rect.top(); };
    const auto length = [across](const QRectF &rect) { return across ? rect.width() : rect.height(); };
    std::stable_sort(all.begin(), all.end(), [&](const Placed &a, const Placed &b) {
        return start(a.rect) + length(a.rect) / 2 < start(b.rect) + length(b.rect) / 2;
    });
    double filled = 0;
    for (const Placed &one : std::as_const(all))
        filled += length(one.rect);
    const double span = start(all.last().rect) + length(all.last().rect) - start(all.first().rect);
    const double gap = (span - filled) / double(all.size() - 1);
    double at = start(all.first().rect);
    QList<PipelineEdit> edits;
    for (const Placed &one : std::as_const(all)) {
        const QPointF corner = across ? QPointF(at, one.rect.top()) : QPointF(one.rect.left(), at);
        edits += placeEdits(pipeline, one.id, corner);
        at += length(one.rect) + gap;
    }
    return edits;
}

}  // namespace headrace
