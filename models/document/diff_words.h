// SPDX-License-Identifier: GPL-3.0-or-later
// What two pipelines differ in, told in words.
#pragma once

#include "engine/pipeline/diff.h"

#include <QStringList>

namespace headrace {

/// One line: '2 nodes added, 1 changed', 'only moved', 'no difference'.
QString summaryOf(const PipelineDiff &diff);

/// One change a person can read.
struct DiffLine {
    ChangeKind kind = ChangeKind::Changed;
    QString what;    ///< 'Filter late flights', 'Name of the pipeline'
    QString detail;  ///< 'condition: delay > 15 → delay > 30'; empty where the node came or went
    bool operator==(const DiffLine &) const = default;
};
/// `before` and `after` give the nodes' titles.
QList<DiffLine> linesOf(const PipelineDiff &diff, const Pipeline &before, const Pipeline &after);

}  // namespace headrace
