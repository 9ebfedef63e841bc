// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_edit.h"

#include "models/forms/sql_words.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

// QScintilla's headers need the keywords that the rest of the program goes without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qsciapis.h>
#include <Qsci/qscilexerpython.h>
#include <Qsci/qscilexersql.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

namespace headrace {
namespace {

constexpr int kErrorIndicator = 8;

/// Scintilla knows sizes in points alone.
QFont codeFont(int delta)
{
    QFont font = monoFont(delta);
    const QScreen *screen = QGuiApplication::primaryScreen();
    font.setPointSizeF(font.pixelSize() * 72.0 / (screen ? screen->logicalDotsPerInchY() : 96.0));
    return font;
}

/// DuckDB's words instead of Oracle's.
class DuckSqlLexer : public QsciLexerSQL
{
public:
    using QsciLexerSQL::QsciLexerSQL;
    const char *keywords(int set) const override
    {
        static const QByteArray words = sqlKeywords().join(QLatin1Char(' ')).toLower().toLatin1();
        static const QByteArray functions = [] {
            QStringList names;
            for (const SqlFunction &function : sqlFunctions(true))
                names.append(function.name);
            return names.join(QLatin1Char(' ')).toLatin1();
        }();
        return set == 1 ? words.constData() : set == 5 ? functions.constData() : nullptr;
    }
};

QStringList pythonWords()
{
    return QStringLiteral("and as assert async await break class continue def del elif else except False finally for from global if "
                          "import in inputs is lambda None nonlocal not or params pass raise return True try while with yield "
                          "columns ctx cancelled folder log_artifact log_metric progress seed to_arrow to_dict to_numpy to_pandas "
                          "to_polars enumerate len list dict max min print range round set sorted str sum tuple zip float int abs any all")
        .split(QLatin1Char(' '));
}

QsciLexer *lexerFor(CodeLanguage language, QObject *parent)
{
    if (language == CodeLanguage::Sql)
        return new DuckSqlLexer(parent);
    return new QsciLexerPython(parent);
}

struct StyleColour {
    int style;
    QColor Tokens::*colour;
    bool italic = false;
};

QList<StyleColour> stylesOf(CodeLanguage language)
{
    if (language == CodeLanguage::Sql)
        return {{QsciLexerSQL::Keyword, &Tokens::learn},          {QsciLexerSQL::KeywordSet5, &Tokens::accent},
                {QsciLexerSQL::SingleQuotedString, &Tokens::ok},  {QsciLexerSQL::Number, &Tokens::read},
                {QsciLexerSQL::Comment, &Tokens::muted, true},    {QsciLexerSQL::CommentLine, &Tokens::muted, true},
                {QsciLexerSQL::CommentDoc, &Tokens::muted, true}, {QsciLexerSQL::Operator, &Tokens::secondary}};
    return {{QsciLexerPython::Keyword, &Tokens::learn},
            {QsciLexerPython::FunctionMethodName, &Tokens::accent},
            {QsciLexerPython::ClassName, &Tokens::accent},
            {QsciLexerPython::Decorator, &Tokens::evaluate},
            {QsciLexerPython::Number, &Tokens::read},
            {QsciLexerPython::SingleQuotedString, &Tokens::ok},
            {QsciLexerPython::DoubleQuotedString, &Tokens::ok},
            {QsciLexerPython::TripleSingleQuotedString, &Tokens::ok},
            {QsciLexerPython::TripleDoubleQuotedString, &Tokens::ok},
            {QsciLexerPython::SingleQuotedFString, &Tokens::ok},
            {QsciLexerPython::DoubleQuotedFString, &Tokens::ok},
            {QsciLexerPython::UnclosedString, &Tokens::bad},
            {QsciLexerPython::Comment, &Tokens::muted, true},
            {QsciLexerPython::CommentBlock, &Tokens::muted, true},
            {QsciLexerPython::Operator, &Tokens::secondary}};
}

}  // namespace

CodeEdit::CodeEdit(CodeLanguage language, QWidget *parent) : QFrame(parent), m_editor(new QsciScintilla(this)), m_language(language)
{
    setProperty("kind", QStringLiteral("code"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2, 2, 2, 2);
    column->addWidget(m_editor);
    setFocusProxy(m_editor);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setLexer(lexerFor(language, m_editor));
    m_editor->setUtf8(true);
    m_editor->setEolMode(QsciScintilla::EolUnix);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setTabWidth(4);
    m_editor->setAutoIndent(true);
    m_editor->setBackspaceUnindents(true);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->setMarginType(0, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(1, 0);
    m_editor->setAutoCompletionSource(QsciScintilla::AcsAll);
    m_editor->setAutoCompletionThreshold(2);
    m_editor->setAutoCompletionCaseSensitivity(language == CodeLanguage::Python);
    m_editor->setAutoCompletionReplaceWord(true);
    m_editor->SendScintilla(QsciScintilla::SCI_SETUNDOCOLLECTION, 0UL);  // undo is the document's
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1UL);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1UL);
    m_editor->indicatorDefine(QsciScintilla::SquiggleIndicator, kErrorIndicator);
    m_editor->installEventFilter(this);
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        m_editor->setMarginWidth(0, QStringLiteral("0%1").arg(std::max(10, m_editor->lines())));
        if (!m_quiet)
            Q_EMIT edited(m_editor->text());
    });
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, &CodeEdit::applyTheme);
    applyTheme();
    setCompletion({});
}

void CodeEdit::setTitle(const QString &title)
{
    setAccessibleName(title);
    m_editor->setAccessibleName(title);
}

QWidget *CodeEdit::keyTarget() const
{
    return m_editor;
}

void CodeEdit::applyTheme()
{
    const Tokens &tokens = Theme::tokens();
    QsciLexer *lexer = m_editor->lexer();
    const QFont font = codeFont(-1);
    lexer->setDefaultFont(font);
    lexer->setDefaultColor(tokens.text);
    lexer->setDefaultPaper(tokens.panel);
    lexer->setFont(font, -1);
    lexer->setColor(tokens.text, -1);
    lexer->setPaper(tokens.panel, -1);
    for (const StyleColour &style : stylesOf(m_language)) {
        lexer->setColor(tokens.*style.colour, style.style);
        if (style.italic) {
            QFont italic = font;
            italic.setItalic(true);
            lexer->setFont(italic, style.style);
        }
    }
    m_editor->setMarginsFont(codeFont(-3));
    m_editor->setMarginsForegroundColor(tokens.muted);
    m_editor->setMarginsBackgroundColor(tokens.window);
    m_editor->setMarginWidth(0, QStringLiteral("0%1").arg(std::max(10, m_editor->lines())));
    m_editor->setCaretForegroundColor(tokens.text);
    m_editor->setSelectionBackgroundColor(tokens.accentSoft);
    m_editor->setSelectionForegroundColor(tokens.text);
    m_editor->setMatchedBraceBackgroundColor(tokens.accentSoft);
    m_editor->setMatchedBraceForegroundColor(tokens.accent);
    m_editor->setUnmatchedBraceForegroundColor(tokens.bad);
    m_editor->setIndicatorForegroundColor(tokens.bad, kErrorIndicator);
}

QString CodeEdit::text() const
{
    return m_editor->text();
}

void CodeEdit::replaceText(const QString &text)
{
    if (m_editor->text() == text)
        return;
    m_quiet = true;
    const long position = m_editor->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    const int first = m_editor->firstVisibleLine();
    m_editor->setText(text);
    m_editor->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(position));
    m_editor->setFirstVisibleLine(first);
    m_quiet = false;
}

void CodeEdit::setCompletion(const CompletionSource &source)
{
    QsciLexer *lexer = m_editor->lexer();
    delete lexer->apis();
    auto *apis = new QsciAPIs(lexer);
    for (const ColumnInfo &column : source.columns)
        apis->add(column.name);
    for (const QString &word : source.words)
        apis->add(word);
    if (m_language == CodeLanguage::Sql) {
        for (const SqlFunction &function : sqlFunctions(true))
            apis->add(function.name + function.arguments);
        for (const QString &word : sqlKeywords())
            apis->add(word);
        for (const QString &name : source.parameters)
            apis->add(name);
    } else {
        for (const QString &word : pythonWords())
            apis->add(word);
    }
    apis->prepare();
}

void CodeEdit::setErrorPosition(int position)
{
    const QString whole = m_editor->text();
    m_editor->clearIndicatorRange(0, 0, m_editor->lines() - 1, m_editor->lineLength(m_editor->lines() - 1), kErrorIndicator);
    if (position < 0 || whole.isEmpty())
        return;
    int start = std::min<int>(position, int(whole.size()) - 1);
    int length = 1;
    for (const SqlToken &token : sqlTokens(whole))
        if (position >= token.start && position < token.start + token.length) {
            start = int(token.start);
            length = int(token.length);
        }
    // Scintilla counts bytes.
    const auto from = static_cast<unsigned long>(whole.left(start).toUtf8().size());
    const long bytes = whole.mid(start, length).toUtf8().size();
    m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(kErrorIndicator));
    m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, from, bytes);
}

bool CodeEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return && key->modifiers() & Qt::ControlModifier) {
            Q_EMIT accepted();
            return true;
        }
        // Tab indents here; Ctrl+Tab and Escape lead out, so that the keyboard is not caught.
        if (key->key() == Qt::Key_Escape && !m_editor->isListActive() && !qobject_cast<QDialog *>(window())) {
            focusNextChild();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

QDialog *openLarge(CodeEdit *editor, const QString &title, const CompletionSource &completion)
{
    auto *dialog = new QDialog(editor->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(880, 640);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(12);
    auto *large = new CodeEdit(editor->language(), dialog);
    large->setTitle(title);
    large->replaceText(editor->text());
    large->setCompletion(completion);
    column->addWidget(large, 1);
    auto *buttons = new QDialogButtonBox(dialog);
    QPushButton *done = buttons->addButton(CodeEdit::tr("Done"), QDialogButtonBox::AcceptRole);
    done->setProperty("kind", QStringLiteral("primary"));
    done->setToolTip(CodeEdit::tr("Ctrl+Return"));
    column->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(large, &CodeEdit::accepted, dialog, &QDialog::accept);
    QObject::connect(large, &CodeEdit::edited, editor, [editor](const QString &text) {
        editor->replaceText(text);
        Q_EMIT editor->edited(text);
    });
    QObject::connect(editor, &QObject::destroyed, dialog, &QDialog::reject);
    dialog->open();
    large->setFocus();
    return dialog;
}

}  // namespace headrace

#include "moc_code_edit.cpp"
