// SPDX-License-Identifier: GPL-3.0-or-later
// What of a pipeline can be bound although some of its nodes are wrong, and how two sets of diagnostics become one. Pure.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/pipeline.h"

#include <QSet>

namespace headrace {

/// The nodes of `from` and everything below them.
QSet<QString> withDescendants(const Pipeline &pipeline, const QSet<QString> &from);

/// The outermost node of an id within subpipelines: outer of outer/inner.
QString outermost(const QString &node);

/// The nodes that errors name (their outermost ones).
QSet<QString> nodesWithErrors(const QList<Diagnostic> &diagnostics);

/// The pipeline without some nodes and everything below them.
Pipeline without(const Pipeline &pipeline, const QSet<QString> &nodes);

/// Only the nodes that these need, they included: what is wrong elsewhere does not matter to a look at them.
Pipeline neededBy(const Pipeline &pipeline, const QStringList &nodes);

/// As without(), of a pipeline that stands in another: its ports stay as far as their nodes do, since they feed it.
Pipeline withoutWithin(const Pipeline &pipeline, const QSet<QString> &nodes);

/// Both, each said once (code, node, parameter and port decide), errors first, then by node.
QList<Diagnostic> merged(const QList<Diagnostic> &first, const QList<Diagnostic> &second);

}  // namespace headrace
