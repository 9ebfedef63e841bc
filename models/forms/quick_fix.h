// SPDX-License-Identifier: GPL-3.0-or-later
// The value that mends a parameter as a diagnostic proposes. Pure.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/signature.h"

#include <optional>

namespace headrace {

/// `value` is the parameter's (or record field's) value now and `path` its path. nullopt where the diagnostic proposes nothing
/// that can be put in place: no replacement, or an expression without a position.
std::optional<QJsonValue> mended(const ParamSpec &spec, const QJsonValue &value, const QString &path, const Diagnostic &diagnostic);

}  // namespace headrace
