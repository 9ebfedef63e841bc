// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a pipeline, said to a person and to a program.
#pragma once

#include "engine/base/result.h"

#include <QJsonObject>
#include <QString>

namespace headrace {

enum class Severity { Info, Warning, Error };

QString toString(Severity severity);

struct Diagnostic {
    Severity severity = Severity::Error;
    QString code;  ///< stable, such as cycle, missing_column, leak; listed in docs/diagnostics.md
    QString node;
    QString parameter;  ///< path of the parameter, such as columns[2].expression
    QString port;
    QString text;         ///< one sentence: what
    QString hint;         ///< one sentence: the way out
    QString replacement;  ///< a value that would mend the parameter (closest column), empty if none
    int position = -1;    ///< offset in the expression or SQL, -1 where unknown
    int line = 0;         ///< in the pipeline file, 0 where unknown

    QJsonObject toJson() const;
    static Diagnostic fromJson(const QJsonObject &object);
    /// As an Error (code Invalid).
    Error toError() const;
    bool operator==(const Diagnostic &) const = default;
};

/// Whether any of them is an error.
bool hasErrors(const QList<Diagnostic> &diagnostics);

}  // namespace headrace
