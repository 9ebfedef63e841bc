// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the run filter language. Inside the room only.
#pragma once

#include <QString>

namespace headrace::record {

struct Token {
    enum Kind { End, Word, Number, String, Symbol, Bad } kind = End;
    QString text;      ///< without quotes; of Bad: what is wrong
    int position = 0;  ///< in UTF-16 units
    bool isWord(const char *word) const { return kind == Word && text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0; }
    bool isSymbol(const char *symbol) const { return kind == Symbol && text == QLatin1String(symbol); }
};

class Lexer
{
public:
    explicit Lexer(QString text) : m_text(std::move(text)) { m_next = read(); }
    const Token &peek() const { return m_next; }
    Token take();
    /// Behind the dot of metrics., params. or tags.: a plain key, or one in ` or ".
    Token takeKey();

    static bool isKeyCharacter(QChar c);
    static bool isPlainKey(const QString &key);

private:
    Token read();
    Token quoted(QChar quote, Token::Kind kind);
    QString m_text;
    int m_at = 0;
    Token m_next;
};

}  // namespace headrace::record
