// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/messages.h"

#include <QJsonDocument>

#include <cmath>
#include <limits>

namespace headrace::protocol {

QByteArray encode(const QJsonObject &message)
{
    // Compact JSON escapes line ends within texts, so the only one is the last byte.
    QByteArray line = QJsonDocument(message).toJson(QJsonDocument::Compact);
    line += '\n';
    return line;
}

QByteArray eventEnd(const QJsonValue &id)
{
    const QByteArray line = encode({{QStringLiteral("id"), id}});
    return line.mid(1, line.size() - 3) + ",\"t\":";
}

std::optional<QByteArray> renumbered(const QByteArray &line, const QByteArray &eventEnd, qint64 seq)
{
    qsizetype digits = line.size() - 1;
    while (digits > 0 && line[digits - 1] >= '0' && line[digits - 1] <= '9')
        --digits;
    if (!line.endsWith('}') || digits == line.size() - 1 || !QByteArrayView(line).first(digits).endsWith(eventEnd))
        return std::nullopt;
    QByteArray result;
    result.reserve(line.size() + 24);
    result.append(line.constData(), digits - eventEnd.size());
    result += "\"seq\":";
    result += QByteArray::number(seq);
    result += ",\"t\":";
    result.append(line.constData() + digits, line.size() - digits);
    result += '\n';
    return result;
}

Result<QList<QJsonObject>> Decoder::feed(const QByteArray &bytes)
{
    auto received = feedLines(bytes);
    if (!received)
        return std::move(received.error());
    QList<QJsonObject> messages;
    messages.reserve(received->size());
    for (Received &one : *received)
        messages << std::move(one.message);
    return messages;
}

Result<QList<Received>> Decoder::feedLines(const QByteArray &bytes)
{
    QList<Received> messages;
    const auto refuse = [](const QString &what) {
        return Error(ErrorCode::Corrupt, QStringLiteral("The other process sent %1.").arg(what),
                     QStringLiteral("The connection is given up; run it again, and report it if it happens again."));
    };
    qsizetype start = 0;
    while (start < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', start);
        const qsizetype length = (end < 0 ? bytes.size() : end) - start;
        if (m_buffer.size() + length > kMaximumLine)
            return refuse(QStringLiteral("a line of more than %1 MiB").arg(kMaximumLine >> 20));
        if (end < 0) {
            m_buffer.append(bytes.constData() + start, length);
            break;
        }
        QByteArray line = std::exchange(m_buffer, {});
        line.append(bytes.constData() + start, length);
        start = end + 1;
        if (line.trimmed().isEmpty())
            continue;
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(line, &error);
        if (error.error != QJsonParseError::NoError)
            return refuse(QStringLiteral("a line that is no JSON (%1 at byte %2)").arg(error.errorString()).arg(error.offset));
        if (!document.isObject())
            return refuse(QStringLiteral("a line that is no JSON object"));
        messages << Received{document.object(), std::move(line)};
    }
    return messages;
}

QJsonValue numberToJson(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
    return value;
}

double numberFromJson(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    const QString text = value.toString();
    if (text == QLatin1String("Infinity"))
        return std::numeric_limits<double>::infinity();
    if (text == QLatin1String("-Infinity"))
        return -std::numeric_limits<double>::infinity();
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace headrace::protocol
