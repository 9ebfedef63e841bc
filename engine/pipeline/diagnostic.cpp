// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/diagnostic.h"

#include <algorithm>

namespace headrace {

QString toString(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("info");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Error:
        return QStringLiteral("error");
    }
    Q_UNREACHABLE();
}

QJsonObject Diagnostic::toJson() const
{
    QJsonObject object{{QStringLiteral("severity"), toString(severity)}, {QStringLiteral("code"), code}, {QStringLiteral("text"), text}};
    const auto put = [&object](const QString &key, const QString &value) {
        if (!value.isEmpty())
            object.insert(key, value);
    };
    put(QStringLiteral("node"), node);
    put(QStringLiteral("parameter"), parameter);
    put(QStringLiteral("port"), port);
    put(QStringLiteral("hint"), hint);
    put(QStringLiteral("replacement"), replacement);
    if (position >= 0)
        object.insert(QStringLiteral("position"), position);
    if (line > 0)
        object.insert(QStringLiteral("line"), line);
    return object;
}

Diagnostic Diagnostic::fromJson(const QJsonObject &object)
{
    const auto text = [&object](const QString &key) { return object.value(key).toString(); };
    Diagnostic diagnostic;
    const QString severity = text(QStringLiteral("severity"));
    diagnostic.severity = severity == QLatin1String("info") ? Severity::Info
        : severity == QLatin1String("warning")              ? Severity::Warning
                                                            : Severity::Error;
    diagnostic.code = text(QStringLiteral("code"));
    diagnostic.node = text(QStringLiteral("node"));
    diagnostic.parameter = text(QStringLiteral("parameter"));
    diagnostic.port = text(QStringLiteral("port"));
    diagnostic.text = text(QStringLiteral("text"));
    diagnostic.hint = text(QStringLiteral("hint"));
    diagnostic.replacement = text(QStringLiteral("replacement"));
    diagnostic.position = object.value(QStringLiteral("position")).toInt(-1);
    diagnostic.line = object.value(QStringLiteral("line")).toInt();
    return diagnostic;
}

Error Diagnostic::toError() const
{
    Error error(ErrorCode::Invalid, text, hint);
    error.node = node;
    error.parameter = parameter;
    error.line = line;
    error.position = position;
    return error;
}

bool hasErrors(const QList<Diagnostic> &diagnostics)
{
    return std::any_of(diagnostics.cbegin(), diagnostics.cend(),
                       [](const Diagnostic &diagnostic) { return diagnostic.severity == Severity::Error; });
}

}  // namespace headrace
