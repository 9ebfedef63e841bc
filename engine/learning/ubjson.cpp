// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/ubjson.h"

#include <QtEndian>

#include <bit>
#include <unordered_set>

namespace headrace::learning::ubjson {

namespace {

constexpr int kMaximumDepth = 32;

size_t sizeOf(char marker)
{
    switch (marker) {
    case 'U':
    case 'i':
        return 1;
    case 'I':
        return 2;
    case 'l':
    case 'd':
        return 4;
    case 'L':
    case 'D':
        return 8;
    default:
        return 0;
    }
}

int64_t integerAt(char marker, const char *bytes)
{
    switch (marker) {
    case 'U':
        return static_cast<uint8_t>(*bytes);
    case 'i':
        return static_cast<int8_t>(*bytes);
    case 'I':
        return qFromBigEndian<qint16>(bytes);
    case 'l':
        return qFromBigEndian<qint32>(bytes);
    case 'L':
        return qFromBigEndian<qint64>(bytes);
    default:
        return 0;
    }
}

class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_at(bytes.constData()), m_end(bytes.constData() + bytes.size()) {}

    bool value(Value &value, int depth)
    {
        char marker = 0;
        if (depth > kMaximumDepth || !byte(marker))
            return false;
        switch (marker) {
        case 'Z':
            return true;
        case 'T':
        case 'F':
            value.kind = Value::Kind::Boolean;
            value.integer = marker == 'T';
            return true;
        case 'U':
        case 'i':
        case 'I':
        case 'l':
        case 'L':
            value.kind = Value::Kind::Integer;
            return integer(marker, value.integer);
        case 'd':
        case 'D':
            value.kind = Value::Kind::Number;
            return number(marker, value.number);
        case 'S':
            value.kind = Value::Kind::Text;
            return text(value.text);
        case '[':
            return array(value, depth);
        case '{':
            return object(value, depth);
        default:
            return false;
        }
    }
    bool atEnd() const { return m_at == m_end; }

private:
    size_t left() const { return size_t(m_end - m_at); }
    bool byte(char &value)
    {
        if (atEnd())
            return false;
        value = *m_at++;
        return true;
    }
    bool expect(char wanted)
    {
        char found = 0;
        return byte(found) && found == wanted;
    }
    bool integer(char marker, int64_t &value)
    {
        const size_t size = sizeOf(marker);
        if (left() < size)
            return false;
        value = integerAt(marker, m_at);
        m_at += size;
        return true;
    }
    bool number(char marker, double &value)
    {
        if (left() < sizeOf(marker))
            return false;
        value = marker == 'd' ? double(std::bit_cast<float>(qFromBigEndian<quint32>(m_at)))
                              : std::bit_cast<double>(qFromBigEndian<quint64>(m_at));
        m_at += sizeOf(marker);
        return true;
    }
    /// XGBoost writes every length with 64 bits.
    bool length(size_t &value)
    {
        int64_t read = 0;
        if (!expect('L') || !integer('L', read) || read < 0 || uint64_t(read) > left())
            return false;
        value = size_t(read);
        return true;
    }
    bool text(std::string_view &value)
    {
        size_t size = 0;
        if (!length(size))
            return false;
        value = std::string_view(m_at, size);
        m_at += size;
        return true;
    }
    bool array(Value &value, int depth)
    {
        char next = 0;
        if (!byte(next))
            return false;
        if (next == '$') {
            value.kind = Value::Kind::Typed;
            if (!byte(value.typed.element) || sizeOf(value.typed.element) == 0 || !expect('#') || !length(value.typed.count)
                || value.typed.count > left() / sizeOf(value.typed.element))
                return false;
            value.typed.bytes = m_at;
            m_at += value.typed.count * sizeOf(value.typed.element);
            return true;
        }
        size_t count = 0;
        if (next != '#' || !length(count))
            return false;
        value.kind = Value::Kind::Array;
        for (size_t i = 0; i < count; ++i)
            if (!this->value(value.items.emplace_back(), depth + 1))
                return false;
        return true;
    }
    bool object(Value &value, int depth)
    {
        value.kind = Value::Kind::Object;
        std::unordered_set<std::string_view> names;
        while (!atEnd() && *m_at != '}') {
            std::string_view name;
            if (!text(name) || !names.insert(name).second)
                return false;
            value.members.emplace_back(name, Value());
            if (!this->value(value.members.back().second, depth + 1))
                return false;
        }
        return expect('}');
    }

    const char *m_at;
    const char *m_end;
};

}  // namespace

int64_t TypedArray::integer(size_t index) const
{
    return integerAt(element, bytes + index * sizeOf(element));
}

const Value *Value::member(std::string_view name) const
{
    for (const auto &[key, value] : members)
        if (key == name)
            return &value;
    return nullptr;
}

const Value *Value::member(std::string_view name, Kind wanted) const
{
    const Value *found = member(name);
    return found && found->kind == wanted ? found : nullptr;
}

std::optional<Value> read(const QByteArray &bytes)
{
    Reader reader(bytes);
    Value value;
    if (!reader.value(value, 0) || !reader.atEnd())
        return std::nullopt;
    return value;
}

}  // namespace headrace::learning::ubjson
