// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/column_readers.h"
#include "engine/learning/validity.h"

#include <bit>
#include <limits>
#include <type_traits>

namespace headrace::learning {

namespace {

template <class T> Oddities readFeature(duckdb_vector vector, size_t first, size_t count, float *out, size_t stride)
{
    const T *values = static_cast<const T *>(duckdb_vector_get_data(vector)) + first;
    const uint64_t *validity = duckdb_vector_get_validity(vector);
    // Whole numbers of 64 bits lie within float32's range; their last digits do not, which is what float32 means.
    for (size_t i = 0; i < count; ++i)
        out[i * stride] = static_cast<float>(values[i]);
    Oddities odd;
    if (validity)
        for (size_t i = 0; i < count; ++i)
            if (!isValid(validity, first + i)) {
                out[i * stride] = std::numeric_limits<float>::quiet_NaN();
                odd.missing += std::is_floating_point_v<T> ? 0 : 1;  // counted below with the NaNs
            }
    if constexpr (std::is_floating_point_v<T>) {
        constexpr uint32_t kExponent = 0x7f800000;
        size_t special = 0;
        for (size_t i = 0; i < count; ++i)
            special += (std::bit_cast<uint32_t>(out[i * stride]) & kExponent) == kExponent;
        if (special > 0)
            for (size_t i = 0; i < count; ++i)
                odd.missing += out[i * stride] != out[i * stride];
        odd.infinite = special - odd.missing;
    }
    return odd;
}

template <class T> bool readKey(duckdb_vector vector, size_t count, uint64_t *out, size_t stride)
{
    const T *values = static_cast<const T *>(duckdb_vector_get_data(vector));
    const uint64_t *validity = duckdb_vector_get_validity(vector);
    bool fits = true;
    for (size_t i = 0; i < count; ++i) {
        uint64_t key = 0;  // NULL
        if (!validity || isValid(validity, i)) {
            if constexpr (std::is_unsigned_v<T>)
                key = uint64_t(values[i]) + 1;
            else
                key = uint64_t(int64_t(values[i])) ^ (uint64_t(1) << 63);
            fits = fits && key != 0;
        }
        out[i * stride] = key;
    }
    return fits;
}

}  // namespace

FeatureReader featureReader(duckdb_type type)
{
    switch (type) {
    case DUCKDB_TYPE_BOOLEAN:
        return &readFeature<uint8_t>;
    case DUCKDB_TYPE_TINYINT:
        return &readFeature<int8_t>;
    case DUCKDB_TYPE_SMALLINT:
        return &readFeature<int16_t>;
    case DUCKDB_TYPE_INTEGER:
        return &readFeature<int32_t>;
    case DUCKDB_TYPE_BIGINT:
        return &readFeature<int64_t>;
    case DUCKDB_TYPE_UTINYINT:
        return &readFeature<uint8_t>;
    case DUCKDB_TYPE_USMALLINT:
        return &readFeature<uint16_t>;
    case DUCKDB_TYPE_UINTEGER:
        return &readFeature<uint32_t>;
    case DUCKDB_TYPE_UBIGINT:
        return &readFeature<uint64_t>;
    case DUCKDB_TYPE_FLOAT:
        return &readFeature<float>;
    case DUCKDB_TYPE_DOUBLE:
        return &readFeature<double>;
    default:
        return nullptr;
    }
}

KeyReader keyReader(duckdb_type type)
{
    switch (type) {
    case DUCKDB_TYPE_BOOLEAN:
    case DUCKDB_TYPE_UTINYINT:
        return &readKey<uint8_t>;
    case DUCKDB_TYPE_TINYINT:
        return &readKey<int8_t>;
    case DUCKDB_TYPE_SMALLINT:
        return &readKey<int16_t>;
    case DUCKDB_TYPE_USMALLINT:
        return &readKey<uint16_t>;
    case DUCKDB_TYPE_DATE:
    case DUCKDB_TYPE_INTEGER:
        return &readKey<int32_t>;
    case DUCKDB_TYPE_UINTEGER:
        return &readKey<uint32_t>;
    case DUCKDB_TYPE_TIME:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
    case DUCKDB_TYPE_BIGINT:
        return &readKey<int64_t>;
    case DUCKDB_TYPE_UBIGINT:
        return &readKey<uint64_t>;
    default:
        return nullptr;
    }
}

}  // namespace headrace::learning
