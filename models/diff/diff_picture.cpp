// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diff/diff_picture.h"

#include "models/gestures/nodes.h"

namespace headrace {

DiffPicture pictureOf(const Pipeline &before, const Pipeline &after, const PipelineDiff &diff)
{
    DiffPicture picture;
    picture.pipeline = after;
    for (const NodeChange &change : diff.nodes) {
        if (change.kind != ChangeKind::Removed) {
            picture.marks.insert(change.id, change.kind);
            continue;
        }
        const auto node = before.nodes.constFind(change.id);
        if (node == before.nodes.cend() || after.nodes.contains(change.id))
            continue;
        picture.pipeline.layout.positions.insert(change.id, freePlace(picture.pipeline, before.layout.positions.value(change.id)));
        picture.pipeline.nodes.insert(change.id, *node);
        picture.marks.insert(change.id, ChangeKind::Removed);
    }
    return picture;
}

}  // namespace headrace
