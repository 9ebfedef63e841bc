// SPDX-License-Identifier: GPL-3.0-or-later
// Joins two versions of a pipeline that both come from a third.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QStringList>

namespace headrace {

struct MergedPipeline {
    Pipeline pipeline;
    /// What both sides changed, each in its way (nodes.late.params.condition); the pipeline is good only where this is empty.
    QStringList conflicts;
};

/// Member by member of the file format: two sides may change different parameters of one node. A node that one side removed
/// and the other changed or connected, and edges that together make a cycle, are conflicts. Where both moved a thing on the
/// canvas it stands where `mine` has it. Pure.
MergedPipeline mergeThreeWay(const Pipeline &base, const Pipeline &mine, const Pipeline &theirs);

}  // namespace headrace
