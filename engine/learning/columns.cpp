// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/columns.h"

#include "engine/base/quoting.h"

#include <QJsonArray>
#include <QSet>

#include <array>

namespace headrace::learning {

namespace {

constexpr std::array kInfos{
    PhysicalInfo{Physical::Bool, "bool", 1, DUCKDB_TYPE_BOOLEAN, "BOOLEAN"},
    PhysicalInfo{Physical::Int8, "int8", 1, DUCKDB_TYPE_TINYINT, "TINYINT"},
    PhysicalInfo{Physical::Int16, "int16", 2, DUCKDB_TYPE_SMALLINT, "SMALLINT"},
    PhysicalInfo{Physical::Int32, "int32", 4, DUCKDB_TYPE_INTEGER, "INTEGER"},
    PhysicalInfo{Physical::Int64, "int64", 8, DUCKDB_TYPE_BIGINT, "BIGINT"},
    PhysicalInfo{Physical::UInt8, "uint8", 1, DUCKDB_TYPE_UTINYINT, "UTINYINT"},
    PhysicalInfo{Physical::UInt16, "uint16", 2, DUCKDB_TYPE_USMALLINT, "USMALLINT"},
    PhysicalInfo{Physical::UInt32, "uint32", 4, DUCKDB_TYPE_UINTEGER, "UINTEGER"},
    PhysicalInfo{Physical::UInt64, "uint64", 8, DUCKDB_TYPE_UBIGINT, "UBIGINT"},
    PhysicalInfo{Physical::Float32, "float32", 4, DUCKDB_TYPE_FLOAT, "FLOAT"},
    PhysicalInfo{Physical::Float64, "float64", 8, DUCKDB_TYPE_DOUBLE, "DOUBLE"},
    PhysicalInfo{Physical::Date, "date", 4, DUCKDB_TYPE_DATE, "DATE"},
    PhysicalInfo{Physical::Time, "time", 8, DUCKDB_TYPE_TIME, "TIME"},
    PhysicalInfo{Physical::TimestampS, "timestamp_s", 8, DUCKDB_TYPE_TIMESTAMP_S, "TIMESTAMP_S"},
    PhysicalInfo{Physical::TimestampMs, "timestamp_ms", 8, DUCKDB_TYPE_TIMESTAMP_MS, "TIMESTAMP_MS"},
    PhysicalInfo{Physical::TimestampUs, "timestamp_us", 8, DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP"},
    PhysicalInfo{Physical::TimestampNs, "timestamp_ns", 8, DUCKDB_TYPE_TIMESTAMP_NS, "TIMESTAMP_NS"},
    PhysicalInfo{Physical::TimestampUtc, "timestamp_utc", 8, DUCKDB_TYPE_TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE"},
    PhysicalInfo{Physical::Duration, "duration", 8, DUCKDB_TYPE_INTERVAL, "INTERVAL"},
    PhysicalInfo{Physical::Text, "text", 0, DUCKDB_TYPE_VARCHAR, "VARCHAR"},
    PhysicalInfo{Physical::Json, "json", 0, DUCKDB_TYPE_VARCHAR, "VARCHAR"},
    PhysicalInfo{Physical::Binary, "binary", 0, DUCKDB_TYPE_BLOB, "BLOB"},
};

QJsonArray toJson(const BufferPlace &place)
{
    return {place.offset, place.bytes};
}

Error broken(const QString &what)
{
    return Error(ErrorCode::Corrupt, QStringLiteral("Python handed back a table that makes no sense: %1.").arg(what),
                 QStringLiteral("Run the step again; if it stays, the Python module and the worker are of different versions."));
}

}  // namespace

const PhysicalInfo &info(Physical type)
{
    const PhysicalInfo &found = kInfos[size_t(type)];
    Q_ASSERT(found.type == type);
    return found;
}

std::optional<Physical> physicalFromName(const QString &name)
{
    for (const PhysicalInfo &entry : kInfos)
        if (name == QLatin1String(entry.name))
            return entry.type;
    return std::nullopt;
}

Travel travelOf(const data::Column &column)
{
    const QString name = quoteIdentifier(column.name);
    const QString &type = column.type;
    // A list, struct, map or union may have any other type's name inside, so it is looked for first.
    if (type.endsWith(QLatin1Char(']')) || type.startsWith(QLatin1String("STRUCT(")) || type.startsWith(QLatin1String("MAP("))
        || type.startsWith(QLatin1String("UNION(")))
        return {Physical::Json, QStringLiteral("CAST(to_json(%1) AS VARCHAR)").arg(name)};
    if (type == QLatin1String("JSON"))
        return {Physical::Json, QStringLiteral("CAST(%1 AS VARCHAR)").arg(name)};
    if (type.startsWith(QLatin1String("DECIMAL(")) || type == QLatin1String("HUGEINT") || type == QLatin1String("UHUGEINT"))
        return {Physical::Float64, QStringLiteral("CAST(%1 AS DOUBLE)").arg(name)};
    for (const PhysicalInfo &entry : kInfos)
        if (entry.type != Physical::Duration && type == QLatin1String(entry.sqlType))
            return {entry.type, name};
    return {Physical::Text, QStringLiteral("CAST(%1 AS VARCHAR)").arg(name)};
}

QJsonObject TableLayout::toJson() const
{
    QJsonArray list;
    for (const ColumnPlace &column : columns) {
        QJsonObject object{{QStringLiteral("name"), column.name},
                           {QStringLiteral("type"), QLatin1String(info(column.type).name)},
                           {QStringLiteral("nulls"), column.nulls},
                           {QStringLiteral("values"), learning::toJson(column.values)}};
        if (column.validity)
            object.insert(QStringLiteral("validity"), learning::toJson(*column.validity));
        if (column.offsets)
            object.insert(QStringLiteral("offsets"), learning::toJson(*column.offsets));
        list << object;
    }
    return {{QStringLiteral("rows"), rows}, {QStringLiteral("columns"), list}};
}

Result<TableLayout> TableLayout::fromJson(const QJsonObject &object, qint64 fileBytes)
{
    constexpr qint64 kMostRows = qint64(1) << 53;
    TableLayout layout;
    layout.rows = object.value(QStringLiteral("rows")).toInteger(-1);
    if (layout.rows < 0 || layout.rows > kMostRows)
        return broken(QStringLiteral("its number of rows"));
    QSet<QString> names;
    for (const QJsonValue &value : object.value(QStringLiteral("columns")).toArray()) {
        const QJsonObject entry = value.toObject();
        ColumnPlace column;
        column.name = entry.value(QStringLiteral("name")).toString();
        const auto type = physicalFromName(entry.value(QStringLiteral("type")).toString());
        if (column.name.isEmpty() || !type)
            return broken(QStringLiteral("a column without name or type"));
        // DuckDB's names do not differ by case alone.
        if (names.contains(column.name.toLower()))
            return Error(ErrorCode::Failed, QStringLiteral("The table has two columns named '%1'.").arg(column.name),
                         QStringLiteral("Rename one of them before returning it; names that differ only in case count as equal."));
        names.insert(column.name.toLower());
        if (column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
            return Error(ErrorCode::Failed, QStringLiteral("The name of column '%1' is reserved.").arg(column.name),
                         QStringLiteral("Choose a name that does not start with %1.").arg(QLatin1String(data::kHiddenPrefix)));
        column.type = *type;
        column.nulls = entry.value(QStringLiteral("nulls")).toInteger(-1);
        const auto place = [&entry, fileBytes](const char *key) -> std::optional<BufferPlace> {
            const QJsonArray pair = entry.value(QLatin1String(key)).toArray();
            const BufferPlace result{pair.at(0).toInteger(-1), pair.at(1).toInteger(-1)};
            if (pair.size() != 2 || result.offset < 0 || result.bytes < 0 || result.offset > fileBytes
                || result.bytes > fileBytes - result.offset)
                return std::nullopt;
            return result;
        };
        const auto values = place("values");
        const int width = info(column.type).width;
        // rows ≤ 2^53 and width ≤ 8: no overflow.
        if (!values || (width > 0 && values->bytes != layout.rows * width))
            return broken(QStringLiteral("the values of column '%1'").arg(column.name));
        column.values = *values;
        if (column.nulls < 0 || column.nulls > layout.rows)
            return broken(QStringLiteral("the missing values of column '%1'").arg(column.name));
        if (entry.contains(QStringLiteral("validity"))) {
            column.validity = place("validity");
            if (!column.validity || column.validity->bytes < (layout.rows + 7) / 8)
                return broken(QStringLiteral("the missing values of column '%1'").arg(column.name));
        }
        if (width == 0) {
            column.offsets = place("offsets");
            if (!column.offsets || column.offsets->bytes != (layout.rows + 1) * 8)
                return broken(QStringLiteral("the texts of column '%1'").arg(column.name));
        }
        layout.columns << column;
    }
    if (layout.columns.isEmpty())
        return Error(ErrorCode::Failed, QStringLiteral("The table that run() returned has no columns."),
                     QStringLiteral("Return at least one column."));
    return layout;
}

}  // namespace headrace::learning
