// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/windows.h"

namespace headrace {

namespace {

struct Token {
    enum Kind { Word, Quoted, Other } kind;
    QString text;  ///< a word in lower case, a quoted name without its quotes, else one character
};

QList<Token> tokensOf(const QString &sql)
{
    QList<Token> tokens;
    const qsizetype size = sql.size();
    for (qsizetype i = 0; i < size;) {
        const QChar c = sql[i];
        if (c.isSpace()) {
            ++i;
        } else if (c == QLatin1Char('\'') || c == QLatin1Char('"')) {
            QString text;
            for (++i; i < size; ++i) {
                if (sql[i] != c) {
                    text += sql[i];
                    continue;
                }
                if (i + 1 < size && sql[i + 1] == c)
                    text += sql[i++];
                else
                    break;
            }
            ++i;
            if (c == QLatin1Char('"'))
                tokens << Token{Token::Quoted, text.toLower()};
            else
                tokens << Token{Token::Other, QStringLiteral("'") + text + QLatin1Char('\'')};
        } else if (c == QLatin1Char('-') && i + 1 < size && sql[i + 1] == QLatin1Char('-')) {
            const qsizetype end = sql.indexOf(QLatin1Char('\n'), i);
            i = end < 0 ? size : end;
        } else if (c == QLatin1Char('/') && i + 1 < size && sql[i + 1] == QLatin1Char('*')) {
            const qsizetype end = sql.indexOf(QLatin1String("*/"), i + 2);
            i = end < 0 ? size : end + 2;
        } else if (c.isLetterOrNumber() || c == QLatin1Char('_')) {
            const qsizetype start = i;
            while (i < size && (sql[i].isLetterOrNumber() || sql[i] == QLatin1Char('_')))
                ++i;
            tokens << Token{Token::Word, sql.mid(start, i - start).toLower()};
        } else {
            tokens << Token{Token::Other, QString(c)};
            ++i;
        }
    }
    return tokens;
}

class WindowReader
{
public:
    explicit WindowReader(const QString &expression) : m_tokens(tokensOf(expression)) {}

    QList<WindowUse> all() const
    {
        QList<WindowUse> windows;
        for (qsizetype i = 1; i + 1 < m_tokens.size(); ++i)
            if (is(i, "over") && is(i - 1, ")") && is(i + 1, "("))
                windows << at(i);
        return windows;
    }

private:
    bool is(qsizetype i, const char *text) const
    {
        return i >= 0 && i < m_tokens.size() && m_tokens[i].kind != Token::Quoted && m_tokens[i].text == QLatin1String(text);
    }
    qsizetype opening(qsizetype close) const
    {
        int depth = 0;
        for (qsizetype i = close; i >= 0; --i) {
            depth += is(i, ")") ? 1 : is(i, "(") ? -1 : 0;
            if (depth == 0)
                return i;
        }
        return -1;
    }

    WindowUse at(qsizetype over) const
    {
        WindowUse window;
        qsizetype call = opening(over - 1);
        if (is(call - 1, "filter"))  // sum(x) FILTER (WHERE …) OVER (…)
            call = opening(call - 2);
        if (call > 0)
            window.function = m_tokens[call - 1].text;
        static const QStringList looksAhead{QStringLiteral("lead"), QStringLiteral("ntile"), QStringLiteral("percent_rank"),
                                            QStringLiteral("cume_dist")};
        window.ahead = looksAhead.contains(window.function);
        int depth = 0;
        bool partitions = false;
        QString item;
        for (qsizetype i = over + 1; i < m_tokens.size(); ++i) {
            const bool outer = depth == 1;
            depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
            const bool ends = outer && (depth == 0 || is(i, "order") || is(i, "rows") || is(i, "range") || is(i, "groups"));
            if (partitions && (ends || (outer && is(i, ",")))) {
                window.partition << item;
                item.clear();
                partitions = !ends;
            } else if (partitions) {
                item += m_tokens[i].text;
            }
            if (outer && is(i, "order"))
                window.ordered = true;
            if (is(i, "following"))
                window.ahead = true;
            if (outer && is(i, "by") && is(i - 1, "partition"))
                partitions = true;
            if (depth == 0)
                break;
        }
        return window;
    }

    QList<Token> m_tokens;
};

}  // namespace

QList<WindowUse> windowsIn(const QString &expression)
{
    if (!expression.contains(QLatin1String("over"), Qt::CaseInsensitive))
        return {};
    return WindowReader(expression).all();
}

}  // namespace headrace
