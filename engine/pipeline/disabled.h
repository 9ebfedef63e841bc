// SPDX-License-Identifier: GPL-3.0-or-later
// Takes disabled nodes out of a flat pipeline.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/pipeline.h"
#include "engine/pipeline/signature.h"

namespace headrace {

/// Removes the disabled nodes. One with exactly one Table input and one Table output passes its rows through; other edges from
/// disabled nodes are removed and reported at the consumer (disabled_input). `signatures`: of nodes whose operator the lookup
/// cannot tell, by id.
QList<Diagnostic> removeDisabled(Pipeline &pipeline, const SignatureLookup &lookup, const QMap<QString, Signature> &signatures);

}  // namespace headrace
