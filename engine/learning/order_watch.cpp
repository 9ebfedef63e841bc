// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/order_watch.h"

#include <QHash>

#include <algorithm>
#include <cstring>

namespace headrace::learning {

namespace {

template <class T> int compareAs(const void *left, idx_t i, const void *right, idx_t j)
{
    const T a = static_cast<const T *>(left)[i];
    const T b = static_cast<const T *>(right)[j];
    return a < b ? -1 : a > b ? 1 : 0;
}

int compareTexts(const void *left, idx_t i, const void *right, idx_t j)
{
    auto *a = static_cast<duckdb_string_t *>(const_cast<void *>(left)) + i;
    auto *b = static_cast<duckdb_string_t *>(const_cast<void *>(right)) + j;
    const uint32_t lengthA = duckdb_string_t_length(*a);
    const uint32_t lengthB = duckdb_string_t_length(*b);
    const int order = std::memcmp(duckdb_string_t_data(a), duckdb_string_t_data(b), std::min(lengthA, lengthB));
    return order != 0 ? order : lengthA < lengthB ? -1 : lengthA > lengthB ? 1 : 0;
}

}  // namespace

std::optional<OrderWatch::Kind> OrderWatch::kindOf(const QString &type)
{
    static const QHash<QString, Kind> kinds{
        {QStringLiteral("BOOLEAN"), Kind::Unsigned8},    {QStringLiteral("TINYINT"), Kind::Signed8},
        {QStringLiteral("SMALLINT"), Kind::Signed16},    {QStringLiteral("INTEGER"), Kind::Signed32},
        {QStringLiteral("BIGINT"), Kind::Signed64},      {QStringLiteral("UTINYINT"), Kind::Unsigned8},
        {QStringLiteral("USMALLINT"), Kind::Unsigned16}, {QStringLiteral("UINTEGER"), Kind::Unsigned32},
        {QStringLiteral("UBIGINT"), Kind::Unsigned64},   {QStringLiteral("DATE"), Kind::Signed32},
        {QStringLiteral("TIMESTAMP"), Kind::Signed64},   {QStringLiteral("TIMESTAMP WITH TIME ZONE"), Kind::Signed64},
        {QStringLiteral("VARCHAR"), Kind::Text},
    };
    const auto found = kinds.find(type);
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

std::optional<OrderWatch> OrderWatch::over(const QList<data::Column> &keys, int firstColumn)
{
    OrderWatch order;
    order.m_firstColumn = firstColumn;
    for (const data::Column &key : keys) {
        const auto kind = kindOf(key.type);
        if (!kind)
            return std::nullopt;
        order.m_kinds << *kind;
    }
    return order;
}

bool OrderWatch::notAbove(const data::Chunk &left, idx_t i, const data::Chunk &right, idx_t j) const
{
    for (int key = 0; key < m_kinds.size(); ++key) {
        const duckdb_vector leftVector = left.column(idx_t(m_firstColumn + key));
        const duckdb_vector rightVector = right.column(idx_t(m_firstColumn + key));
        uint64_t *leftValid = duckdb_vector_get_validity(leftVector);
        uint64_t *rightValid = duckdb_vector_get_validity(rightVector);
        const bool leftNull = leftValid && !duckdb_validity_row_is_valid(leftValid, i);
        const bool rightNull = rightValid && !duckdb_validity_row_is_valid(rightValid, j);
        if (leftNull || rightNull) {
            if (leftNull != rightNull)
                return leftNull;
            continue;
        }
        const void *a = duckdb_vector_get_data(leftVector);
        const void *b = duckdb_vector_get_data(rightVector);
        int order = 0;
        switch (m_kinds[key]) {
        case Kind::Signed8:
            order = compareAs<int8_t>(a, i, b, j);
            break;
        case Kind::Signed16:
            order = compareAs<int16_t>(a, i, b, j);
            break;
        case Kind::Signed32:
            order = compareAs<int32_t>(a, i, b, j);
            break;
        case Kind::Signed64:
            order = compareAs<int64_t>(a, i, b, j);
            break;
        case Kind::Unsigned8:
            order = compareAs<uint8_t>(a, i, b, j);
            break;
        case Kind::Unsigned16:
            order = compareAs<uint16_t>(a, i, b, j);
            break;
        case Kind::Unsigned32:
            order = compareAs<uint32_t>(a, i, b, j);
            break;
        case Kind::Unsigned64:
            order = compareAs<uint64_t>(a, i, b, j);
            break;
        case Kind::Text:
            order = compareTexts(a, i, b, j);
            break;
        }
        if (order != 0)
            return order < 0;
    }
    return true;
}

bool OrderWatch::ascends(const data::Chunk &chunk) const
{
    for (idx_t row = 1; row < chunk.rows(); ++row)
        if (!notAbove(chunk, row - 1, chunk, row))
            return false;
    return true;
}

bool OrderWatch::follows(const data::Chunk &before, const data::Chunk &after) const
{
    return before.rows() == 0 || after.rows() == 0 || notAbove(before, before.rows() - 1, after, 0);
}

}  // namespace headrace::learning
