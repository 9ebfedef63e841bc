// SPDX-License-Identifier: GPL-3.0-or-later
// What a node is called and does, in a few words: the two lines of text on the canvas. Pure; any thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/pipeline.h"

namespace headrace {

/// The node's own title, else its operator's, else the operator's id.
QString titleOf(const Node &node, const Catalog &catalog);

/// One line of what it does with this data ('origin = iata', 'hour, weekday'): the operator's summary with the values of the
/// parameters in words, or what it still needs. `parameters`: the pipeline's, for the values behind {"$param": name}.
QString summaryOf(const Node &node, const Catalog &catalog, const QMap<QString, PipelineParameter> &parameters);

/// A parameter's value in words; empty where it says nothing.
QString valueInWords(const ParamSpec &spec, const QJsonValue &value, const QMap<QString, PipelineParameter> &parameters);

/// A count with separators of thousands, and seconds as a person says them ('0.4 s', '2 min 5 s').
QString countInWords(qint64 count);
QString secondsInWords(double seconds);

/// Lucide's name and the category of an operator, also of a subpipeline and of one that is not known.
QString iconOf(const QString &op, const Catalog &catalog);
Category categoryOf(const QString &op, const Catalog &catalog);

}  // namespace headrace
