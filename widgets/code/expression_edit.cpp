// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/expression_edit.h"

#include "models/forms/sql_words.h"
#include "widgets/code/sql_highlighter.h"
#include "widgets/forms/column_popup.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QAbstractTextDocumentLayout>
#include <QCompleter>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>

namespace headrace {
namespace {

constexpr int kMostExpressionLines = 8;
constexpr int kExpressionPadding = 10;  // of style and document together, above and below

bool inWord(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('$');
}

}  // namespace

ExpressionEdit::ExpressionEdit(QWidget *parent)
    : QPlainTextEdit(parent), m_model(new CompletionModel(this)), m_completer(new QCompleter(m_model, this))
{
    setFont(monoFont(-1));
    setProperty("kind", QStringLiteral("expression"));
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);  // undo is the document's
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(3);
    new SqlHighlighter(document());
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setItemDelegate(new ColumnDelegate(m_completer->popup()));
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &ExpressionEdit::insertCompletion);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        setErrorPosition(-1);  // where it was is no longer true
        fit();
        Q_EMIT edited(toPlainText());
        if (m_typing)
            offer(false);
    });
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &ExpressionEdit::fit);
    fit();
}

QSize ExpressionEdit::sizeHint() const
{
    return {160, height()};
}

void ExpressionEdit::setCompletion(const CompletionSource &source)
{
    m_model->setSource(source);
}

void ExpressionEdit::replaceText(const QString &text)
{
    if (toPlainText() == text)
        return;
    const QSignalBlocker quiet(this);
    const int at = textCursor().position();
    setPlainText(text);
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min<int>(at, int(text.size())));
    setTextCursor(cursor);
    setErrorPosition(-1);
    fit();
}

void ExpressionEdit::setErrorPosition(int position)
{
    m_error = position;
    QList<QTextEdit::ExtraSelection> marks;
    const QString text = toPlainText();
    if (position >= 0 && !text.isEmpty()) {
        int start = std::min<int>(position, int(text.size()) - 1);
        int length = 1;
        for (const SqlToken &token : sqlTokens(text))
            if (position >= token.start && position < token.start + token.length) {
                start = int(token.start);
                length = int(token.length);
            }
        QTextEdit::ExtraSelection mark;
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(Theme::tokens().bad);
        mark.format.setBackground(Theme::tokens().tint(Theme::tokens().bad));
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(start);
        mark.cursor.setPosition(std::min<int>(start + length, int(text.size())), QTextCursor::KeepAnchor);
        marks.append(mark);
    }
    setExtraSelections(marks);
}

void ExpressionEdit::fit()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout() ? block.layout()->lineCount() : 1);
    const int shown = std::clamp(lines, 1, kMostExpressionLines);
    const int wanted = std::max(metrics::kControl, shown * fontMetrics().lineSpacing() + kExpressionPadding);
    if (wanted != height() || minimumHeight() != wanted)
        setFixedHeight(wanted);
    setVerticalScrollBarPolicy(lines > kMostExpressionLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void ExpressionEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void ExpressionEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        m_completer->popup()->hide();
}

QString ExpressionEdit::wordBefore(int *start) const
{
    const QString text = toPlainText();
    const int end = textCursor().position();
    int at = end;
    while (at > 0 && inWord(text[at - 1]))
        --at;
    *start = at;
    return text.mid(at, end - at);
}

void ExpressionEdit::offer(bool asked)
{
    int start = 0;
    const QString word = wordBefore(&start);
    const bool number = !word.isEmpty() && word[0].isDigit();
    // Not inside a text or a comment.
    bool quoted = false;
    for (const SqlToken &token : sqlTokens(toPlainText().left(textCursor().position())))
        quoted = !token.closed && (token.kind == SqlToken::Kind::Text || token.kind == SqlToken::Kind::Comment);
    if ((word.isEmpty() && !asked) || number || quoted) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->setCompletionPrefix(word);
    const int found = m_completer->completionCount();
    const bool done = found == 1 && m_completer->currentCompletion().compare(word, Qt::CaseInsensitive) == 0;
    if (found == 0 || done) {
        m_completer->popup()->hide();
        return;
    }
    // The first that starts with the word goes before those that only hold it.
    int first = 0;
    for (int i = 0; i < std::min(found, 500); ++i)
        if (m_completer->completionModel()->index(i, 0).data().toString().startsWith(word, Qt::CaseInsensitive)) {
            first = i;
            break;
        }
    QRect at = cursorRect();
    at.translate(-fontMetrics().horizontalAdvance(word), 4);
    at.setWidth(std::max(240, m_completer->popup()->sizeHintForColumn(0)));
    m_completer->complete(at);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(first, 0));
}

void ExpressionEdit::insertCompletion(const QModelIndex &index)
{
    int start = 0;
    const QString word = wordBefore(&start);
    QTextCursor cursor = textCursor();
    cursor.setPosition(start);
    cursor.setPosition(start + int(word.size()), QTextCursor::KeepAnchor);
    cursor.insertText(index.data(CompletionModel::kInsertRole).toString());
    setTextCursor(cursor);
}

void ExpressionEdit::keyPressEvent(QKeyEvent *event)
{
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Enter:
        case Qt::Key_Return:
        case Qt::Key_Escape:
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            event->ignore();  // the popup's
            return;
        default:
            break;
        }
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer(true);
        return;
    }
    m_typing = !event->text().isEmpty() && (inWord(event->text()[0]) || event->key() == Qt::Key_Backspace);
    QPlainTextEdit::keyPressEvent(event);
    m_typing = false;
}

}  // namespace headrace

#include "moc_expression_edit.cpp"
