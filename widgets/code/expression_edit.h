// SPDX-License-Identifier: GPL-3.0-or-later
// An editor for one SQL expression: one line high until the text needs more, coloured, completed, errors underlined.
#pragma once

#include "widgets/code/completion.h"

#include <QPlainTextEdit>

class QCompleter;

namespace headrace {

/// Window's thread.
class ExpressionEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ExpressionEdit(QWidget *parent);

    void setCompletion(const CompletionSource &source);
    /// Underlines the token at this offset; -1: nothing.
    void setErrorPosition(int position);
    int errorPosition() const { return m_error; }
    /// Changes the text, keeps the cursor, and emits nothing.
    void replaceText(const QString &text);
    QCompleter *completer() const { return m_completer; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, height()}; }

Q_SIGNALS:
    void edited(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void fit();
    void offer(bool asked);
    void insertCompletion(const QModelIndex &index);
    QString wordBefore(int *start) const;

    CompletionModel *m_model;
    QCompleter *m_completer;
    int m_error = -1;
    bool m_typing = false;
};

}  // namespace headrace
