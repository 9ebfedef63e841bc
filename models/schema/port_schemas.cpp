// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/port_schemas.h"

#include <QJsonArray>
#include <QSet>

namespace headrace {

PortSchema PortSchema::fromJson(const QJsonObject &object)
{
    PortSchema schema;
    const QString knowledge = object.value(QLatin1String("knowledge")).toString();
    schema.knowledge = knowledge == QLatin1String("known") ? Knowledge::Known
        : knowledge == QLatin1String("remembered")         ? Knowledge::Remembered
                                                           : Knowledge::Unknown;
    for (const QJsonValue &value : object.value(QLatin1String("columns")).toArray()) {
        const QJsonObject column = value.toObject();
        schema.columns.append({column.value(QLatin1String("name")).toString(), column.value(QLatin1String("type")).toString(),
                               column.value(QLatin1String("role")).toString()});
    }
    return schema;
}

ColumnKind kindOfType(const QString &type)
{
    const QString upper = type.toUpper();
    if (upper.endsWith(QLatin1Char(']')) || upper.startsWith(QLatin1String("STRUCT")) || upper.startsWith(QLatin1String("MAP"))
        || upper.startsWith(QLatin1String("UNION")) || upper == QLatin1String("JSON"))
        return ColumnKind::Nested;
    if (upper == QLatin1String("BOOLEAN"))
        return ColumnKind::Boolean;
    static const QSet<QString> integers{QStringLiteral("TINYINT"),   QStringLiteral("SMALLINT"), QStringLiteral("INTEGER"),
                                        QStringLiteral("BIGINT"),    QStringLiteral("HUGEINT"),  QStringLiteral("UTINYINT"),
                                        QStringLiteral("USMALLINT"), QStringLiteral("UINTEGER"), QStringLiteral("UBIGINT"),
                                        QStringLiteral("UHUGEINT")};
    if (integers.contains(upper))
        return ColumnKind::Integer;
    if (upper == QLatin1String("DOUBLE") || upper == QLatin1String("FLOAT") || upper.startsWith(QLatin1String("DECIMAL")))
        return ColumnKind::Real;
    if (upper == QLatin1String("VARCHAR") || upper == QLatin1String("UUID") || upper.startsWith(QLatin1String("ENUM")))
        return ColumnKind::Text;
    if (upper == QLatin1String("DATE"))
        return ColumnKind::Date;
    if (upper.startsWith(QLatin1String("TIMESTAMP")))
        return ColumnKind::Timestamp;
    if (upper.startsWith(QLatin1String("TIME")) || upper == QLatin1String("INTERVAL"))
        return ColumnKind::Time;
    if (upper == QLatin1String("BLOB") || upper.startsWith(QLatin1String("BIT")))
        return ColumnKind::Binary;
    return ColumnKind::Other;
}

QString iconOfKind(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Boolean:
        return QStringLiteral("toggle-left");
    case ColumnKind::Integer:
    case ColumnKind::Real:
        return QStringLiteral("hash");
    case ColumnKind::Text:
        return QStringLiteral("type");
    case ColumnKind::Date:
    case ColumnKind::Timestamp:
        return QStringLiteral("calendar-clock");
    case ColumnKind::Time:
        return QStringLiteral("clock");
    case ColumnKind::Binary:
        return QStringLiteral("binary");
    case ColumnKind::Nested:
        return QStringLiteral("braces");
    case ColumnKind::Other:
        break;
    }
    return QStringLiteral("circle-help");
}

QStringList PortSchemas::portsOf(const QString &node) const
{
    const QString prefix = node + QLatin1Char(':');
    QStringList ports;
    for (auto it = m_schemas.cbegin(); it != m_schemas.cend(); ++it)
        if (it.key().startsWith(prefix))
            ports << it.key();
    ports.sort();
    return ports;
}

void PortSchemas::set(const QHash<QString, PortSchema> &schemas, const QList<Diagnostic> &diagnostics,
                      const QHash<QString, PortSchema> &inputs)
{
    QStringList ports;
    for (auto it = schemas.cbegin(); it != schemas.cend(); ++it)
        if (const auto old = m_schemas.constFind(it.key()); old == m_schemas.cend() || !(*old == *it))
            ports.append(it.key());
    for (auto it = m_schemas.cbegin(); it != m_schemas.cend(); ++it)
        if (!schemas.contains(it.key()))
            ports.append(it.key());
    for (auto it = inputs.cbegin(); it != inputs.cend(); ++it)
        if (const auto old = m_inputs.constFind(it.key()); old == m_inputs.cend() || !(*old == *it))
            ports.append(it.key());
    m_schemas = schemas;
    m_inputs = inputs;
    const bool other = m_diagnostics != diagnostics;
    m_diagnostics = diagnostics;
    if (!ports.isEmpty())
        Q_EMIT schemasChanged(ports);
    if (other)
        Q_EMIT diagnosticsChanged();
}

}  // namespace headrace

#include "moc_port_schemas.cpp"
