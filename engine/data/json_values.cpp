// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/json_values.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>
#include <limits>

namespace headrace::data {

namespace {

template <class T> T at(duckdb_vector vector, idx_t row)
{
    return static_cast<const T *>(duckdb_vector_get_data(vector))[row];
}

QString textAt(duckdb_vector vector, idx_t row)
{
    duckdb_string_t text = at<duckdb_string_t>(vector, row);
    return QString::fromUtf8(duckdb_string_t_data(&text), qsizetype(duckdb_string_t_length(text)));
}

/// DuckDB's own text of a value; takes ownership of it.
QString takeText(duckdb_value value)
{
    char *text = duckdb_get_varchar(value);
    const QString result = QString::fromUtf8(text);
    duckdb_free(text);
    duckdb_destroy_value(&value);
    return result;
}

QJsonValue number(double value)
{
    if (std::isfinite(value))
        return value;
    return std::isnan(value) ? QStringLiteral("nan") : value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
}

duckdb_value decimalAt(duckdb_vector vector, duckdb_logical_type type, idx_t row)
{
    duckdb_hugeint wide{};
    const auto narrow = [](int64_t value) { return duckdb_hugeint{uint64_t(value), value < 0 ? -1 : 0}; };
    switch (duckdb_decimal_internal_type(type)) {
    case DUCKDB_TYPE_SMALLINT:
        wide = narrow(at<int16_t>(vector, row));
        break;
    case DUCKDB_TYPE_INTEGER:
        wide = narrow(at<int32_t>(vector, row));
        break;
    case DUCKDB_TYPE_BIGINT:
        wide = narrow(at<int64_t>(vector, row));
        break;
    default:
        wide = at<duckdb_hugeint>(vector, row);
        break;
    }
    return duckdb_create_decimal({duckdb_decimal_width(type), duckdb_decimal_scale(type), wide});
}

QString enumAt(duckdb_vector vector, duckdb_logical_type type, idx_t row)
{
    idx_t index = 0;
    switch (duckdb_enum_internal_type(type)) {
    case DUCKDB_TYPE_UTINYINT:
        index = at<uint8_t>(vector, row);
        break;
    case DUCKDB_TYPE_USMALLINT:
        index = at<uint16_t>(vector, row);
        break;
    default:
        index = at<uint32_t>(vector, row);
        break;
    }
    char *text = duckdb_enum_dictionary_value(type, index);
    const QString result = QString::fromUtf8(text);
    duckdb_free(text);
    return result;
}

QJsonArray listOf(duckdb_vector child, duckdb_logical_type childType, idx_t from, idx_t count)
{
    QJsonArray list;
    for (idx_t i = 0; i < count; ++i)
        list << jsonValue(child, childType, from + i);
    duckdb_destroy_logical_type(&childType);
    return list;
}

QJsonValue structAt(duckdb_vector vector, duckdb_logical_type type, idx_t row)
{
    QJsonObject object;
    for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
        char *name = duckdb_struct_type_child_name(type, i);
        duckdb_logical_type child = duckdb_struct_type_child_type(type, i);
        object.insert(QString::fromUtf8(name), jsonValue(duckdb_struct_vector_get_child(vector, i), child, row));
        duckdb_destroy_logical_type(&child);
        duckdb_free(name);
    }
    return object;
}

/// A map as an object where its keys are texts, else as a list of [key, value].
QJsonValue mapAt(duckdb_vector vector, duckdb_logical_type type, idx_t row)
{
    const auto entry = at<duckdb_list_entry>(vector, row);
    const duckdb_vector entries = duckdb_list_vector_get_child(vector);
    const duckdb_vector keys = duckdb_struct_vector_get_child(entries, 0);
    const duckdb_vector values = duckdb_struct_vector_get_child(entries, 1);
    duckdb_logical_type keyType = duckdb_map_type_key_type(type);
    duckdb_logical_type valueType = duckdb_map_type_value_type(type);
    QJsonObject object;
    QJsonArray pairs;
    const bool texts = duckdb_get_type_id(keyType) == DUCKDB_TYPE_VARCHAR;
    for (idx_t i = entry.offset; i < entry.offset + entry.length; ++i) {
        if (texts)
            object.insert(textAt(keys, i), jsonValue(values, valueType, i));
        else
            pairs << QJsonArray{jsonValue(keys, keyType, i), jsonValue(values, valueType, i)};
    }
    duckdb_destroy_logical_type(&keyType);
    duckdb_destroy_logical_type(&valueType);
    return texts ? QJsonValue(object) : QJsonValue(pairs);
}

QJsonValue bytesAt(duckdb_vector vector, duckdb_type id, idx_t row)
{
    duckdb_string_t text = at<duckdb_string_t>(vector, row);
    auto *data = reinterpret_cast<uint8_t *>(const_cast<char *>(duckdb_string_t_data(&text)));
    const idx_t size = duckdb_string_t_length(text);
    if (id == DUCKDB_TYPE_BIT)
        return takeText(duckdb_create_bit({data, size}));
    if (id == DUCKDB_TYPE_BLOB)
        return takeText(duckdb_create_blob(data, size));
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)).toHex());
}

}  // namespace

QJsonValue jsonValue(duckdb_vector vector, duckdb_logical_type type, idx_t row)
{
    uint64_t *validity = duckdb_vector_get_validity(vector);
    if (validity && !duckdb_validity_row_is_valid(validity, row))
        return QJsonValue(QJsonValue::Null);
    const duckdb_type id = duckdb_get_type_id(type);
    switch (id) {
    case DUCKDB_TYPE_BOOLEAN:
        return at<bool>(vector, row);
    case DUCKDB_TYPE_TINYINT:
        return qint64(at<int8_t>(vector, row));
    case DUCKDB_TYPE_SMALLINT:
        return qint64(at<int16_t>(vector, row));
    case DUCKDB_TYPE_INTEGER:
        return qint64(at<int32_t>(vector, row));
    case DUCKDB_TYPE_BIGINT:
        return qint64(at<int64_t>(vector, row));
    case DUCKDB_TYPE_UTINYINT:
        return qint64(at<uint8_t>(vector, row));
    case DUCKDB_TYPE_USMALLINT:
        return qint64(at<uint16_t>(vector, row));
    case DUCKDB_TYPE_UINTEGER:
        return qint64(at<uint32_t>(vector, row));
    case DUCKDB_TYPE_UBIGINT: {
        const uint64_t value = at<uint64_t>(vector, row);
        return value <= uint64_t(std::numeric_limits<qint64>::max()) ? QJsonValue(qint64(value)) : QJsonValue(QString::number(value));
    }
    case DUCKDB_TYPE_FLOAT:
        return number(double(at<float>(vector, row)));
    case DUCKDB_TYPE_DOUBLE:
        return number(at<double>(vector, row));
    case DUCKDB_TYPE_VARCHAR:
        return textAt(vector, row);
    case DUCKDB_TYPE_HUGEINT:
        return takeText(duckdb_create_hugeint(at<duckdb_hugeint>(vector, row)));
    case DUCKDB_TYPE_UHUGEINT:
        return takeText(duckdb_create_uhugeint(at<duckdb_uhugeint>(vector, row)));
    case DUCKDB_TYPE_UUID: {
        // The stored form has its top bit flipped, so that it sorts as text does.
        const auto stored = at<duckdb_hugeint>(vector, row);
        return takeText(duckdb_create_uuid({stored.lower, uint64_t(stored.upper) ^ (uint64_t(1) << 63)}));
    }
    case DUCKDB_TYPE_DECIMAL:
        return takeText(decimalAt(vector, type, row));
    case DUCKDB_TYPE_DATE:
        return takeText(duckdb_create_date(at<duckdb_date>(vector, row)));
    case DUCKDB_TYPE_TIME:
        return takeText(duckdb_create_time(at<duckdb_time>(vector, row)));
    case DUCKDB_TYPE_TIME_NS:
        return takeText(duckdb_create_time_ns(at<duckdb_time_ns>(vector, row)));
    case DUCKDB_TYPE_TIME_TZ:
        return takeText(duckdb_create_time_tz_value(at<duckdb_time_tz>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP:
        return takeText(duckdb_create_timestamp(at<duckdb_timestamp>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_S:
        return takeText(duckdb_create_timestamp_s(at<duckdb_timestamp_s>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_MS:
        return takeText(duckdb_create_timestamp_ms(at<duckdb_timestamp_ms>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_NS:
        return takeText(duckdb_create_timestamp_ns(at<duckdb_timestamp_ns>(vector, row)));
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return takeText(duckdb_create_timestamp_tz(at<duckdb_timestamp>(vector, row)));
    case DUCKDB_TYPE_INTERVAL:
        return takeText(duckdb_create_interval(at<duckdb_interval>(vector, row)));
    case DUCKDB_TYPE_ENUM:
        return enumAt(vector, type, row);
    case DUCKDB_TYPE_LIST: {
        const auto entry = at<duckdb_list_entry>(vector, row);
        return listOf(duckdb_list_vector_get_child(vector), duckdb_list_type_child_type(type), entry.offset, entry.length);
    }
    case DUCKDB_TYPE_ARRAY: {
        const idx_t size = duckdb_array_type_array_size(type);
        return listOf(duckdb_array_vector_get_child(vector), duckdb_array_type_child_type(type), row * size, size);
    }
    case DUCKDB_TYPE_STRUCT:
        return structAt(vector, type, row);
    case DUCKDB_TYPE_MAP:
        return mapAt(vector, type, row);
    case DUCKDB_TYPE_BLOB:
    case DUCKDB_TYPE_BIT:
    case DUCKDB_TYPE_GEOMETRY:
        return bytesAt(vector, id, row);
    default:
        return QStringLiteral("?");
    }
}

}  // namespace headrace::data
