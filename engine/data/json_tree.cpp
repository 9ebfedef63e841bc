// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/json_tree.h"

namespace headrace::data {

namespace {

constexpr int kDeepest = 2000;

class Parser
{
public:
    explicit Parser(const QByteArray &bytes) : m_at(bytes.constData()), m_end(m_at + bytes.size()) {}

    bool value(JsonTree &tree, int depth)
    {
        space();
        if (m_at == m_end)
            return false;
        if (depth > kDeepest) {
            m_tooDeep = true;
            return false;
        }
        switch (*m_at) {
        case '{':
            return object(tree, depth);
        case '[':
            return array(tree, depth);
        case '"':
            tree.kind = JsonTree::Kind::String;
            return string(tree.text);
        default:
            return scalar(tree);
        }
    }
    bool atEnd()
    {
        space();
        return m_at == m_end;
    }
    bool tooDeep() const { return m_tooDeep; }

private:
    void space()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }
    bool take(char c)
    {
        space();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    bool string(QByteArray &text)
    {
        if (!take('"'))
            return false;
        const char *from = m_at;
        while (m_at < m_end && *m_at != '"')
            m_at += *m_at == '\\' && m_at + 1 < m_end ? 2 : 1;
        if (m_at >= m_end)
            return false;
        text = QByteArray(from, m_at - from);
        ++m_at;
        return true;
    }
    bool scalar(JsonTree &tree)
    {
        const char *from = m_at;
        while (m_at < m_end && *m_at != ',' && *m_at != ']' && *m_at != '}' && *m_at != ' ' && *m_at != '\n')
            ++m_at;
        tree.kind = JsonTree::Kind::Scalar;
        tree.text = QByteArray(from, m_at - from);
        return m_at > from;
    }
    bool array(JsonTree &tree, int depth)
    {
        tree.kind = JsonTree::Kind::Array;
        take('[');
        if (take(']'))
            return true;
        do {
            if (!value(tree.items.emplace_back(), depth + 1))
                return false;
        } while (take(','));
        return take(']');
    }
    bool object(JsonTree &tree, int depth)
    {
        tree.kind = JsonTree::Kind::Object;
        take('{');
        if (take('}'))
            return true;
        do {
            if (!string(tree.keys.emplace_back()) || !take(':') || !value(tree.items.emplace_back(), depth + 1))
                return false;
        } while (take(','));
        return take('}');
    }

    const char *m_at;
    const char *m_end;
    bool m_tooDeep = false;
};

void write(const JsonTree &tree, QByteArray &out)
{
    switch (tree.kind) {
    case JsonTree::Kind::Scalar:
        out += tree.text;
        break;
    case JsonTree::Kind::String:
        out += '"';
        out += tree.text;
        out += '"';
        break;
    case JsonTree::Kind::Array:
        out += '[';
        for (size_t i = 0; i < tree.items.size(); ++i) {
            if (i > 0)
                out += ',';
            write(tree.items[i], out);
        }
        out += ']';
        break;
    case JsonTree::Kind::Object:
        out += '{';
        for (size_t i = 0; i < tree.items.size(); ++i) {
            if (i > 0)
                out += ',';
            out += '"';
            out += tree.keys[i];
            out += "\":";
            write(tree.items[i], out);
        }
        out += '}';
        break;
    }
}

}  // namespace

Result<JsonTree> JsonTree::parse(const QByteArray &bytes)
{
    Parser parser(bytes);
    JsonTree tree;
    if (parser.value(tree, 0) && parser.atEnd())
        return tree;
    if (parser.tooDeep())
        return Error(ErrorCode::Invalid, QStringLiteral("The expression is nested too deeply."),
                     QStringLiteral("Divide it into several steps."));
    return Error(ErrorCode::Internal, QStringLiteral("The data library wrote a tree that cannot be read."));
}

JsonTree JsonTree::ofString(const QString &text)
{
    JsonTree tree;
    tree.kind = Kind::String;
    static const char digits[] = "0123456789abcdef";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\') {
            tree.text += '\\';
            tree.text += c;
        } else if (uchar(c) < 0x20) {
            tree.text += "\\u00";
            tree.text += digits[uchar(c) >> 4];
            tree.text += digits[uchar(c) & 15];
        } else {
            tree.text += c;
        }
    }
    return tree;
}

JsonTree JsonTree::scalar(const char *token)
{
    JsonTree tree;
    tree.text = token;
    return tree;
}

JsonTree *JsonTree::find(const char *key)
{
    return const_cast<JsonTree *>(std::as_const(*this).find(key));
}

const JsonTree *JsonTree::find(const char *key) const
{
    for (size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == key)
            return &items[i];
    }
    return nullptr;
}

QString JsonTree::string(const char *key) const
{
    const JsonTree *member = find(key);
    return member ? member->string() : QString();
}

QString JsonTree::string() const
{
    if (kind != Kind::String)
        return {};
    if (!text.contains('\\'))
        return QString::fromUtf8(text);
    QString result;
    QByteArray plain;
    const auto flush = [&] {
        result += QString::fromUtf8(plain);
        plain.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 >= text.size()) {
            plain += text[i];
            continue;
        }
        switch (text[++i]) {
        case 'b':
            plain += '\b';
            break;
        case 'f':
            plain += '\f';
            break;
        case 'n':
            plain += '\n';
            break;
        case 'r':
            plain += '\r';
            break;
        case 't':
            plain += '\t';
            break;
        case 'u':
            flush();
            result += QChar(text.mid(i + 1, 4).toUShort(nullptr, 16));
            i += 4;
            break;
        default:
            plain += text[i];
        }
    }
    flush();
    return result;
}

QByteArray JsonTree::toBytes() const
{
    QByteArray out;
    write(*this, out);
    return out;
}

}  // namespace headrace::data
