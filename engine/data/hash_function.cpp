// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/hash_function.h"

#include "engine/base/quoting.h"

#include <QStringList>

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

namespace headrace::data {

namespace {

// The five primes of the published xxHash64 algorithm.
constexpr uint64_t kPrime1 = 0x9E3779B185EBCA87;
constexpr uint64_t kPrime2 = 0xC2B2AE3D27D4EB4F;
constexpr uint64_t kPrime3 = 0x165667B19E3779F9;
constexpr uint64_t kPrime4 = 0x85EBCA77C2B2AE63;
constexpr uint64_t kPrime5 = 0x27D4EB2F165667C5;

uint64_t avalanche(uint64_t hash)
{
    hash = (hash ^ (hash >> 33)) * kPrime2;
    hash = (hash ^ (hash >> 29)) * kPrime3;
    return hash ^ (hash >> 32);
}

uint64_t mixWord(uint64_t accumulator, uint64_t word)
{
    return std::rotl(accumulator + word * kPrime2, 31) * kPrime1;
}

template <class T> T load(const uint8_t *from)
{
    static_assert(std::endian::native == std::endian::little, "xxHash64 reads little-endian words");
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// As java.math.BigInteger writes a number: big-endian two's complement, no byte more than needed.
uint64_t hashOfWide(duckdb_hugeint value, uint64_t seed)
{
    uint8_t bytes[16];
    for (int i = 0; i < 8; ++i) {
        bytes[i] = uint8_t(uint64_t(value.upper) >> (56 - 8 * i));
        bytes[8 + i] = uint8_t(value.lower >> (56 - 8 * i));
    }
    int from = 0;
    const uint8_t fill = value.upper < 0 ? 0xFF : 0x00;
    while (from < 15 && bytes[from] == fill && (bytes[from + 1] & 0x80) == (fill & 0x80))
        ++from;
    return xxHash64OfBytes(bytes + from, size_t(16 - from), seed);
}

/// Unsigned 128 bits may need a 17th byte in two's complement.
uint64_t hashOfUnsignedWide(duckdb_uhugeint value, uint64_t seed)
{
    if (int64_t(value.upper) >= 0)
        return hashOfWide({value.lower, int64_t(value.upper)}, seed);
    uint8_t bytes[17] = {0};
    for (int i = 0; i < 8; ++i) {
        bytes[1 + i] = uint8_t(value.upper >> (56 - 8 * i));
        bytes[9 + i] = uint8_t(value.lower >> (56 - 8 * i));
    }
    return xxHash64OfBytes(bytes, 17, seed);
}

int32_t bitsOf(float value)
{
    return value == 0.0f ? 0 : std::isnan(value) ? 0x7fc00000 : std::bit_cast<int32_t>(value);
}
int64_t bitsOf(double value)
{
    return value == 0.0 ? 0 : std::isnan(value) ? 0x7ff8000000000000 : std::bit_cast<int64_t>(value);
}

int64_t floorDivide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

/// Folds one column into the hashes of a chunk. `hash(value, seed)` gives the new hash.
template <class T, class Hash> void fold(duckdb_vector vector, std::vector<uint64_t> &hashes, Hash hash)
{
    const auto *values = static_cast<const T *>(duckdb_vector_get_data(vector));
    uint64_t *validity = duckdb_vector_get_validity(vector);
    if (!validity) {
        for (size_t i = 0; i < hashes.size(); ++i)
            hashes[i] = hash(values[i], hashes[i]);
        return;
    }
    for (size_t i = 0; i < hashes.size(); ++i) {
        if (duckdb_validity_row_is_valid(validity, i))
            hashes[i] = hash(values[i], hashes[i]);
    }
}

template <class T> void foldInts(duckdb_vector vector, std::vector<uint64_t> &hashes)
{
    fold<T>(vector, hashes, [](T value, uint64_t seed) { return xxHash64OfInt(int32_t(value), seed); });
}

template <class T> void foldLongs(duckdb_vector vector, std::vector<uint64_t> &hashes)
{
    fold<T>(vector, hashes, [](T value, uint64_t seed) { return xxHash64OfLong(int64_t(value), seed); });
}

void foldTexts(duckdb_vector vector, std::vector<uint64_t> &hashes)
{
    fold<duckdb_string_t>(vector, hashes, [](const duckdb_string_t &value, uint64_t seed) {
        duckdb_string_t text = value;  // short texts lie in the value itself
        return xxHash64OfBytes(duckdb_string_t_data(&text), duckdb_string_t_length(text), seed);
    });
}

void foldDecimals(duckdb_vector vector, duckdb_logical_type type, std::vector<uint64_t> &hashes)
{
    switch (duckdb_decimal_internal_type(type)) {
    case DUCKDB_TYPE_SMALLINT:
        return foldLongs<int16_t>(vector, hashes);
    case DUCKDB_TYPE_INTEGER:
        return foldLongs<int32_t>(vector, hashes);
    case DUCKDB_TYPE_BIGINT:
        return foldLongs<int64_t>(vector, hashes);
    default:
        return fold<duckdb_hugeint>(vector, hashes, hashOfWide);
    }
}

template <class Index> void foldEnums(duckdb_vector vector, duckdb_logical_type type, std::vector<uint64_t> &hashes)
{
    std::vector<QByteArray> words;
    for (idx_t i = 0; i < duckdb_enum_dictionary_size(type); ++i) {
        char *word = duckdb_enum_dictionary_value(type, i);
        words.emplace_back(word);
        duckdb_free(word);
    }
    fold<Index>(vector, hashes,
                [&](Index index, uint64_t seed) { return xxHash64OfBytes(words[index].constData(), size_t(words[index].size()), seed); });
}

uint64_t hashOfUuid(duckdb_hugeint value, uint64_t seed)
{
    static constexpr char digits[] = "0123456789abcdef";
    const uint64_t halves[] = {uint64_t(value.upper) ^ (uint64_t(1) << 63), value.lower};
    char text[36];
    int at = 0;
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20)
            text[at++] = '-';
        text[at++] = digits[(halves[nibble / 16] >> (60 - 4 * (nibble % 16))) & 15];
    }
    return xxHash64OfBytes(text, sizeof text, seed);
}

/// Whether the type was one that hashes.
bool foldColumn(duckdb_vector vector, duckdb_logical_type type, std::vector<uint64_t> &hashes)
{
    switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
        foldInts<bool>(vector, hashes);
        break;
    case DUCKDB_TYPE_TINYINT:
        foldInts<int8_t>(vector, hashes);
        break;
    case DUCKDB_TYPE_SMALLINT:
        foldInts<int16_t>(vector, hashes);
        break;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:
        foldInts<int32_t>(vector, hashes);
        break;
    case DUCKDB_TYPE_UTINYINT:
        foldInts<uint8_t>(vector, hashes);
        break;
    case DUCKDB_TYPE_USMALLINT:
        foldInts<uint16_t>(vector, hashes);
        break;
    case DUCKDB_TYPE_UINTEGER:
        foldLongs<uint32_t>(vector, hashes);
        break;
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_TIME:
    case DUCKDB_TYPE_TIME_NS:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        foldLongs<int64_t>(vector, hashes);
        break;
    case DUCKDB_TYPE_TIMESTAMP_S:
        fold<int64_t>(vector, hashes,
                      [](int64_t value, uint64_t seed) { return xxHash64OfLong(int64_t(uint64_t(value) * 1'000'000u), seed); });
        break;
    case DUCKDB_TYPE_TIMESTAMP_MS:
        fold<int64_t>(vector, hashes, [](int64_t value, uint64_t seed) { return xxHash64OfLong(int64_t(uint64_t(value) * 1'000u), seed); });
        break;
    case DUCKDB_TYPE_TIMESTAMP_NS:
        fold<int64_t>(vector, hashes, [](int64_t value, uint64_t seed) { return xxHash64OfLong(floorDivide(value, 1'000), seed); });
        break;
    case DUCKDB_TYPE_UBIGINT:
        fold<uint64_t>(vector, hashes, [](uint64_t value, uint64_t seed) { return hashOfWide({value, 0}, seed); });
        break;
    case DUCKDB_TYPE_HUGEINT:
        fold<duckdb_hugeint>(vector, hashes, hashOfWide);
        break;
    case DUCKDB_TYPE_UHUGEINT:
        fold<duckdb_uhugeint>(vector, hashes, hashOfUnsignedWide);
        break;
    case DUCKDB_TYPE_FLOAT:
        fold<float>(vector, hashes, [](float value, uint64_t seed) { return xxHash64OfInt(bitsOf(value), seed); });
        break;
    case DUCKDB_TYPE_DOUBLE:
        fold<double>(vector, hashes, [](double value, uint64_t seed) { return xxHash64OfLong(bitsOf(value), seed); });
        break;
    case DUCKDB_TYPE_INTERVAL:
        fold<duckdb_interval>(vector, hashes, [](const duckdb_interval &value, uint64_t seed) {
            return xxHash64OfInt(value.months, xxHash64OfInt(value.days, xxHash64OfLong(value.micros, seed)));
        });
        break;
    case DUCKDB_TYPE_DECIMAL:
        foldDecimals(vector, type, hashes);
        break;
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_BLOB:
    case DUCKDB_TYPE_BIT:
        foldTexts(vector, hashes);
        break;
    case DUCKDB_TYPE_UUID:
        fold<duckdb_hugeint>(vector, hashes, hashOfUuid);
        break;
    case DUCKDB_TYPE_ENUM:
        switch (duckdb_enum_internal_type(type)) {
        case DUCKDB_TYPE_UTINYINT:
            foldEnums<uint8_t>(vector, type, hashes);
            break;
        case DUCKDB_TYPE_USMALLINT:
            foldEnums<uint16_t>(vector, type, hashes);
            break;
        default:
            foldEnums<uint32_t>(vector, type, hashes);
            break;
        }
        break;
    case DUCKDB_TYPE_SQLNULL:
        break;
    default:
        return false;
    }
    return true;
}

void hashChunk(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
    const idx_t rows = duckdb_data_chunk_get_size(input);
    std::vector<uint64_t> hashes(rows);
    const duckdb_vector seeds = duckdb_data_chunk_get_vector(input, 0);
    uint64_t *seedValidity = duckdb_vector_get_validity(seeds);
    for (idx_t i = 0; i < rows; ++i) {
        const bool valid = !seedValidity || duckdb_validity_row_is_valid(seedValidity, i);
        hashes[i] = valid ? static_cast<const uint64_t *>(duckdb_vector_get_data(seeds))[i] : 0;
    }
    for (idx_t c = 1; c < duckdb_data_chunk_get_column_count(input); ++c) {
        const duckdb_vector vector = duckdb_data_chunk_get_vector(input, c);
        duckdb_logical_type type = duckdb_vector_get_column_type(vector);
        const bool known = foldColumn(vector, type, hashes);
        duckdb_destroy_logical_type(&type);
        if (!known)
            return duckdb_scalar_function_set_error(info, "hr_xxhash64 takes plain values; cast lists, structs and maps to VARCHAR");
    }
    std::memcpy(duckdb_vector_get_data(output), hashes.data(), rows * sizeof(uint64_t));
}

/// Types that foldColumn does not know, by name.
bool isNested(const QString &type)
{
    return type.endsWith(QLatin1Char(']')) || type.startsWith(QStringLiteral("STRUCT(")) || type.startsWith(QStringLiteral("MAP("))
        || type.startsWith(QStringLiteral("UNION(")) || type == QStringLiteral("VARIANT") || type == QStringLiteral("BIGNUM")
        || type == QStringLiteral("GEOMETRY") || type == QStringLiteral("TIME WITH TIME ZONE");
}

}  // namespace

uint64_t xxHash64OfInt(int32_t value, uint64_t seed)
{
    uint64_t hash = seed + kPrime5 + 4;
    hash ^= uint64_t(uint32_t(value)) * kPrime1;
    return avalanche(std::rotl(hash, 23) * kPrime2 + kPrime3);
}

uint64_t xxHash64OfLong(int64_t value, uint64_t seed)
{
    uint64_t hash = seed + kPrime5 + 8;
    hash ^= mixWord(0, uint64_t(value));
    return avalanche(std::rotl(hash, 27) * kPrime1 + kPrime4);
}

uint64_t xxHash64OfBytes(const void *data, size_t size, uint64_t seed)
{
    const auto *at = static_cast<const uint8_t *>(data);
    const uint8_t *const end = at + size;
    uint64_t hash = seed + kPrime5;
    if (size >= 32) {
        uint64_t lanes[4] = {seed + kPrime1 + kPrime2, seed + kPrime2, seed, seed - kPrime1};
        for (; end - at >= 32; at += 32) {
            for (int lane = 0; lane < 4; ++lane)
                lanes[lane] = mixWord(lanes[lane], load<uint64_t>(at + 8 * lane));
        }
        hash = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
        for (const uint64_t lane : lanes)
            hash = (hash ^ mixWord(0, lane)) * kPrime1 + kPrime4;
    }
    hash += size;
    for (; end - at >= 8; at += 8)
        hash = std::rotl(hash ^ mixWord(0, load<uint64_t>(at)), 27) * kPrime1 + kPrime4;
    if (end - at >= 4) {
        hash = std::rotl(hash ^ (load<uint32_t>(at) * kPrime1), 23) * kPrime2 + kPrime3;
        at += 4;
    }
    for (; at < end; ++at)
        hash = std::rotl(hash ^ (*at * kPrime5), 11) * kPrime1;
    return avalanche(hash);
}

Result<void> registerHashFunction(duckdb_connection connection)
{
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_logical_type whole = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    duckdb_logical_type any = duckdb_create_logical_type(DUCKDB_TYPE_ANY);
    duckdb_scalar_function_set_name(function, "hr_xxhash64");
    duckdb_scalar_function_add_parameter(function, whole);
    duckdb_scalar_function_set_varargs(function, any);
    duckdb_scalar_function_set_return_type(function, whole);
    duckdb_scalar_function_set_special_handling(function);  // NULL goes in, and leaves the seed as it is
    duckdb_scalar_function_set_function(function, &hashChunk);
    const duckdb_state done = duckdb_register_scalar_function(connection, function);
    duckdb_destroy_logical_type(&whole);
    duckdb_destroy_logical_type(&any);
    duckdb_destroy_scalar_function(&function);
    if (done != DuckDBSuccess)
        return Error(ErrorCode::Internal, QStringLiteral("The hash function could not be registered."));
    return {};
}

QString hashSql(quint64 seed, const Schema &schema, const QStringList &columns)
{
    QStringList values{QStringLiteral("CAST(%1 AS BIGINT)").arg(qint64(seed))};
    for (const QString &name : columns) {
        const int index = schema.indexOf(name);
        const QString quoted = quoteIdentifier(index >= 0 ? schema.columns[index].name : name);
        values << (index >= 0 && isNested(schema.columns[index].type) ? QStringLiteral("CAST(%1 AS VARCHAR)").arg(quoted) : quoted);
    }
    return QStringLiteral("hr_xxhash64(") + values.join(QStringLiteral(", ")) + QLatin1Char(')');
}

}  // namespace headrace::data
