// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/class_codes.h"
#include "engine/learning/validity.h"

#include <algorithm>
#include <numeric>

namespace headrace::learning {

namespace {

constexpr float kMissing = -1;
constexpr float kUnknown = -2;

QString booleanText(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

}  // namespace

ClassCodes::ClassCodes(ClassForm form, bool numeric, const QStringList &known)
    : m_form(form), m_numeric(numeric), m_fixed(!known.isEmpty()), m_classes(known)
{
    for (qsizetype i = 0; i < known.size(); ++i) {
        const QString &text = known[i];
        if (form == ClassForm::Text)
            m_texts.emplace(text.toStdString(), float(i));
        else if (form == ClassForm::Boolean)
            m_whole.emplace(text == booleanText(true) ? 1 : 0, float(i));
        else if (bool ok = false; const qint64 value = text.toLongLong(&ok))
            m_whole.emplace(value, float(i));
        else if (ok)
            m_whole.emplace(0, float(i));
    }
}

float ClassCodes::add(const QString &text)
{
    if (m_fixed) {
        if (m_firstUnknown.isNull())
            m_firstUnknown = text.isNull() ? QStringLiteral("") : text;
        return kUnknown;
    }
    m_classes << text;
    return float(m_classes.size() - 1);
}

float ClassCodes::codeOf(int64_t value)
{
    if (const auto found = m_whole.find(value); found != m_whole.end())
        return found->second;
    return m_whole[value] = add(m_form == ClassForm::Boolean ? booleanText(value != 0) : QString::number(qint64(value)));
}

float ClassCodes::codeOf(std::string_view text)
{
    if (const auto found = m_texts.find(text); found != m_texts.end())
        return found->second;
    return m_texts.emplace(std::string(text), add(QString::fromUtf8(text.data(), qsizetype(text.size())))).first->second;
}

template <class T> void ClassCodes::readWhole(duckdb_vector vector, size_t count, float *out, const uint32_t *rows)
{
    const T *values = static_cast<const T *>(duckdb_vector_get_data(vector));
    const uint64_t *validity = duckdb_vector_get_validity(vector);
    // Labels come from few classes: two remembered values save most of the look-ups.
    int64_t known[2] = {0, 0};
    float codes[2] = {kMissing, kMissing};
    bool set[2] = {false, false};
    for (size_t i = 0; i < count && size_t(m_classes.size()) <= kMaximum; ++i) {
        const size_t row = rows ? rows[i] : i;
        if (!isValid(validity, row)) {
            out[i] = kMissing;
            continue;
        }
        const auto value = int64_t(values[row]);
        const size_t slot = size_t(value) & 1;
        if (!set[slot] || known[slot] != value) {
            known[slot] = value;
            codes[slot] = codeOf(value);
            set[slot] = true;
        }
        out[i] = codes[slot];
    }
}

bool ClassCodes::read(duckdb_vector vector, duckdb_type type, size_t count, float *out, const uint32_t *rows)
{
    switch (type) {
    case DUCKDB_TYPE_BOOLEAN:
        readWhole<uint8_t>(vector, count, out, rows);
        break;
    case DUCKDB_TYPE_TINYINT:
        readWhole<int8_t>(vector, count, out, rows);
        break;
    case DUCKDB_TYPE_SMALLINT:
        readWhole<int16_t>(vector, count, out, rows);
        break;
    case DUCKDB_TYPE_INTEGER:
        readWhole<int32_t>(vector, count, out, rows);
        break;
    case DUCKDB_TYPE_BIGINT:
        readWhole<int64_t>(vector, count, out, rows);
        break;
    case DUCKDB_TYPE_UTINYINT:
        readWhole<uint8_t>(vector, count, out, rows);
        break;
    case DUCKDB_TYPE_USMALLINT:
        readWhole<uint16_t>(vector, count, out, rows);
        break;
    case DUCKDB_TYPE_UINTEGER:
        readWhole<uint32_t>(vector, count, out, rows);
        break;
    default: {
        auto *values = static_cast<duckdb_string_t *>(duckdb_vector_get_data(vector));
        const uint64_t *validity = duckdb_vector_get_validity(vector);
        for (size_t i = 0; i < count && size_t(m_classes.size()) <= kMaximum; ++i) {
            const size_t row = rows ? rows[i] : i;
            out[i] = isValid(validity, row)
                ? codeOf(std::string_view(duckdb_string_t_data(&values[row]), duckdb_string_t_length(values[row])))
                : kMissing;
        }
    }
    }
    return size_t(m_classes.size()) <= kMaximum || m_fixed;
}

std::vector<float> ClassCodes::sort()
{
    std::vector<float> codes(size_t(m_classes.size()));
    std::iota(codes.begin(), codes.end(), 0.0F);
    if (m_fixed)
        return codes;
    std::vector<qsizetype> order(codes.size());
    std::iota(order.begin(), order.end(), qsizetype(0));
    std::sort(order.begin(), order.end(), [this](qsizetype left, qsizetype right) {
        const QString &l = m_classes[left];
        const QString &r = m_classes[right];
        if (m_form == ClassForm::Whole)
            return l.toLongLong() < r.toLongLong();
        if (m_numeric && l.toDouble() != r.toDouble())
            return l.toDouble() < r.toDouble();
        return l.toUcs4() < r.toUcs4();
    });
    QStringList sorted;
    for (size_t i = 0; i < order.size(); ++i) {
        sorted << m_classes[order[i]];
        codes[size_t(order[i])] = float(i);
    }
    m_classes = sorted;
    return codes;
}

}  // namespace headrace::learning
