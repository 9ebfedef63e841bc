// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/run_query_tokens.h"

#include <algorithm>

namespace headrace::record {

bool Lexer::isKeyCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('.') || c == QLatin1Char('/') || c == QLatin1Char('-');
}

bool Lexer::isPlainKey(const QString &key)
{
    return !key.isEmpty() && std::all_of(key.cbegin(), key.cend(), &Lexer::isKeyCharacter);
}

Token Lexer::take()
{
    Token token = std::move(m_next);
    m_next = read();
    return token;
}

Token Lexer::takeKey()
{
    // The text behind the dot is read anew: in a key a dot, a slash or a dash is one of its characters.
    m_at = m_next.position;
    Token token{Token::Word, {}, m_at};
    if (m_at < m_text.size() && (m_text.at(m_at) == QLatin1Char('`') || m_text.at(m_at) == QLatin1Char('"'))) {
        token = quoted(m_text.at(m_at), Token::Word);
    } else {
        while (m_at < m_text.size() && isKeyCharacter(m_text.at(m_at)))
            token.text += m_text.at(m_at++);
    }
    m_next = read();
    return token;
}

Token Lexer::quoted(QChar quote, Token::Kind kind)
{
    Token token{kind, {}, m_at};
    for (++m_at; m_at < m_text.size(); ++m_at) {
        if (m_text.at(m_at) != quote) {
            token.text += m_text.at(m_at);
        } else if (m_at + 1 < m_text.size() && m_text.at(m_at + 1) == quote) {
            token.text += quote;  // doubled: the character itself
            ++m_at;
        } else {
            ++m_at;
            return token;
        }
    }
    return {Token::Bad, QStringLiteral("A quote is not closed."), token.position};
}

Token Lexer::read()
{
    while (m_at < m_text.size() && m_text.at(m_at).isSpace())
        ++m_at;
    if (m_at >= m_text.size())
        return {Token::End, {}, int(m_text.size())};
    const QChar c = m_text.at(m_at);
    if (c == QLatin1Char('\''))
        return quoted(c, Token::String);
    if (c == QLatin1Char('"'))
        return quoted(c, Token::String);
    const auto digitAt = [this](int at) { return at < m_text.size() && m_text.at(at).isDigit(); };
    const bool sign = c == QLatin1Char('-') || c == QLatin1Char('+');
    if (digitAt(m_at) || (c == QLatin1Char('.') && digitAt(m_at + 1))
        || (sign && (digitAt(m_at + 1) || (m_at + 1 < m_text.size() && m_text.at(m_at + 1) == QLatin1Char('.') && digitAt(m_at + 2))))) {
        Token token{Token::Number, {}, m_at};
        token.text += m_text.at(m_at++);
        while (m_at < m_text.size()) {
            const QChar next = m_text.at(m_at);
            const bool exponentSign = (next == QLatin1Char('-') || next == QLatin1Char('+'))
                && token.text.back().toLower() == QLatin1Char('e');
            if (!next.isDigit() && next != QLatin1Char('.') && next.toLower() != QLatin1Char('e') && !exponentSign)
                break;
            token.text += next;
            ++m_at;
        }
        bool ok = false;
        token.text.toDouble(&ok);
        return ok ? token : Token{Token::Bad, QStringLiteral("'%1' is no number.").arg(token.text), token.position};
    }
    if (c.isLetter() || c == QLatin1Char('_')) {
        Token token{Token::Word, {}, m_at};
        while (m_at < m_text.size() && (m_text.at(m_at).isLetterOrNumber() || m_text.at(m_at) == QLatin1Char('_')))
            token.text += m_text.at(m_at++);
        return token;
    }
    Token token{Token::Symbol, QString(c), m_at++};
    if (m_at < m_text.size()) {
        const QString two = token.text + m_text.at(m_at);
        if (two == QLatin1String("<=") || two == QLatin1String(">=") || two == QLatin1String("!=") || two == QLatin1String("<>")
            || two == QLatin1String("==")) {
            token.text = two;
            ++m_at;
        }
    }
    return token;
}

}  // namespace headrace::record
