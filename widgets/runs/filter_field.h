// SPDX-License-Identifier: GPL-3.0-or-later
// The field of the run filter: coloured words, completion, a mistake underlined where it stands and said below.
#pragma once

#include "engine/record/run_query.h"

#include <QWidget>

class QCompleter;
class QLabel;
class QPlainTextEdit;
class QStringListModel;
class QTimer;

namespace headrace {

/// Window's thread.
class FilterField : public QWidget
{
    Q_OBJECT

public:
    explicit FilterField(QWidget *parent = nullptr);
    QString text() const;
    void setText(const QString &text);
    void setWords(const record::FilterWords &words) { m_words = words; }
    /// Shows a mistake; empty text: there is none.
    void setMistake(const QString &text, const QString &hint, int position);

Q_SIGNALS:
    /// The person has stopped typing for a moment, or pressed Enter.
    void filterChanged(const QString &filter);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void complete();
    void accept(const QString &word);
    class Highlighter;
    QPlainTextEdit *m_edit;
    Highlighter *m_highlighter;
    QLabel *m_mistake;
    QCompleter *m_completer;
    QStringListModel *m_completions;
    QTimer *m_pause;
    record::FilterWords m_words;
    int m_completeFrom = 0;
};

}  // namespace headrace
