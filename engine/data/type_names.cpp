// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/type_names.h"

#include "engine/base/quoting.h"

#include <QStringList>

namespace headrace::data {

namespace {

QString takeText(char *text)
{
    const QString result = QString::fromUtf8(text);
    duckdb_free(text);
    return result;
}

QString fieldName(const QString &name, const QSet<QString> &keywords)
{
    const auto plain = [&] {
        if (name.isEmpty() || name[0].isDigit())
            return false;
        for (const QChar c : name) {
            const char16_t u = c.unicode();
            if (!((u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_'))
                return false;
        }
        return !keywords.contains(name.toLower());
    };
    return plain() ? name : quoteIdentifier(name);
}

/// Takes ownership of `type`.
QString takeName(duckdb_logical_type type, const QSet<QString> &keywords)
{
    const QString name = typeName(type, keywords);
    duckdb_destroy_logical_type(&type);
    return name;
}

const char *scalarName(duckdb_type id)
{
    switch (id) {
    case DUCKDB_TYPE_BOOLEAN:
        return "BOOLEAN";
    case DUCKDB_TYPE_TINYINT:
        return "TINYINT";
    case DUCKDB_TYPE_SMALLINT:
        return "SMALLINT";
    case DUCKDB_TYPE_INTEGER:
        return "INTEGER";
    case DUCKDB_TYPE_BIGINT:
        return "BIGINT";
    case DUCKDB_TYPE_UTINYINT:
        return "UTINYINT";
    case DUCKDB_TYPE_USMALLINT:
        return "USMALLINT";
    case DUCKDB_TYPE_UINTEGER:
        return "UINTEGER";
    case DUCKDB_TYPE_UBIGINT:
        return "UBIGINT";
    case DUCKDB_TYPE_FLOAT:
        return "FLOAT";
    case DUCKDB_TYPE_DOUBLE:
        return "DOUBLE";
    case DUCKDB_TYPE_TIMESTAMP:
        return "TIMESTAMP";
    case DUCKDB_TYPE_DATE:
        return "DATE";
    case DUCKDB_TYPE_TIME:
        return "TIME";
    case DUCKDB_TYPE_INTERVAL:
        return "INTERVAL";
    case DUCKDB_TYPE_HUGEINT:
        return "HUGEINT";
    case DUCKDB_TYPE_UHUGEINT:
        return "UHUGEINT";
    case DUCKDB_TYPE_VARCHAR:
        return "VARCHAR";
    case DUCKDB_TYPE_BLOB:
        return "BLOB";
    case DUCKDB_TYPE_TIMESTAMP_S:
        return "TIMESTAMP_S";
    case DUCKDB_TYPE_TIMESTAMP_MS:
        return "TIMESTAMP_MS";
    case DUCKDB_TYPE_TIMESTAMP_NS:
        return "TIMESTAMP_NS";
    case DUCKDB_TYPE_UUID:
        return "UUID";
    case DUCKDB_TYPE_BIT:
        return "BIT";
    case DUCKDB_TYPE_TIME_TZ:
        return "TIME WITH TIME ZONE";
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return "TIMESTAMP WITH TIME ZONE";
    case DUCKDB_TYPE_TIME_NS:
        return "TIME_NS";
    case DUCKDB_TYPE_BIGNUM:
        return "BIGNUM";
    case DUCKDB_TYPE_GEOMETRY:
        return "GEOMETRY";
    case DUCKDB_TYPE_VARIANT:
        return "VARIANT";
    case DUCKDB_TYPE_SQLNULL:
        return "\"NULL\"";
    default:
        return nullptr;
    }
}

}  // namespace

QString typeName(duckdb_logical_type type, const QSet<QString> &keywords)
{
    if (char *alias = duckdb_logical_type_get_alias(type))
        return takeText(alias);
    const duckdb_type id = duckdb_get_type_id(type);
    if (const char *name = scalarName(id))
        return QLatin1String(name);
    QStringList parts;
    switch (id) {
    case DUCKDB_TYPE_DECIMAL:
        return QStringLiteral("DECIMAL(%1,%2)").arg(duckdb_decimal_width(type)).arg(duckdb_decimal_scale(type));
    case DUCKDB_TYPE_ENUM:
        for (idx_t i = 0; i < duckdb_enum_dictionary_size(type); ++i)
            parts << quoteLiteral(takeText(duckdb_enum_dictionary_value(type, i)));
        return QStringLiteral("ENUM(") + parts.join(QStringLiteral(", ")) + QLatin1Char(')');
    case DUCKDB_TYPE_LIST:
        return takeName(duckdb_list_type_child_type(type), keywords) + QStringLiteral("[]");
    case DUCKDB_TYPE_ARRAY:
        return takeName(duckdb_array_type_child_type(type), keywords) + QStringLiteral("[%1]").arg(duckdb_array_type_array_size(type));
    case DUCKDB_TYPE_MAP:
        return QStringLiteral("MAP(") + takeName(duckdb_map_type_key_type(type), keywords) + QStringLiteral(", ")
            + takeName(duckdb_map_type_value_type(type), keywords) + QLatin1Char(')');
    case DUCKDB_TYPE_STRUCT:
        for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i)
            parts << fieldName(takeText(duckdb_struct_type_child_name(type, i)), keywords) + QLatin1Char(' ')
                    + takeName(duckdb_struct_type_child_type(type, i), keywords);
        return QStringLiteral("STRUCT(") + parts.join(QStringLiteral(", ")) + QLatin1Char(')');
    case DUCKDB_TYPE_UNION:
        for (idx_t i = 0; i < duckdb_union_type_member_count(type); ++i)
            parts << fieldName(takeText(duckdb_union_type_member_name(type, i)), keywords) + QLatin1Char(' ')
                    + takeName(duckdb_union_type_member_type(type, i), keywords);
        return QStringLiteral("UNION(") + parts.join(QStringLiteral(", ")) + QLatin1Char(')');
    default:
        return QStringLiteral("UNKNOWN");
    }
}

bool isNumericType(const QString &type)
{
    static const QSet<QString> names{QStringLiteral("TINYINT"),  QStringLiteral("SMALLINT"), QStringLiteral("INTEGER"),
                                     QStringLiteral("BIGINT"),   QStringLiteral("UTINYINT"), QStringLiteral("USMALLINT"),
                                     QStringLiteral("UINTEGER"), QStringLiteral("UBIGINT"),  QStringLiteral("HUGEINT"),
                                     QStringLiteral("UHUGEINT"), QStringLiteral("BIGNUM"),   QStringLiteral("FLOAT"),
                                     QStringLiteral("DOUBLE")};
    return names.contains(type) || (type.startsWith(QStringLiteral("DECIMAL(")) && type.endsWith(QLatin1Char(')')));
}

bool isFloatingType(const QString &type)
{
    return type == QStringLiteral("DOUBLE") || type == QStringLiteral("FLOAT");
}

}  // namespace headrace::data
