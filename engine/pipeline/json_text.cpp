// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/json_text.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>
#include <charconv>
#include <deque>
#include <functional>
#include <string_view>
#include <vector>

namespace headrace {

namespace {

constexpr qsizetype kMostNotices = 200;
constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

size_t combine(size_t parent, std::string_view name)
{
    return qHashBits(name.data(), name.size(), parent * 31 + 7);
}

int lineAt(const QByteArray &bytes, qsizetype offset)
{
    return 1 + int(std::count(bytes.cbegin(), bytes.cbegin() + std::clamp<qsizetype>(offset, 0, bytes.size()), '\n'));
}

/// Walks over JSON without building it: a tolerant tokenizer, since Qt's parser judges the grammar. Non-recursive.
class Walker
{
public:
    explicit Walker(const QByteArray &bytes) : m_at(bytes.constData()), m_end(m_at + bytes.size()) {}

    std::function<void(std::string_view key, int line)> duplicate;
    std::function<void(std::string_view number, int line)> number;
    std::function<void(size_t hash, int line)> place;  ///< every member and element, by the hash of its path

    /// False where the nesting is too deep; line() tells where.
    bool walk()
    {
        while (m_at != m_end) {
            switch (const char c = *m_at) {
            case '\n':
                ++m_line;
                ++m_at;
                break;
            case '"':
                string();
                break;
            case '{':
            case '[':
                beginElement();
                if (m_open.size() == kMaximumJsonDepth)
                    return false;
                m_open.push_back({c == '{', c == '{', m_keys.size(), m_current, 0});
                ++m_at;
                break;
            case '}':
            case ']':
                close();
                ++m_at;
                break;
            case ',':
                if (!m_open.empty()) {
                    m_open.back().expectsKey = m_open.back().object;
                    m_open.back().fresh = true;
                }
                ++m_at;
                break;
            case ':':
                ++m_at;
                break;
            case ' ':
            case '\t':
            case '\r':
                ++m_at;
                break;
            default:
                scalar();
                break;
            }
        }
        return true;
    }
    int line() const { return m_line; }

private:
    struct Open {
        bool object;
        bool expectsKey;
        size_t firstKey;
        size_t hash;   ///< of the path to this container
        size_t count;  ///< elements begun, in a list
        bool fresh = true;
    };
    struct Key {
        std::string_view text;
        int line;
    };

    void beginElement()
    {
        if (m_open.empty() || m_open.back().object || !m_open.back().fresh)
            return;
        Open &list = m_open.back();
        list.fresh = false;
        if (place) {
            char digits[24];
            const auto end = std::to_chars(digits, digits + sizeof digits, list.count).ptr;
            m_current = combine(list.hash, {digits, size_t(end - digits)});
            place(m_current, m_line);
        }
        ++list.count;
    }

    void string()
    {
        beginElement();
        const char *begin = ++m_at;
        const int line = m_line;
        bool escaped = false;
        for (; m_at != m_end && *m_at != '"'; ++m_at) {
            if (*m_at == '\\' && m_at + 1 != m_end) {
                escaped = true;
                ++m_at;
            }
            if (*m_at == '\n')
                ++m_line;
        }
        const std::string_view raw(begin, size_t(m_at - begin));
        if (m_at != m_end)
            ++m_at;
        if (m_open.empty() || !m_open.back().expectsKey)
            return;
        Open &object = m_open.back();
        object.expectsKey = false;
        const std::string_view key = escaped ? unescaped(raw) : raw;
        m_keys.push_back({key, line});
        if (place) {
            m_current = combine(object.hash, key);
            place(m_current, line);
        }
    }

    void scalar()
    {
        beginElement();
        const char *begin = m_at;
        while (m_at != m_end && !std::strchr(" \t\r\n,:]}[{\"", *m_at))
            ++m_at;
        if (m_at == begin)
            ++m_at;  // a NUL, which strchr finds; the parser will refuse it
        else if (number)
            number({begin, size_t(m_at - begin)}, m_line);
    }

    void close()
    {
        if (m_open.empty())
            return;
        const auto first = m_keys.begin() + qsizetype(m_open.back().firstKey);
        if (duplicate && m_keys.end() - first > 1) {
            std::stable_sort(first, m_keys.end(), [](const Key &a, const Key &b) { return a.text < b.text; });
            for (auto key = first + 1; key != m_keys.end(); ++key)
                if (key->text == (key - 1)->text)
                    duplicate(key->text, key->line);
        }
        m_keys.erase(first, m_keys.end());
        m_open.pop_back();
    }

    std::string_view unescaped(std::string_view raw)
    {
        const QByteArray list = QByteArray("[\"").append(raw.data(), qsizetype(raw.size())).append("\"]");
        m_unescaped.push_back(QJsonDocument::fromJson(list).array().at(0).toString().toUtf8());
        return {m_unescaped.back().constData(), size_t(m_unescaped.back().size())};
    }

    const char *m_at;
    const char *m_end;
    int m_line = 1;
    size_t m_current = 0;  ///< hash of the path to the value that comes next
    std::vector<Open> m_open;
    std::vector<Key> m_keys;  ///< of all open objects
    std::deque<QByteArray> m_unescaped;
};

/// Whether a number is an integer that 64 bits do not hold, so that its last digits would be lost.
bool isInexactInteger(std::string_view text)
{
    if (text.size() < 19 || text.find_first_not_of("-0123456789") != std::string_view::npos)
        return false;
    qint64 value = 0;
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc::result_out_of_range;
}

Error invalid(const QString &text, const QString &hint, int line)
{
    Error error(ErrorCode::Invalid, text, hint);
    error.line = line;
    return error;
}

Error parseError(const QByteArray &bytes, const QJsonParseError &error)
{
    const QString what = error.error == QJsonParseError::IllegalUTF8String ? QStringLiteral("it is not UTF-8 text")
        : error.error == QJsonParseError::IllegalNumber                    ? QStringLiteral("a number is malformed or too large")
                                                                           : error.errorString();
    return invalid(QStringLiteral("The text is not valid JSON: %1.").arg(what),
                   QStringLiteral("Mend the text at this line, or take an earlier version of the file."), lineAt(bytes, error.offset));
}

}  // namespace

Result<JsonText> parseJsonText(const QByteArray &bytes)
{
    if (bytes.size() > kMaximumJsonBytes)
        return invalid(QStringLiteral("The text is larger than %1 MiB.").arg(kMaximumJsonBytes >> 20),
                       QStringLiteral("A pipeline holds no data: keep tables in files of their own."), 0);
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        return invalid(QStringLiteral("The text is UTF-16."), QStringLiteral("Save the file as UTF-8."), 1);

    JsonText text;
    qsizetype more = 0;
    const auto notice = [&](JsonNotice::Kind kind, std::string_view what, int line) {
        if (text.notices.size() < kMostNotices)
            text.notices << JsonNotice{kind, QString::fromUtf8(what.data(), qsizetype(what.size())).left(200), line};
        else
            ++more;
    };
    const bool marked = bytes.startsWith(kByteOrderMark);
    if (marked)
        notice(JsonNotice::Kind::ByteOrderMark, {}, 1);
    const QByteArray body = marked ? QByteArray::fromRawData(bytes.constData() + 3, bytes.size() - 3) : bytes;

    Walker walker(body);
    walker.duplicate = [&](std::string_view key, int line) { notice(JsonNotice::Kind::DuplicateKey, key, line); };
    walker.number = [&](std::string_view number, int line) {
        if (isInexactInteger(number))
            notice(JsonNotice::Kind::InexactNumber, number, line);
    };
    if (!walker.walk())
        return invalid(QStringLiteral("The text is nested deeper than %1 levels.").arg(kMaximumJsonDepth),
                       QStringLiteral("Keep what is nested so deep in files of its own."), walker.line());

    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError)
        return parseError(body, error);
    if (!document.isObject())
        return invalid(QStringLiteral("The text is JSON, but no object."), QStringLiteral("A pipeline begins with { \"headrace\": 1, … }."),
                       1);
    text.object = document.object();
    std::stable_sort(text.notices.begin(), text.notices.end(), [](const JsonNotice &a, const JsonNotice &b) { return a.line < b.line; });
    if (more > 0)
        text.notices << JsonNotice{JsonNotice::Kind::More, QString::number(more), 0};
    return text;
}

QList<int> linesOfPaths(const QByteArray &bytes, const QList<QStringList> &paths)
{
    QHash<size_t, int> wanted;
    const auto hashOf = [](const QStringList &path) {
        size_t hash = 0;
        for (const QString &part : path) {
            const QByteArray utf8 = part.toUtf8();
            hash = combine(hash, {utf8.constData(), size_t(utf8.size())});
        }
        return hash;
    };
    for (const QStringList &path : paths)
        if (!path.isEmpty())
            wanted.insert(hashOf(path), 0);
    Walker walker(bytes);
    walker.place = [&wanted](size_t hash, int line) {
        if (const auto found = wanted.find(hash); found != wanted.end())
            *found = line;
    };
    walker.walk();
    QList<int> lines;
    lines.reserve(paths.size());
    for (const QStringList &path : paths)
        lines << (path.isEmpty() ? 0 : wanted.value(hashOf(path)));
    return lines;
}

}  // namespace headrace
