// SPDX-License-Identifier: GPL-3.0-or-later
// Two pipelines on one canvas: the later one, with what the earlier one had and it has not. Pure; any thread.
#pragma once

#include "engine/pipeline/diff.h"

#include <QHash>

namespace headrace {

struct DiffPicture {
    Pipeline pipeline;                 ///< to be shown, never to be run
    QHash<QString, ChangeKind> marks;  ///< by node id
};

/// A removed node stands where it stood, or beside it where that place is taken now, with the edges it had.
DiffPicture pictureOf(const Pipeline &before, const Pipeline &after, const PipelineDiff &diff);

}  // namespace headrace
