// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/result.h"

#include <array>

namespace headrace {

namespace {
struct CodeName {
    ErrorCode code;
    const char *name;
};
constexpr std::array kNames{
    CodeName{ErrorCode::Failed, "failed"},
    CodeName{ErrorCode::Usage, "usage"},
    CodeName{ErrorCode::Invalid, "invalid"},
    CodeName{ErrorCode::NotFound, "not_found"},
    CodeName{ErrorCode::Denied, "denied"},
    CodeName{ErrorCode::Corrupt, "corrupt"},
    CodeName{ErrorCode::Io, "io"},
    CodeName{ErrorCode::OutOfMemory, "out_of_memory"},
    CodeName{ErrorCode::Cancelled, "cancelled"},
    CodeName{ErrorCode::TimedOut, "timed_out"},
    CodeName{ErrorCode::Crashed, "crashed"},
    CodeName{ErrorCode::Internal, "internal"},
};
}  // namespace

QString toString(ErrorCode code)
{
    for (const CodeName &entry : kNames)
        if (entry.code == code)
            return QString::fromLatin1(entry.name);
    return QStringLiteral("failed");
}

ErrorCode errorCodeFromString(const QString &text)
{
    for (const CodeName &entry : kNames)
        if (text == QLatin1String(entry.name))
            return entry.code;
    return ErrorCode::Failed;
}

Error &&Error::at(const QString &nodeId, const QString &parameterPath) &&
{
    // The innermost place is the one that knows; an outer caller only fills what is still empty.
    if (node.isEmpty())
        node = nodeId;
    if (parameter.isEmpty())
        parameter = parameterPath;
    return std::move(*this);
}

Error &&Error::inFile(const QString &path, int lineNumber) &&
{
    if (file.isEmpty()) {
        file = path;
        // Whoever found the fault may know its line already.
        if (lineNumber > 0)
            line = lineNumber;
    }
    return std::move(*this);
}

QJsonObject Error::toJson() const
{
    QJsonObject object{{QStringLiteral("code"), headrace::toString(code)}, {QStringLiteral("text"), text}};
    const auto put = [&object](const char *key, const QString &value) {
        if (!value.isEmpty())
            object.insert(QLatin1String(key), value);
    };
    put("hint", hint);
    put("node", node);
    put("parameter", parameter);
    put("file", file);
    if (line > 0)
        object.insert(QStringLiteral("line"), line);
    if (position >= 0)
        object.insert(QStringLiteral("position"), position);
    return object;
}

Error Error::fromJson(const QJsonObject &object)
{
    Error error(errorCodeFromString(object.value(QStringLiteral("code")).toString()), object.value(QStringLiteral("text")).toString(),
                object.value(QStringLiteral("hint")).toString());
    error.node = object.value(QStringLiteral("node")).toString();
    error.parameter = object.value(QStringLiteral("parameter")).toString();
    error.file = object.value(QStringLiteral("file")).toString();
    error.line = object.value(QStringLiteral("line")).toInt();
    error.position = object.value(QStringLiteral("position")).toInt(-1);
    return error;
}

QString Error::toString() const
{
    QString where;
    if (!file.isEmpty())
        where += line > 0 ? QStringLiteral("%1:%2: ").arg(file).arg(line) : file + QStringLiteral(": ");
    if (!node.isEmpty())
        where += QStringLiteral("node '%1'").arg(node)
            + (parameter.isEmpty() ? QString() : QStringLiteral(", parameter '%1'").arg(parameter)) + QStringLiteral(": ");
    return where + text + (hint.isEmpty() ? QString() : QLatin1Char(' ') + hint);
}

}  // namespace headrace
