// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/filter_field.h"

#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStringListModel>
#include <QSyntaxHighlighter>
#include <QTimer>
#include <QVBoxLayout>

namespace headrace {

class FilterField::Highlighter : public QSyntaxHighlighter
{
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;
    int mistake = -1;

protected:
    void highlightBlock(const QString &text) override
    {
        const Tokens &t = Theme::tokens();
        const auto paint = [&](const char *pattern, const QColor &colour, bool bold) {
            QTextCharFormat format;
            format.setForeground(colour);
            if (bold)
                format.setFontWeight(QFont::Bold);
            auto matches = QRegularExpression(QLatin1String(pattern), QRegularExpression::CaseInsensitiveOption).globalMatch(text);
            while (matches.hasNext()) {
                const auto match = matches.next();
                setFormat(int(match.capturedStart()), int(match.capturedLength()), format);
            }
        };
        paint("\\b[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?\\b", t.read, false);
        paint("\\b(AND|OR|NOT|IN|LIKE|ILIKE|BETWEEN|IS|NULL)\\b", t.text, true);
        paint("\\bmetrics?\\.(`[^`]*`|\"[^\"]*\"|[\\w./-]+)", t.learn, false);
        paint("\\bparam(eter)?s?\\.(`[^`]*`|\"[^\"]*\"|[\\w./-]+)", t.read, false);
        paint("\\b(tags?|datasets?|attributes?)\\.(`[^`]*`|\"[^\"]*\"|[\\w./-]+)", t.shape, false);
        paint("'[^']*'?", t.ok, false);
        if (mistake >= 0) {
            const int start = std::clamp(mistake, 0, std::max(0, int(text.size()) - 1));
            int end = start;
            while (end < text.size() && !text.at(end).isSpace())
                ++end;
            for (int i = start; i < std::max(end, start + 1); ++i) {
                QTextCharFormat wrong = format(i);
                wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
                wrong.setUnderlineColor(t.bad);
                setFormat(i, 1, wrong);
            }
        }
    }
};

FilterField::FilterField(QWidget *parent)
    : QWidget(parent),
      m_edit(new QPlainTextEdit),
      m_highlighter(new Highlighter(m_edit->document())),
      m_mistake(new QLabel),
      m_completer(new QCompleter(this)),
      m_completions(new QStringListModel(this)),
      m_pause(new QTimer(this))
{
    m_edit->setFont(monoFont(-1));
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->setFixedHeight(metrics::kControl + 2);
    m_edit->setTabChangesFocus(true);
    m_edit->setPlaceholderText(tr("Filter, such as metrics.auc > 0.7 AND params.rounds = '50'"));
    m_edit->setAccessibleName(tr("Filter of runs"));
    m_edit->setObjectName(QStringLiteral("runFilter"));
    m_edit->installEventFilter(this);
    m_mistake->setProperty("kind", QStringLiteral("bad"));
    m_mistake->setWordWrap(true);
    m_mistake->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(m_mistake);

    m_completer->setModel(m_completions);
    m_completer->setWidget(m_edit);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterField::accept);
    m_pause->setSingleShot(true);
    m_pause->setInterval(250);
    connect(m_pause, &QTimer::timeout, this, [this] { Q_EMIT filterChanged(text()); });
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] { m_pause->start(); });
}

QString FilterField::text() const
{
    return m_edit->toPlainText().simplified() == m_edit->toPlainText() ? m_edit->toPlainText()
                                                                       : m_edit->toPlainText().replace(QLatin1Char('\n'), QLatin1Char(' '));
}

void FilterField::setText(const QString &text)
{
    m_edit->setPlainText(text);
}

void FilterField::setMistake(const QString &text, const QString &hint, int position)
{
    m_mistake->setText(hint.isEmpty() ? text : text + QLatin1Char(' ') + hint);
    m_mistake->setVisible(!text.isEmpty());
    if (m_highlighter->mistake == position)
        return;
    m_highlighter->mistake = position;
    const QSignalBlocker quiet(m_edit);  // colours are no edit
    m_highlighter->rehighlight();
}

bool FilterField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool open = m_completer->popup()->isVisible();
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        if (open && m_completer->popup()->currentIndex().isValid())
            return false;  // the popup's
        m_completer->popup()->hide();
        m_pause->stop();
        Q_EMIT filterChanged(text());
        return true;
    }
    if (key->key() == Qt::Key_Escape && open) {
        m_completer->popup()->hide();
        return true;
    }
    if (!key->text().isEmpty() && key->text().at(0).isPrint())
        QTimer::singleShot(0, this, &FilterField::complete);
    return false;
}

void FilterField::complete()
{
    const int position = m_edit->textCursor().position();
    const record::FilterCompletion completion = record::completeRunFilter(m_edit->toPlainText(), position, m_words);
    m_completeFrom = completion.start;
    if (completion.words.isEmpty() || position - completion.start < 1
        || completion.words == QStringList(m_edit->toPlainText().mid(completion.start, position - completion.start))) {
        m_completer->popup()->hide();
        return;
    }
    m_completions->setStringList(completion.words.mid(0, 200));
    QRect place = m_edit->cursorRect();
    place.setWidth(360);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex({});
}

void FilterField::accept(const QString &word)
{
    QTextCursor cursor = m_edit->textCursor();
    const int position = cursor.position();
    cursor.setPosition(m_completeFrom);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
    cursor.insertText(word + QLatin1Char(' '));
    m_edit->setTextCursor(cursor);
}

}  // namespace headrace

#include "moc_filter_field.cpp"
