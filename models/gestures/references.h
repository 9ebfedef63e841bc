// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a pipeline's parameters a node speaks of, and putting values in their place. Pure; any thread.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QSet>

namespace headrace {

/// The names in {"$param": name}, in $name within texts and in ${name} within paths, anywhere in a node's parameters that is a
/// parameter of the pipeline.
QSet<QString> parametersSpokenOf(const Node &node, const QMap<QString, PipelineParameter> &parameters);

/// Whether a name stands in a text as $name or ${name}: there no value can be put in its place.
bool spokenOfInText(const Node &node, const QString &name);

/// The node with each {"$param": name} replaced by the value given for the name.
Node withValues(Node node, const QMap<QString, QJsonValue> &values);

}  // namespace headrace
