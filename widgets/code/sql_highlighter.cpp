// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/sql_highlighter.h"

#include "models/forms/sql_words.h"
#include "widgets/theme/theme.h"

#include <QApplication>

namespace headrace {

SqlHighlighter::SqlHighlighter(QTextDocument *document) : QSyntaxHighlighter(document)
{
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, &SqlHighlighter::rehighlight);
}

void SqlHighlighter::highlightBlock(const QString &text)
{
    const Tokens &tokens = Theme::tokens();
    // A text or comment that a line leaves open colours the next ones: state 1 a text, 2 a comment.
    qsizetype from = 0;
    setCurrentBlockState(0);
    const int before = previousBlockState();
    if (before == 1 || before == 2) {
        const QString end = before == 1 ? QStringLiteral("'") : QStringLiteral("*/");
        const qsizetype at = text.indexOf(end);
        from = at < 0 ? text.size() : at + end.size();
        setFormat(0, int(from), before == 1 ? tokens.ok : tokens.muted);
        if (at < 0) {
            setCurrentBlockState(before);
            return;
        }
    }
    for (const SqlToken &token : sqlTokens(text.mid(from))) {
        QTextCharFormat format;
        switch (token.kind) {
        case SqlToken::Kind::Keyword:
            format.setForeground(tokens.learn);
            format.setFontWeight(QFont::Medium);
            break;
        case SqlToken::Kind::Function:
            format.setForeground(tokens.accent);
            break;
        case SqlToken::Kind::Text:
            format.setForeground(tokens.ok);
            break;
        case SqlToken::Kind::Number:
            format.setForeground(tokens.read);
            break;
        case SqlToken::Kind::Parameter:
            format.setForeground(tokens.evaluate);
            break;
        case SqlToken::Kind::Comment:
            format.setForeground(tokens.muted);
            format.setFontItalic(true);
            break;
        case SqlToken::Kind::Word:
        case SqlToken::Kind::Symbol:
            continue;
        }
        setFormat(int(from + token.start), int(token.length), format);
        if (!token.closed)
            setCurrentBlockState(token.kind == SqlToken::Kind::Comment ? 2 : token.kind == SqlToken::Kind::Text ? 1 : 0);
    }
}

}  // namespace headrace

#include "moc_sql_highlighter.cpp"
