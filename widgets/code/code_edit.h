// SPDX-License-Identifier: GPL-3.0-or-later
// An editor for SQL or Python with line numbers, in the colours of the theme; it can be opened large.
#pragma once

#include "widgets/code/completion.h"

#include <QFrame>

class QDialog;
class QsciScintilla;

namespace headrace {

enum class CodeLanguage { Sql, Python };

/// Window's thread.
class CodeEdit : public QFrame
{
    Q_OBJECT

public:
    CodeEdit(CodeLanguage language, QWidget *parent);

    QString text() const;
    /// Keeps cursor and scrolling; emits nothing.
    void replaceText(const QString &text);
    void setCompletion(const CompletionSource &source);
    /// Underlines the word at this offset of the text in UTF-16 units; -1: nothing.
    void setErrorPosition(int position);
    /// The part that takes the keys.
    QWidget *keyTarget() const;
    CodeLanguage language() const { return m_language; }
    void setTitle(const QString &title);

Q_SIGNALS:
    void edited(const QString &text);
    /// Return with Ctrl: the person is done.
    void accepted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyTheme();
    QsciScintilla *m_editor;
    CodeLanguage m_language;
    bool m_quiet = false;
};

/// Opens a large window around a second editor of the same text; what is typed there is typed here. It deletes itself when it
/// is closed.
QDialog *openLarge(CodeEdit *editor, const QString &title, const CompletionSource &completion);

}  // namespace headrace
